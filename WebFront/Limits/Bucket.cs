namespace LiveChat.WebFront.Limits;

/// <summary>
/// A token bucket in one number: the moment at which it would be full again. Taking moves that moment on; when it lies
/// further ahead than the burst allows, the answer is no. No lock, no timer.
/// </summary>
internal sealed class Bucket(Rate rate, TimeProvider clock)
{
    private readonly long _step = Math.Max(1, (long)(clock.TimestampFrequency / rate.PerSecond));
    private readonly long _room = (long)(clock.TimestampFrequency / rate.PerSecond * rate.Burst);
    private long _fullAt = clock.GetTimestamp();

    /// <summary>Whether nothing has been taken that has not come back: the same as a new one.</summary>
    public bool IsFull => Volatile.Read(ref _fullAt) <= clock.GetTimestamp();

    /// <summary>Takes one.</summary>
    public bool TryTake() => TryTake(out _);

    /// <summary>Takes one, or says after how long one is there.</summary>
    public bool TryTake(out TimeSpan retryAfter)
    {
        var now = clock.GetTimestamp();
        while (true)
        {
            var fullAt = Volatile.Read(ref _fullAt);
            var next = Math.Max(fullAt, now) + _step;
            if (next - now > _room)
            {
                retryAfter = TimeSpan.FromSeconds((double)(next - now - _room) / clock.TimestampFrequency);
                return false;
            }
            if (Interlocked.CompareExchange(ref _fullAt, next, fullAt) != fullAt) continue;
            retryAfter = TimeSpan.Zero;
            return true;
        }
    }
}
