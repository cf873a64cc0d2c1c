using System.Collections.Concurrent;

namespace LiveChat.WebFront.Limits;

/// <summary>A bucket for each key. Full ones are dropped when there are many: they are the same as new ones.</summary>
internal sealed class Buckets(Rate rate, TimeProvider clock)
{
    private const int FewestSwept = 1_000;
    private const int MostKeys = 200_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly Bucket _shared = new(rate, clock);
    private int _count;
    private int _sweepAt = FewestSwept;
    private long _nextSweep = clock.GetTimestamp();

    /// <summary>How many keys have one now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The key's bucket.</summary>
    public Bucket Of(string key)
    {
        if (_buckets.TryGetValue(key, out var known)) return known;
        if (Count >= Volatile.Read(ref _sweepAt)) SweepNowAndThen();
        // More keys than that at once are an attack: together they have what one may have.
        if (Count >= MostKeys) return _shared;
        var fresh = new Bucket(rate, clock);
        var stored = _buckets.GetOrAdd(key, fresh);
        if (ReferenceEquals(stored, fresh)) Interlocked.Increment(ref _count);
        return stored;
    }

    /// <summary>At most once a second, by one thread: under an attack the sweeping must not become the damage.</summary>
    private void SweepNowAndThen()
    {
        var (now, next) = (clock.GetTimestamp(), Volatile.Read(ref _nextSweep));
        if (now < next || Interlocked.CompareExchange(ref _nextSweep, now + clock.TimestampFrequency, next) != next) return;
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsFull && _buckets.TryRemove(new(key, bucket))) Interlocked.Decrement(ref _count);
        }
        // Again when there are twice as many: each key is looked at as often as one comes.
        Volatile.Write(ref _sweepAt, Math.Max(FewestSwept, Count * 2));
    }
}
