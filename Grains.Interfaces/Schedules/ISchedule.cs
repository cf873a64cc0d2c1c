using Orleans.Concurrency;

namespace LiveChat.Schedules;

/// <summary>When a desk serves: its hours, its agents' shifts, its targets, and which desk answers instead.</summary>
/// <remarks>Key: the desk's id. It calls nobody, so anybody may wait for it.</remarks>
[Alias("ISchedule")]
public interface ISchedule : IGrainWithStringKey
{
    /// <summary>The schedule as it is set, for the desk's staff and admins; FORBIDDEN to others. A desk where none was set serves around the clock.</summary>
    [Alias("Read"), AlwaysInterleave] Task<Outcome<DeskSchedule>> Read(Caller caller);

    /// <summary>Sets it; FORBIDDEN to all but admins, CONFLICT when it was set anew since the revision that it carries.</summary>
    [Alias("Change")] Task<Outcome<DeskSchedule>> Change(Caller caller, DeskSchedule schedule);

    /// <summary>Whether somebody serves there now, for anybody.</summary>
    [Alias("Opening"), AlwaysInterleave] Task<DeskOpening> Opening();

    /// <summary>Where a wish for a person goes at this moment: here, or to the duty desk; DESK_CLOSED when nobody serves.</summary>
    /// <param name="about">What it is about: what the topics of duty rules are looked for in.</param>
    [Alias("Route"), AlwaysInterleave] Task<Outcome<DeskRoute>> Route(string about);
}

/// <summary>A desk's schedule. Times are of the desk's own zone.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Zone">The zone by its IANA name (<c>Asia/Taipei</c>).</param>
/// <param name="Hours">When it serves in each week; null: around the clock.</param>
/// <param name="Exceptions">Days that are otherwise than in each week, by date.</param>
/// <param name="Shifts">When single agents work; who is not named works whenever they are there.</param>
/// <param name="Duty">When another desk gets the wishes for a person; the first that applies does.</param>
/// <param name="Targets">What is promised to who waits.</param>
/// <param name="Revision">Rises with each change; 0 where none was set.</param>
[GenerateSerializer, Immutable, Alias("DeskSchedule")]
public sealed record DeskSchedule(
    [property: Id(0)] string DeskId,
    [property: Id(1)] string Zone,
    [property: Id(2)] WeeklySpan[]? Hours,
    [property: Id(3)] DatedHours[] Exceptions,
    [property: Id(4)] AgentShifts[] Shifts,
    [property: Id(5)] DutyRule[] Duty,
    [property: Id(6)] DeskTargets Targets,
    [property: Id(7)] long Revision)
{
    /// <summary>The schedule of a desk where none was set.</summary>
    public static DeskSchedule Always(string deskId) => new(deskId, "UTC", null, [], [], [], DeskTargets.None, 0);
}

/// <summary>A span of each week.</summary>
/// <param name="Day">The day on which it begins.</param>
/// <param name="From">Minutes after midnight, 0 to 1439.</param>
/// <param name="To">Minutes after midnight, 1 to 1440; up to <paramref name="From"/> it ends on the day after.</param>
[GenerateSerializer, Immutable, Alias("WeeklySpan")]
public sealed record WeeklySpan([property: Id(0)] DayOfWeek Day, [property: Id(1)] int From, [property: Id(2)] int To);

/// <summary>A span of one day; see <see cref="WeeklySpan"/> for the times.</summary>
[GenerateSerializer, Immutable, Alias("DaySpan")]
public sealed record DaySpan([property: Id(0)] int From, [property: Id(1)] int To);

/// <summary>A day that is otherwise than in each week. What began the evening before goes on to its end.</summary>
/// <param name="Date">The day.</param>
/// <param name="Spans">When it is served then; empty for not at all.</param>
/// <param name="Note">Why, for who reads it; null without any.</param>
[GenerateSerializer, Immutable, Alias("DatedHours")]
public sealed record DatedHours([property: Id(0)] DateOnly Date, [property: Id(1)] DaySpan[] Spans, [property: Id(2)] string? Note);

/// <summary>When an agent works. Outside of it they are offered nothing; what they have stays theirs.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Weekly">The shifts of each week.</param>
/// <param name="Exceptions">Days that are otherwise.</param>
[GenerateSerializer, Immutable, Alias("AgentShifts")]
public sealed record AgentShifts([property: Id(0)] string AgentId, [property: Id(1)] WeeklySpan[] Weekly, [property: Id(2)] DatedHours[] Exceptions);

/// <summary>When another desk, the one on duty, gets the wishes for a person. At least one condition is named; all that are named must hold.</summary>
/// <param name="DeskId">The desk on duty.</param>
/// <param name="Hours">In these hours; empty for any.</param>
/// <param name="Topics">When one of these words is said; empty for any.</param>
/// <param name="WhenClosed">When this desk is closed.</param>
[GenerateSerializer, Immutable, Alias("DutyRule")]
public sealed record DutyRule(
    [property: Id(0)] string DeskId,
    [property: Id(1)] WeeklySpan[] Hours,
    [property: Id(2)] string[] Topics,
    [property: Id(3)] bool WhenClosed);

/// <summary>What is promised to who waits, in seconds of the desk's opening hours.</summary>
/// <param name="FirstReplySeconds">From asking for a person to an agent's first word; null for no promise.</param>
/// <param name="ResolutionSeconds">From asking for a person to the end of the conversation; null for no promise.</param>
/// <param name="WarnPercent">After which share of the time the staff is warned, 1 to 100.</param>
[GenerateSerializer, Immutable, Alias("DeskTargets")]
public sealed record DeskTargets([property: Id(0)] int? FirstReplySeconds, [property: Id(1)] int? ResolutionSeconds, [property: Id(2)] int WarnPercent)
{
    /// <summary>Nothing is promised.</summary>
    public static DeskTargets None { get; } = new(null, null, 75);
}

/// <summary>Whether a desk serves.</summary>
/// <param name="Open">Whether it does now.</param>
/// <param name="Until">Until when that stays so, in UTC; null when no change is in sight.</param>
[GenerateSerializer, Immutable, Alias("DeskOpening")]
public sealed record DeskOpening([property: Id(0)] bool Open, [property: Id(1)] DateTimeOffset? Until);

/// <summary>Where a wish for a person goes.</summary>
/// <param name="DeskId">The desk.</param>
[GenerateSerializer, Immutable, Alias("DeskRoute")]
public sealed record DeskRoute([property: Id(0)] string DeskId);
