using System.Text;

namespace LiveChat.Load.Wire;

/// <summary>What one measured stretch counts.</summary>
public sealed class Meter
{
    private volatile Histogram _receipts = new();
    private volatile Histogram _heard = new();
    private volatile Histogram _refusals = new();
    private long _sent;
    private long _received;
    private long _refused;
    private string? _refusal;

    /// <summary>From due to receipt.</summary>
    public Histogram Receipts => _receipts;

    /// <summary>From due to the other's socket.</summary>
    public Histogram Hearings => _heard;

    /// <summary>From due to refusal.</summary>
    public Histogram Refusals => _refusals;

    /// <summary>Messages sent.</summary>
    public long SentCount => Volatile.Read(ref _sent);

    /// <summary>Receipts received.</summary>
    public long ReceiptCount => Volatile.Read(ref _received);

    /// <summary>Refusals received.</summary>
    public long RefusedCount => Volatile.Read(ref _refused);

    /// <summary>The first refusal, as it came.</summary>
    public string? Refusal => _refusal;

    public void Sent() => Interlocked.Increment(ref _sent);

    public void Receipt(TimeSpan after)
    {
        Interlocked.Increment(ref _received);
        _receipts.Record(after);
    }

    public void Heard(TimeSpan after) => _heard.Record(after);

    public void Refused(ReadOnlySpan<byte> record, TimeSpan after)
    {
        _refusals.Record(after);
        Interlocked.Increment(ref _refused);
        _refusal ??= Encoding.UTF8.GetString(record);
    }

    /// <summary>Forgets what was counted, for the end of a warm-up.</summary>
    public void Restart()
    {
        _receipts = new();
        _heard = new();
        _refusals = new();
        _sent = _received = _refused = 0;
    }
}
