using System.Collections.Concurrent;

namespace LiveChat.WebFront.Limits;

/// <summary>A bucket for each key. Full ones are dropped when there are many: they are the same as new ones.</summary>
internal sealed class Buckets(Rate rate, TimeProvider clock)
{
    private const int SweepAbove = 20_000;
    private const int MostKeys = 200_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly Bucket _shared = new(rate, clock);
    private int _sweepAt = SweepAbove;

    /// <summary>The key's bucket.</summary>
    public Bucket Of(string key)
    {
        if (_buckets.TryGetValue(key, out var known)) return known;
        if (_buckets.Count >= Volatile.Read(ref _sweepAt)) Sweep();
        // More keys than that at once are an attack: together they have what one may have.
        return _buckets.Count >= MostKeys ? _shared : _buckets.GetOrAdd(key, _ => new(rate, clock));
    }

    private void Sweep()
    {
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsFull) _buckets.TryRemove(new(key, bucket));
        }
        Volatile.Write(ref _sweepAt, Math.Min(MostKeys, Math.Max(SweepAbove, _buckets.Count * 2)));
    }
}
