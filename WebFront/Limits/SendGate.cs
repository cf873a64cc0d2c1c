using System.Runtime.InteropServices;
using LiveChat.Metrics;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Limits;

/// <summary>
/// Refuses messages at once while they could not be answered in time, so that those which are taken are answered quickly
/// however many come. What one more would wait for is foretold: all that are under way, at the pace at which the last were
/// answered, and longer for a connection that has more under way than others have. A few are always taken: a burst is no
/// overload, and without answers there would be no pace.
/// </summary>
internal sealed class SendGate
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private static readonly Refusal Full = new(RefusalCode.Overloaded, "More is said than the server can take; nothing was stored. Send it again in a moment, with the same id.");

    private static int _allUnderWay;

    private readonly OverloadOptions _options;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private int _underWay;
    private long _answeredAt;
    private long _glanceBegan;
    private Answered _glance;
    private Pace _pace;

    public SendGate(IOptions<OverloadOptions> options, TimeProvider clock)
    {
        (_options, _clock) = (options.Value, clock);
        _answeredAt = _glanceBegan = clock.GetTimestamp();
    }

    static SendGate() => LiveChatMeter.Meter.CreateObservableUpDownCounter("livechat.sends.underway", () => _allUnderWay, "{message}", "Messages taken and not yet answered.");

    /// <summary>Messages taken and not yet answered.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Null when a message may come in; it is to <see cref="Enter"/> then.</summary>
    /// <param name="sender">The connection that it comes from; null for none that lasts.</param>
    public Refusal? Refuse(SocketLimits? sender) =>
        UnderWay >= _options.AlwaysTaken && Foretell(sender?.UnderWay ?? 0) > _options.LongestWait ? Full : null;

    /// <summary>A message is under way until what this answers is disposed.</summary>
    public Passage Enter(SocketLimits? sender)
    {
        var now = _clock.GetTimestamp();
        Interlocked.Increment(ref _allUnderWay);
        // Before the first of many there was nothing to answer.
        if (Interlocked.Increment(ref _underWay) == 1) Volatile.Write(ref _answeredAt, now);
        return new(this, sender, sender?.Begin() ?? 1, now);
    }

    private void Leave(SocketLimits? sender, int place, long begun)
    {
        sender?.End();
        Interlocked.Decrement(ref _allUnderWay);
        Interlocked.Decrement(ref _underWay);
        var now = _clock.GetTimestamp();
        Volatile.Write(ref _answeredAt, now);
        lock (_lock)
        {
            _glance = _glance.With(_clock.GetElapsedTime(begun, now), place);
            var elapsed = _clock.GetElapsedTime(_glanceBegan, now);
            if (elapsed < Glance) return;
            _pace = _pace.After(_glance, elapsed);
            (_glance, _glanceBegan) = (default, now);
        }
    }

    private TimeSpan Foretell(int ownUnderWay)
    {
        var silence = _clock.GetElapsedTime(Volatile.Read(ref _answeredAt));
        if (silence > _options.LongestWait) return silence;
        Pace pace;
        lock (_lock) pace = _pace;
        // As long as answers come soon, many under way are a burst that has just begun.
        return pace.Took < _options.LongestWait / 4 ? TimeSpan.Zero : pace.Foretell(UnderWay, ownUnderWay);
    }

    /// <summary>A message on its way to its session and back.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Passage(SendGate gate, SocketLimits? sender, int place, long begun) : IDisposable
    {
        public void Dispose() => gate.Leave(sender, place, begun);
    }

    /// <summary>What was answered within a glance.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Answered(int Count, TimeSpan Took, TimeSpan TookEach)
    {
        public double Share => Took > TimeSpan.Zero ? TookEach / Took : 1;

        /// <param name="took">How long it took.</param>
        /// <param name="place">Which it was among those that its connection had under way.</param>
        public Answered With(TimeSpan took, int place) => new(Count + 1, Took + took, TookEach + (took / place));
    }

    /// <summary>How answers came lately: as fast as the last glances showed, each of which counts as much as all before it.</summary>
    /// <param name="PerSecond">How many came.</param>
    /// <param name="Took">How long those of the last glance took.</param>
    /// <param name="Share">Which part of that each took of those that its connection had under way: 1 when connections have one each.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Pace(double PerSecond, TimeSpan Took, double Share)
    {
        public Pace After(Answered glance, TimeSpan elapsed) => new(
            (PerSecond + (glance.Count / elapsed.TotalSeconds)) / 2, glance.Took / glance.Count, (Share + glance.Share) / 2);

        // A connection with more under way than others waits for longer than they.
        public TimeSpan Foretell(int underWay, int ownUnderWay) => TimeSpan.FromSeconds((underWay + 1) / PerSecond * Math.Max(1, (ownUnderWay + 1) * Share));
    }
}
