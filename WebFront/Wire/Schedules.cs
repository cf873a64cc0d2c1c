using System.Globalization;
using LiveChat.Schedules;
using LiveChat.Tickets;

namespace LiveChat.WebFront.Wire;

/// <summary>A desk's schedule; times are of its zone, as HH:mm.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Zone">The zone by its IANA name.</param>
/// <param name="Hours">When it serves in each week; left out: around the clock.</param>
/// <param name="Exceptions">Days that are otherwise.</param>
/// <param name="Shifts">When single agents work; who is not named works whenever they are there.</param>
/// <param name="Duty">When another desk gets the wishes for a person; the first that applies does.</param>
/// <param name="Targets">What is promised to who waits.</param>
/// <param name="Revision">Rises with each change; a change carries the one that it was made from.</param>
/// <param name="Opening">Whether the desk serves now.</param>
internal sealed record WireSchedule(
    string DeskId, string Zone, WeeklyBody[]? Hours, DatedBody[] Exceptions, ShiftsBody[] Shifts, DutyBody[] Duty, TargetsBody Targets, long Revision, DeskOpening Opening)
{
    public static WireSchedule From(DeskSchedule schedule, DeskOpening opening) => new(
        schedule.DeskId, schedule.Zone, schedule.Hours is { } hours ? Array.ConvertAll(hours, WeeklyBody.Of) : null,
        Array.ConvertAll(schedule.Exceptions, DatedBody.From),
        Array.ConvertAll(schedule.Shifts, agent => new ShiftsBody(agent.AgentId, Array.ConvertAll(agent.Weekly, WeeklyBody.Of), Array.ConvertAll(agent.Exceptions, DatedBody.From))),
        Array.ConvertAll(schedule.Duty, rule => new DutyBody(rule.DeskId, Array.ConvertAll(rule.Hours, WeeklyBody.Of), rule.Topics, rule.WhenClosed)),
        new(schedule.Targets.FirstReplySeconds, schedule.Targets.ResolutionSeconds, schedule.Targets.WarnPercent), schedule.Revision, opening);
}

/// <summary>A schedule as it is to be. What is left out is empty; without hours the desk serves around the clock.</summary>
internal sealed record ScheduleBody(
    string? Zone, WeeklyBody?[]? Hours, DatedBody?[]? Exceptions, ShiftsBody?[]? Shifts, DutyBody?[]? Duty, TargetsBody? Targets, long? Revision)
{
    /// <summary>The schedule, or what is not of the form asked for.</summary>
    public Outcome<DeskSchedule> ToSchedule(string deskId)
    {
        if (this is not { Zone: { Length: <= 80 } zone, Revision: { } revision }) return Refused("zone and revision are asked for.");
        if (Hours is not null && WeeklyBody.Read(Hours) is null) return Refused(WeeklyBody.Form);
        var (exceptions, shifts, duty) = (DatedBody.Read(Exceptions), ShiftsBody.Read(Shifts), DutyBody.Read(Duty));
        if (exceptions is null) return Refused(DatedBody.Form);
        if (shifts is null) return Refused($"A shift has an agentId, weekly spans and exceptions. {WeeklyBody.Form} {DatedBody.Form}");
        if (duty is null) return Refused($"A duty rule has a deskId, and hours, topics or whenClosed. {WeeklyBody.Form}");
        return new DeskSchedule(deskId, zone, Hours is null ? null : WeeklyBody.Read(Hours), exceptions, shifts, duty,
            Targets is { } t ? new(t.FirstReplySeconds, t.ResolutionSeconds, t.WarnPercent ?? DeskTargets.None.WarnPercent) : DeskTargets.None, revision);
    }

    private static Refusal Refused(string reason) => new(RefusalCode.Invalid, reason);
}

/// <summary>A span of each week.</summary>
/// <param name="Day">monday to sunday: the day on which it begins.</param>
/// <param name="From">HH:mm, 00:00 to 23:59.</param>
/// <param name="To">HH:mm, 00:01 to 24:00; up to From it ends on the day after.</param>
internal sealed record WeeklyBody(DayOfWeek? Day, string? From, string? To)
{
    public const string Form = "A span has a day (monday to sunday), from and to (HH:mm, to 24:00).";

    public static WeeklyBody Of(WeeklySpan span) => new(span.Day, TimeOfDay.Write(span.From), TimeOfDay.Write(span.To));

    public static WeeklySpan[]? Read(WeeklyBody?[]? bodies) => Bodies.Read(bodies, body =>
        body.Day is { } day && TimeOfDay.Read(body.From) is { } from && TimeOfDay.Read(body.To) is { } to ? new WeeklySpan(day, from, to) : null);
}

/// <summary>A span of one day; see <see cref="WeeklyBody"/>.</summary>
internal sealed record SpanBody(string? From, string? To);

/// <summary>A day that is otherwise than in each week.</summary>
/// <param name="Date">yyyy-MM-dd.</param>
/// <param name="Spans">When it is served then; empty for not at all.</param>
/// <param name="Note">Why; may be left out.</param>
internal sealed record DatedBody(DateOnly? Date, SpanBody?[]? Spans, string? Note)
{
    public const string Form = "A date has a date (yyyy-MM-dd) and spans with from and to (HH:mm); without any it is closed.";

    public static DatedBody From(DatedHours day) =>
        new(day.Date, Array.ConvertAll(day.Spans, span => new SpanBody(TimeOfDay.Write(span.From), TimeOfDay.Write(span.To))), day.Note);

    public static DatedHours[]? Read(DatedBody?[]? bodies) => Bodies.Read(bodies, body =>
        body.Date is { } date && Bodies.Read(body.Spans, span => TimeOfDay.Read(span.From) is { } from && TimeOfDay.Read(span.To) is { } to ? new DaySpan(from, to) : null) is { } spans
            ? new DatedHours(date, spans, Input.Given(body.Note))
            : null);
}

/// <summary>When an agent works.</summary>
internal sealed record ShiftsBody(string? AgentId, WeeklyBody?[]? Weekly, DatedBody?[]? Exceptions)
{
    public static AgentShifts[]? Read(ShiftsBody?[]? bodies) => Bodies.Read(bodies, body =>
        body.AgentId is { } agentId && Input.RefuseId(agentId, "agentId") is null && WeeklyBody.Read(body.Weekly) is { } weekly && DatedBody.Read(body.Exceptions) is { } exceptions
            ? new AgentShifts(agentId, weekly, exceptions)
            : null);
}

/// <summary>When another desk gets the wishes for a person; all that is named must hold.</summary>
/// <param name="DeskId">The desk on duty.</param>
/// <param name="Hours">In these hours; empty for any.</param>
/// <param name="Topics">When one of these words is said; empty for any.</param>
/// <param name="WhenClosed">When this desk is closed.</param>
internal sealed record DutyBody(string? DeskId, WeeklyBody?[]? Hours, string?[]? Topics, bool? WhenClosed)
{
    public static DutyRule[]? Read(DutyBody?[]? bodies) => Bodies.Read(bodies, body =>
        body.DeskId is { } deskId && Input.RefuseId(deskId, "deskId") is null && WeeklyBody.Read(body.Hours) is { } hours && Bodies.Read(body.Topics, topic => topic) is { } topics
            ? new DutyRule(deskId, hours, topics, body.WhenClosed ?? false)
            : null);
}

/// <summary>What is promised to who waits, in seconds of opening hours.</summary>
/// <param name="FirstReplySeconds">To an agent's first word; left out for no promise.</param>
/// <param name="ResolutionSeconds">To the end of the conversation; left out for no promise.</param>
/// <param name="WarnPercent">After which share of the time the staff is warned; 75 if left out.</param>
internal sealed record TargetsBody(int? FirstReplySeconds, int? ResolutionSeconds, int? WarnPercent);

/// <summary>A message that is left at a desk.</summary>
/// <param name="MessageId">An id that the client makes (a UUID): the same again is the same message.</param>
/// <param name="Name">Who leaves it.</param>
/// <param name="Address">The e-mail address to answer to.</param>
/// <param name="Text">What it is about, up to 4,000 characters.</param>
/// <param name="SessionId">The conversation that it goes on from; may be left out.</param>
internal sealed record AwayBody(Guid? MessageId, string? Name, string? Address, string? Text, Guid? SessionId);

/// <summary>The ticket that a message became.</summary>
internal sealed record AwayLeft(Guid TicketId, long Number)
{
    public static AwayLeft From(Ticket ticket) => new(ticket.TicketId, ticket.Number);
}

/// <summary>Times of a day as HH:mm.</summary>
internal static class TimeOfDay
{
    public static string Write(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    /// <summary>Minutes after midnight; null when it is no time of a day.</summary>
    public static int? Read(string? text) =>
        text is [var h, var hh, ':', var m, var mm] && char.IsAsciiDigit(h) && char.IsAsciiDigit(hh) && m is >= '0' and <= '5' && char.IsAsciiDigit(mm)
        && ((((h - '0') * 10) + (hh - '0')) * 60) + ((m - '0') * 10) + (mm - '0') is <= 24 * 60 and var minutes ? minutes : null;
}

/// <summary>Reads lists that came from outside.</summary>
internal static class Bodies
{
    /// <summary>Each of the list; null when one of them is not of the form asked for. No list is an empty one.</summary>
    public static TTo[]? Read<TFrom, TTo>(TFrom?[]? bodies, Func<TFrom, TTo?> read) where TFrom : class where TTo : class
    {
        if (bodies is null) return [];
        var list = new List<TTo>(bodies.Length);
        foreach (var body in bodies)
        {
            if (body is null || read(body) is not { } one) return null;
            list.Add(one);
        }
        return [.. list];
    }
}
