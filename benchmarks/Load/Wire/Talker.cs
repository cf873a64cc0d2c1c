using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Unicode;

namespace LiveChat.Load.Wire;

/// <summary>One person in one session, who sends and hears, and records how long each took.</summary>
public sealed class Talker : IDisposable
{
    private const int MostOutstanding = 4096;
    private readonly HubSocket _socket;
    private readonly Guid _sessionId;
    private readonly Meter _meter;
    private readonly long[] _dueAt = new long[MostOutstanding];
    private readonly Guid[] _ids = new Guid[MostOutstanding];
    private readonly ConcurrentQueue<Guid> _refused = new();
    private int _invocation = 1_000_000;
    private int _outstanding;
    private long _said;

    public Talker(HubSocket socket, Guid sessionId, Meter meter)
    {
        (_socket, _sessionId, _meter) = (socket, sessionId, meter);
        _socket.OnRecord = Hear;
    }

    /// <summary>Called after each receipt.</summary>
    public Action<Talker>? OnReceipt { get; set; }

    /// <summary>Called for each message heard, the own ones too.</summary>
    public Action<Talker>? OnHeard { get; set; }

    /// <summary>Sends that have no receipt yet.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>The socket.</summary>
    public HubSocket Socket => _socket;

    /// <summary>The session.</summary>
    public Guid SessionId => _sessionId;

    /// <summary>Different messages said.</summary>
    public long SaidCount => Volatile.Read(ref _said);

    /// <summary>Messages that were refused and not yet said again.</summary>
    public int RefusedCount => _refused.Count;

    /// <summary>Says something that was refused again, under its first id. False when there is nothing.</summary>
    public bool SayAgain() => _refused.TryDequeue(out var id) && Say(Stopwatch.GetTimestamp(), id);

    /// <summary>Says something.</summary>
    /// <param name="dueAt">When it was due, by the stopwatch: latency counts from then, so a late sender hides nothing.</param>
    /// <returns>False when too many are outstanding; then nothing is sent.</returns>
    public bool Say(long dueAt)
    {
        if (!Say(dueAt, Guid.CreateVersion7())) return false;
        Interlocked.Increment(ref _said);
        return true;
    }

    private bool Say(long dueAt, Guid id)
    {
        if (Interlocked.Increment(ref _outstanding) > MostOutstanding / 2)
        {
            Interlocked.Decrement(ref _outstanding);
            return false;
        }

        var invocation = Interlocked.Increment(ref _invocation);
        _dueAt[invocation % MostOutstanding] = dueAt;
        _ids[invocation % MostOutstanding] = id;
        Span<byte> record = stackalloc byte[512];
        Utf8.TryWrite(record, $"{{\"type\":1,\"invocationId\":\"{invocation}\",\"target\":\"Send\",\"arguments\":[{{\"sessionId\":\"{_sessionId}\",\"clientMessageId\":\"{id}\",\"content\":\"t={dueAt} How long does delivery to Kaohsiung take, please?\"}}]}}", out var length);
        _socket.SendRecord(record[..length]);
        _meter.Sent();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Hear(HubSocket socket, ReadOnlySpan<byte> record)
    {
        if (HubRecord.IsCompletion(record))
        {
            var invocation = HubRecord.InvocationId(record);
            if (invocation < 1_000_000) return;
            var after = Stopwatch.GetElapsedTime(_dueAt[invocation % MostOutstanding]);
            if (HubRecord.IsError(record))
            {
                _refused.Enqueue(_ids[invocation % MostOutstanding]);
                _meter.Refused(record, after);
                Interlocked.Decrement(ref _outstanding);
                return;
            }

            _meter.Receipt(after);
            Interlocked.Decrement(ref _outstanding);
            OnReceipt?.Invoke(this);
        }
        else if (HubRecord.IsEvent(record, "message"u8))
        {
            var dueAt = HubRecord.NumberAfter(record, "t="u8);
            if (dueAt > 0) _meter.Heard(Stopwatch.GetElapsedTime(dueAt));
            OnHeard?.Invoke(this);
        }
    }
}
