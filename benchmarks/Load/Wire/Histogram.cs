namespace LiveChat.Load.Wire;

/// <summary>Counts durations in buckets that are 2 % wide, so that recording costs nothing and a percentile is exact enough.</summary>
public sealed class Histogram
{
    private const double Width = 1.02;
    private static readonly double LogWidth = Math.Log(Width);
    private readonly long[] _counts = new long[1200];

    /// <summary>How many were recorded.</summary>
    public long Count => _counts.Sum();

    /// <summary>Records a duration.</summary>
    public void Record(TimeSpan duration)
    {
        var microseconds = Math.Max(1, duration.TotalMicroseconds);
        Interlocked.Increment(ref _counts[Math.Min(_counts.Length - 1, (int)(Math.Log(microseconds) / LogWidth))]);
    }

    /// <summary>The duration under which the given share lies, 0 to 1.</summary>
    public TimeSpan At(double share)
    {
        var target = (long)Math.Ceiling(Count * share);
        long seen = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= target && seen > 0) return TimeSpan.FromMicroseconds(Math.Pow(Width, bucket + 1));
        }

        return TimeSpan.Zero;
    }
}
