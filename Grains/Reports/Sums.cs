namespace LiveChat.Reports;

/// <summary>Amounts of one day, desk or agent, from which its part of a report is read.</summary>
internal sealed class Sums
{
    private readonly Dictionary<Measure, SortedDictionary<int, long>> _amounts = [];

    public Sums Add(Measure measure, int bucket, long amount)
    {
        if (!_amounts.TryGetValue(measure, out var buckets)) _amounts.Add(measure, buckets = []);
        buckets[bucket] = buckets.GetValueOrDefault(bucket) + amount;
        return this;
    }

    /// <summary>All buckets together.</summary>
    public long Of(Measure measure) => _amounts.TryGetValue(measure, out var buckets) ? buckets.Values.Sum() : 0;

    /// <summary>One bucket.</summary>
    public long Of(Measure measure, int bucket) => _amounts.TryGetValue(measure, out var buckets) ? buckets.GetValueOrDefault(bucket) : 0;

    /// <summary>How durations lie; null when there are none.</summary>
    public Spread? SpreadOf(Measure measure, double unitsOfSecond = 1000) =>
        _amounts.TryGetValue(measure, out var buckets) && buckets.Values.Sum() is > 0 and var count
            ? new(count, Math.Round(Durations.Percentile(buckets, 0.5) / unitsOfSecond, 1), Math.Round(Durations.Percentile(buckets, 0.9) / unitsOfSecond, 1))
            : null;

    /// <summary>How many gave one point, two, up to five.</summary>
    public long[] Ratings() => [.. Enumerable.Range(Sessions.Rating.Worst, Sessions.Rating.Best).Select(score => Of(Measure.Ratings, score))];

    public ReportFigures ToFigures() => new(
        Of(Measure.Sessions), Of(Measure.CustomerMessages), Of(Measure.AssistantMessages), Of(Measure.AgentMessages),
        Of(Measure.Alone), Of(Measure.HandedOver),
        new(Cause(HandOverCause.AtOnce), Cause(HandOverCause.AfterFailure), Cause(HandOverCause.AfterUnknown), Cause(HandOverCause.AfterAnswer), Cause(HandOverCause.TakenOver)),
        SpreadOf(Measure.Waited), SpreadOf(Measure.FirstReply), SpreadOf(Measure.Reply), SpreadOf(Measure.AssistantReply), Of(Measure.AssistantFailures),
        new(Ended(Ending.ByAssistant), Ended(Ending.ByAgent), Ended(Ending.LeftWaiting), Ended(Ending.Unanswered)),
        SpreadOf(Measure.Duration), Ratings(),
        new(Of(Measure.TicketsOpened), Of(Measure.TicketsResolved), Of(Measure.TicketsReopened), SpreadOf(Measure.TicketTime, unitsOfSecond: 1)),
        Moods());

    public ReportAgent ToAgent(NamedAgent agent) => new(
        agent.AgentId, agent.Name, Of(Measure.Taken), Of(Measure.AgentMessages), Of(Measure.PassedOn), Of(Measure.Lost), Of(Measure.Ended),
        SpreadOf(Measure.FirstReply), SpreadOf(Measure.Reply), Ratings(), Of(Measure.TicketsResolved));

    private ReportMoods Moods() => new(
        Sounded(MoodBand.VeryLow), Sounded(MoodBand.Low), Sounded(MoodBand.Even), Sounded(MoodBand.Good),
        Of(Measure.Moods) is > 0 and var count ? Math.Round((double)Of(Measure.MoodScores) / count, 1) : null);

    private long Sounded(MoodBand band) => Of(Measure.Moods, (int)band);

    private long Cause(HandOverCause cause) => Of(Measure.HandOverCauses, (int)cause);

    private long Ended(Ending ending) => Of(Measure.Ended, (int)ending);
}
