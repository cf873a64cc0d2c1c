using System.Numerics;

namespace LiveChat.Reports;

/// <summary>
/// Durations counted in buckets that grow with them, sixteen to each doubling. Counts of two days, desks or agents are
/// added up, and medians and percentiles of the sum are as exact as of the parts: within 4 %.
/// </summary>
public static class Durations
{
    private const int Parts = 16;
    private const int PartBits = 4;

    /// <summary>The bucket of a duration, in milliseconds; of more than 24 days the last one.</summary>
    public static int BucketOf(TimeSpan duration) => BucketOf(duration.Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>The bucket of a number of whatever unit the measure is in; of less than nothing the first one.</summary>
    public static int BucketOf(long units)
    {
        var number = (uint)Math.Clamp(units, 0, int.MaxValue);
        if (number < Parts) return (int)number;
        var doubling = BitOperations.Log2(number);
        return ((doubling - PartBits + 1) * Parts) + (int)((number >> (doubling - PartBits)) & (Parts - 1));
    }

    /// <summary>The number in the middle of a bucket.</summary>
    public static double MiddleOf(int bucket)
    {
        if (bucket < Parts) return bucket;
        var shift = (bucket / Parts) - 1;
        var (least, width) = ((long)(Parts + (bucket % Parts)) << shift, 1L << shift);
        return least + ((width - 1) / 2.0);
    }

    /// <summary>The number up to which a share of all lies.</summary>
    /// <param name="counts">How many by bucket; not empty.</param>
    /// <param name="share">0.5 for the median.</param>
    public static double Percentile(SortedDictionary<int, long> counts, double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(counts.Values.Sum() * share));
        long passed = 0;
        foreach (var (bucket, count) in counts)
        {
            passed += count;
            if (passed >= wanted) return MiddleOf(bucket);
        }
        throw new ArgumentException("There are no durations.", nameof(counts));
    }
}
