namespace LiveChat.Queues;

/// <summary>How fast the desk works its line off: a moving average of the time between assignments while somebody waited.</summary>
internal sealed class Pace
{
    /// <summary>The share of the newest interval in the average.</summary>
    private const double NewestShare = 0.3;

    /// <summary>From fewer assignments nothing can be told.</summary>
    private const int FewestIntervals = 3;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(4);

    private double _seconds;
    private int _intervals;
    private DateTimeOffset? _from;

    /// <summary>Somebody joined the line.</summary>
    public void Joined(DateTimeOffset now) => _from ??= now;

    /// <summary>Somebody was given to an agent.</summary>
    public void Served(DateTimeOffset now)
    {
        if (_from is not { } from) return;
        var interval = Math.Clamp((now - from).TotalSeconds, Shortest.TotalSeconds, Longest.TotalSeconds);
        _seconds = _intervals == 0 ? interval : (_seconds * (1 - NewestShare)) + (interval * NewestShare);
        _intervals = Math.Min(_intervals + 1, FewestIntervals);
        _from = now;
    }

    /// <summary>Nobody waits: the time until somebody does is not the agents'.</summary>
    public void Emptied() => _from = null;

    /// <summary>The expected wait in seconds at a place; null when there is no telling.</summary>
    public int? Eta(int position) =>
        _intervals < FewestIntervals ? null : (int)Math.Ceiling(Math.Min(position * _seconds, LongestWait.TotalSeconds));
}
