using System.Globalization;
using LiveChat.Accounts;

namespace LiveChat.Schedules;

/// <summary>What a schedule may be. Pure.</summary>
internal static class ScheduleRules
{
    private const int MinutesOfDay = 24 * 60;
    private const int MostSpans = 70;
    private const int MostExceptions = 400;
    private const int MostSpansOfDay = 10;
    private const int MostDuty = 50;
    private const int MostTopics = 50;
    private const int LongestTopic = 40;
    private const int LongestNote = 120;
    private const int LongestTarget = 60 * 60 * 24 * 14;

    /// <summary>Refuses a schedule that no desk can have.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="deskIds">The desks there are.</param>
    /// <param name="agentIds">Who has a seat at the desk.</param>
    public static Refusal? Refuse(DeskSchedule schedule, string[] deskIds, string[] agentIds)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.Zone, out var zone) || !zone.HasIanaId) return Invalid("zone is the IANA name of a time zone, such as Asia/Taipei.");
        if ((RefuseSpans("hours", schedule.Hours ?? []) ?? RefuseDates("exceptions", schedule.Exceptions)) is { } hours) return hours;
        if (schedule.Hours is null && schedule.Exceptions.Length > 0) return Invalid("exceptions are exceptions from hours; name the hours too.");

        if (schedule.Shifts.DistinctBy(agent => agent.AgentId, StringComparer.Ordinal).Count() < schedule.Shifts.Length) return Invalid("An agent's shifts are named twice.");
        foreach (var agent in schedule.Shifts)
        {
            if (Array.IndexOf(agentIds, agent.AgentId) < 0) return Invalid($"{agent.AgentId} has no seat at this desk.");
            if ((RefuseSpans($"The shifts of {agent.AgentId}", agent.Weekly) ?? RefuseDates($"The shifts of {agent.AgentId}", agent.Exceptions)) is { } shifts) return shifts;
        }

        if (schedule.Duty.Length > MostDuty) return Invalid($"There are at most {MostDuty} rules for desks on duty.");
        return schedule.Duty.Select(rule => Refuse(rule, schedule.DeskId, deskIds)).FirstOrDefault(refusal => refusal is not null) ?? Refuse(schedule.Targets);
    }

    /// <summary>The same in order, without outer blanks; agents without any shift are left out.</summary>
    public static DeskSchedule Tidy(DeskSchedule schedule) => schedule with
    {
        Zone = schedule.Zone.Trim(),
        Hours = schedule.Hours is { } hours ? Ordered(hours) : null,
        Exceptions = Tidy(schedule.Exceptions),
        Shifts = [.. schedule.Shifts.Select(agent => agent with { Weekly = Ordered(agent.Weekly), Exceptions = Tidy(agent.Exceptions) })
            .OrderBy(agent => agent.AgentId, StringComparer.Ordinal)],
        Duty = Array.ConvertAll(schedule.Duty, rule => rule with { Hours = Ordered(rule.Hours), Topics = [.. rule.Topics.Select(topic => topic.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)] }),
    };

    /// <summary>What changes, for the trail; empty when nothing does.</summary>
    public static (string Name, string? Value)[] Changes(DeskSchedule before, DeskSchedule after)
    {
        var changes = new List<(string, string?)>();
        Add("zone", before.Zone, after.Zone);
        Add("hours", before.Hours is null ? "always" : Words(before.Hours), after.Hours is null ? "always" : Words(after.Hours));
        Add("exceptions", Words(before.Exceptions), Words(after.Exceptions));
        Add("shifts", Words(before.Shifts), Words(after.Shifts));
        Add("duty", Words(before.Duty), Words(after.Duty));
        Add("targets", Words(before.Targets), Words(after.Targets));
        return [.. changes];

        void Add(string name, string was, string @is)
        {
            if (was != @is) changes.Add((name, @is.Length == 0 ? "none" : @is));
        }
    }

    private static Refusal? RefuseSpans(string what, WeeklySpan[] spans)
    {
        if (spans.Length > MostSpans) return Invalid($"{what}: at most {MostSpans} spans a week.");
        if (Array.Exists(spans, span => !Enum.IsDefined(span.Day))) return Invalid($"{what}: a day is one of the seven.");
        return Array.Exists(spans, span => !IsSpan(span.From, span.To)) ? NoSpan(what) : null;
    }

    private static Refusal? RefuseDates(string what, DatedHours[] dates)
    {
        if (dates.Length > MostExceptions) return Invalid($"{what}: at most {MostExceptions} dates.");
        if (dates.DistinctBy(day => day.Date).Count() < dates.Length) return Invalid($"{what}: a date is named twice.");
        foreach (var day in dates)
        {
            if (day.Date.Year is < 2000 or > 2199) return Invalid($"{what}: dates are of the years 2000 to 2199.");
            if (day.Spans.Length > MostSpansOfDay) return Invalid($"{what}: at most {MostSpansOfDay} spans a day.");
            if (Array.Exists(day.Spans, span => !IsSpan(span.From, span.To))) return NoSpan(what);
            if (day.Note is { } note && (note.Length > LongestNote || !AccountRules.IsShowable(note))) return Invalid($"{what}: a note is plain text of at most {LongestNote} characters.");
        }
        return null;
    }

    private static Refusal? Refuse(DutyRule rule, string deskId, string[] deskIds)
    {
        if (Array.IndexOf(deskIds, rule.DeskId) < 0) return Invalid($"duty: there is no desk {rule.DeskId}.");
        if (rule.DeskId == deskId) return Invalid("duty: a desk is not on duty for itself.");
        if (rule is { Hours: [], Topics: [], WhenClosed: false }) return Invalid("duty: name hours, topics, or that the desk is closed; else the desk on duty would get all there is.");
        if (rule.Topics.Length > MostTopics) return Invalid($"duty: at most {MostTopics} topics.");
        if (rule.Topics.Any(topic => string.IsNullOrWhiteSpace(topic) || topic.Length > LongestTopic || !AccountRules.IsShowable(topic))) return Invalid($"duty: a topic is 1 to {LongestTopic} characters of plain text.");
        return RefuseSpans("duty", rule.Hours);
    }

    private static Refusal? Refuse(DeskTargets targets) => targets switch
    {
        { FirstReplySeconds: < 1 or > LongestTarget } or { ResolutionSeconds: < 1 or > LongestTarget } => Invalid($"targets are 1 to {LongestTarget} seconds."),
        { WarnPercent: < 1 or > 100 } => Invalid("warnPercent is 1 to 100."),
        _ => null,
    };

    private static bool IsSpan(int from, int to) => from is >= 0 and < MinutesOfDay && to is > 0 and <= MinutesOfDay;

    private static WeeklySpan[] Ordered(WeeklySpan[] spans) => [.. spans.Distinct().OrderBy(span => ((int)span.Day + 6) % 7).ThenBy(span => span.From).ThenBy(span => span.To)];

    private static DatedHours[] Tidy(DatedHours[] dates) =>
        [.. dates.Select(day => day with { Spans = [.. day.Spans.Distinct().OrderBy(span => span.From)], Note = AccountRules.Tidy(day.Note) }).OrderBy(day => day.Date)];

    private static string Words(WeeklySpan[] spans) => string.Join(", ", spans.Select(span => $"{span.Day.ToString()[..3]} {Words(span.From, span.To)}"));

    private static string Words(DatedHours[] dates) => string.Join(", ", dates.Select(day =>
        $"{day.Date:yyyy-MM-dd} {(day.Spans.Length == 0 ? "closed" : string.Join('+', day.Spans.Select(span => Words(span.From, span.To))))}"));

    private static string Words(AgentShifts[] shifts) => string.Join("; ", shifts.Select(agent => $"{agent.AgentId}: {Words(agent.Weekly)} {Words(agent.Exceptions)}".TrimEnd()));

    private static string Words(DutyRule[] rules) => string.Join("; ", rules.Select(rule =>
        $"{rule.DeskId}: {Words(rule.Hours)} {string.Join('/', rule.Topics)}{(rule.WhenClosed ? " when closed" : "")}"));

    private static string Words(DeskTargets targets) => string.Create(CultureInfo.InvariantCulture,
        $"first reply {targets.FirstReplySeconds?.ToString(CultureInfo.InvariantCulture) ?? "-"} s, resolution {targets.ResolutionSeconds?.ToString(CultureInfo.InvariantCulture) ?? "-"} s, warn at {targets.WarnPercent} %");

    private static string Words(int from, int to) => string.Create(CultureInfo.InvariantCulture, $"{from / 60:00}:{from % 60:00}-{to / 60:00}:{to % 60:00}");

    private static Refusal NoSpan(string what) => Invalid($"{what}: a span goes from 00:00–23:59 to 00:01–24:00.");

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
