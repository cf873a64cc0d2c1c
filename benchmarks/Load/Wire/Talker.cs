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
    private int _invocation = 1_000_000;
    private int _outstanding;

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

    /// <summary>Says something.</summary>
    /// <param name="dueAt">When it was due, by the stopwatch: latency counts from then, so a late sender hides nothing.</param>
    /// <returns>False when too many are outstanding; then nothing is sent.</returns>
    public bool Say(long dueAt)
    {
        if (Interlocked.Increment(ref _outstanding) > MostOutstanding / 2)
        {
            Interlocked.Decrement(ref _outstanding);
            return false;
        }

        var invocation = Interlocked.Increment(ref _invocation);
        _dueAt[invocation % MostOutstanding] = dueAt;
        Span<byte> record = stackalloc byte[512];
        Utf8.TryWrite(record, $"{{\"type\":1,\"invocationId\":\"{invocation}\",\"target\":\"Send\",\"arguments\":[{{\"sessionId\":\"{_sessionId}\",\"clientMessageId\":\"{Guid.CreateVersion7()}\",\"content\":\"t={dueAt} How long does delivery to Kaohsiung take, please?\"}}]}}", out var length);
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
            Interlocked.Decrement(ref _outstanding);
            if (HubRecord.IsError(record)) _meter.Refused(record);
            else _meter.Receipt(Stopwatch.GetElapsedTime(_dueAt[invocation % MostOutstanding]));
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
