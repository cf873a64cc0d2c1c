namespace LiveChat.LongRun;

/// <summary>Where a figure goes in the long run, by Theil and Sen: the median of the slopes between all pairs of looks.</summary>
/// <remarks>
/// A least-squares line follows its outliers, of which memory under load has many; this one stands as long as fewer than three in
/// ten are off. The bounds are Sen's, by the variance of Kendall's count, and hold with 95 %.
/// </remarks>
/// <param name="PerHour">The slope as a share of the median, in an hour: 0.01 is one per cent.</param>
/// <param name="Low">Its lower bound.</param>
/// <param name="High">Its upper bound.</param>
internal sealed record Trend(double PerHour, double Low, double High)
{
    private const double Normal = 1.96;

    public static Trend Of(IReadOnlyList<(TimeSpan At, double Value)> looks)
    {
        var slopes = new List<double>();
        for (var i = 0; i < looks.Count; i++)
        {
            for (var j = i + 1; j < looks.Count; j++) slopes.Add((looks[j].Value - looks[i].Value) / (looks[j].At - looks[i].At).TotalHours);
        }
        if (slopes.Count < 10) throw new ArgumentException("Five looks at least make a trend.", nameof(looks));
        slopes.Sort();
        double count = looks.Count;
        var spread = Normal * Math.Sqrt(count * (count - 1) * (2 * count + 5) / 18);
        var middle = Median([.. looks.Select(look => look.Value).Order()]);
        return new(Median(slopes) / middle, At((slopes.Count - spread) / 2) / middle, At((slopes.Count + spread) / 2) / middle);

        double At(double rank) => slopes[Math.Clamp((int)Math.Round(rank), 0, slopes.Count - 1)];
    }

    public override string ToString() => $"{PerHour:P2} an hour, with 95 % between {Low:P2} and {High:P2}";

    private static double Median(List<double> sorted) => sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
}
