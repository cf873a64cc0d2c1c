using LiveChat.Desks;
using Orleans.Concurrency;

namespace LiveChat.Reports;

/// <inheritdoc cref="IReports"/>
[StatelessWorker]
public sealed class FigureReports(IFigureStore figures, IDeskStore desks, IDeskZones zones, TimeProvider clock) : Grain, IReports
{
    private static readonly Refusal NoSuchDesk = new(RefusalCode.NotFound, "There is no such desk.");
    private static readonly Refusal Away = new(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");

    /// <inheritdoc/>
    public async Task<Outcome<Report>> Read(Caller caller, ReportSpan span)
    {
        if (ReportRules.Refuse(caller, span.DeskId) is { } forbidden) return forbidden;
        try
        {
            var all = await desks.All(CancellationToken.None);
            if (span.DeskId is not null && !Array.Exists(all, desk => desk.DeskId == span.DeskId)) return NoSuchDesk;
            var zone = await ZoneOf(span.DeskId);
            if (ReportRules.Refuse(span, Today(zone), out var from, out var to) is { } refusal) return refusal;
            var stored = await figures.Read(span.DeskId, Days.Number(from), Days.Number(to), Report.MostTopics, CancellationToken.None);
            return Compose(caller, span.DeskId, from, to, zone, stored, all);
        }
        catch (StoreUnavailableException)
        {
            return Away;
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<ApiReport>> Api(Caller caller, ReportSpan span)
    {
        if (AdminRules.Refuse(caller) is { } forbidden) return forbidden;
        try
        {
            var zone = await ZoneOf(null);
            if (ReportRules.Refuse(span, Today(zone), out var from, out var to) is { } refusal) return refusal;
            var stored = await figures.ReadApi(Days.Number(from), Days.Number(to), CancellationToken.None);
            var routes = stored.GroupBy(amount => amount.Route, StringComparer.Ordinal).Select(RouteOf);
            return new ApiReport(from, to, zone.Id, [.. routes.OrderByDescending(route => route.Calls).ThenBy(route => route.Route, StringComparer.Ordinal)]);
        }
        catch (StoreUnavailableException)
        {
            return Away;
        }
    }

    private async Task<TimeZoneInfo> ZoneOf(string? deskId) => (await zones.Read(CancellationToken.None))(deskId ?? "");

    private DateOnly Today(TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);

    private static Report Compose(Caller caller, string? deskId, DateOnly from, DateOnly to, TimeZoneInfo zone, StoredFigures stored, Desk[] desks)
    {
        var (days, total) = (By(stored.Days), new Sums());
        foreach (var (_, measure, bucket, sum) in stored.Days) total.Add(measure, bucket, sum);
        var none = new Sums();
        return new Report(
            deskId, from, to, zone.Id, total.ToFigures(),
            [.. EachDay(from, to).Select(day => new ReportDay(day, days.GetValueOrDefault(Days.Number(day), none).ToFigures()))],
            [.. By(stored.Desks).Select(desk => new ReportDesk(desk.Key, NameOf(desk.Key, desks), desk.Value.ToFigures())).OrderBy(desk => desk.Name, StringComparer.Ordinal)],
            [.. By(stored.Agents).Where(agent => ReportRules.Sees(caller, agent.Key.AgentId)).Select(agent => agent.Value.ToAgent(agent.Key)).OrderBy(agent => agent.Name, StringComparer.Ordinal)],
            Hours(stored.Days), stored.Topics);
    }

    private static Dictionary<T, Sums> By<T>(Amount<T>[] amounts) where T : notnull
    {
        Dictionary<T, Sums> sums = [];
        foreach (var (of, measure, bucket, sum) in amounts)
        {
            if (!sums.TryGetValue(of, out var known)) sums.Add(of, known = new());
            known.Add(measure, bucket, sum);
        }
        return sums;
    }

    private static IEnumerable<DateOnly> EachDay(DateOnly from, DateOnly to) =>
        Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber);

    private static string NameOf(string deskId, Desk[] desks) => Array.Find(desks, desk => desk.DeskId == deskId)?.Name ?? deskId;

    /// <summary>The days come together by their weekday, and their hours with them.</summary>
    private static ReportHour[] Hours(Amount<int>[] days)
    {
        SortedDictionary<(int Weekday, int Hour), (long Sessions, long Messages)> hours = [];
        foreach (var (day, measure, bucket, sum) in days)
        {
            if (measure is not (Measure.Sessions or Measure.CustomerMessages)) continue;
            // Sunday is the week's last day, not its first.
            var hour = (((int)Days.Of(day).DayOfWeek + 6) % 7 + 1, bucket);
            var (sessions, messages) = hours.GetValueOrDefault(hour);
            hours[hour] = measure is Measure.Sessions ? (sessions + sum, messages) : (sessions, messages + sum);
        }
        return [.. hours.Select(hour => new ReportHour(hour.Key.Weekday, hour.Key.Hour, hour.Value.Sessions, hour.Value.Messages))];
    }

    private static ApiRoute RouteOf(IGrouping<string, ApiAmount> calls)
    {
        SortedDictionary<int, long> times = [];
        foreach (var call in calls) times[call.Bucket] = times.GetValueOrDefault(call.Bucket) + call.Sum;
        return new(
            calls.Key, times.Values.Sum(), Count(ApiResult.Refused), Count(ApiResult.Failed),
            Milliseconds(Durations.Percentile(times, 0.5)), Milliseconds(Durations.Percentile(times, 0.9)));

        long Count(ApiResult result) => calls.Where(call => call.Result == result).Sum(call => call.Sum);
        static double Milliseconds(double microseconds) => Math.Round(microseconds / 1000, 2);
    }
}
