using Microsoft.Extensions.Options;

namespace LiveChat.Assistant;

/// <summary>
/// The time between two pieces of one reply, one for all replies of a silo. On a busy machine, where turns and timers come
/// late, it grows: fewer and longer pieces leave room, and every reader waits alike.
/// </summary>
public sealed class ReplyRhythm(IOptions<AssistantOptions> options, TimeProvider clock)
{
    // A timer's own lateness; what goes beyond it means that there is too much to do.
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(2);

    // How much of the past counts: shorter, and all replies would speed up and slow down together.
    private static readonly TimeSpan Memory = TimeSpan.FromMilliseconds(250);

    private const int LateWeight = 8;
    private const int MostIntervals = 3;

    private readonly Lock _gate = new();
    private long _noted = clock.GetTimestamp();
    private TimeSpan _late;

    /// <summary>The time between two pieces, as of now.</summary>
    public TimeSpan Interval
    {
        get
        {
            var usual = options.Value.ChunkInterval;
            lock (_gate) return _late <= Usual ? usual : Min(usual + (_late - Usual) * LateWeight, usual * MostIntervals);
        }
    }

    /// <summary>Rests after a piece.</summary>
    /// <param name="begun">When the piece set out.</param>
    /// <param name="token">Cancelled when nobody wants another.</param>
    public async Task Rest(long begun, CancellationToken token)
    {
        var interval = Interval;
        await Task.Delay(interval, clock, token);
        Note(clock.GetElapsedTime(begun) - interval);
    }

    private void Note(TimeSpan late)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            var weight = Math.Min(1, clock.GetElapsedTime(_noted, now) / Memory);
            _late += (late - _late) * weight;
            _noted = now;
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
