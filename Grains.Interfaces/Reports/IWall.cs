using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.Spending;

namespace LiveChat.Reports;

/// <summary>The supervisor's wall: every desk at this moment, and its day so far.</summary>
/// <remarks>Key: <see cref="All"/>. What it answers is up to two seconds old, so that many who look cost no more than one.</remarks>
[Alias("IWall")]
public interface IWall : IGrainWithStringKey
{
    /// <summary>The key of the one wall there is.</summary>
    const string All = "all";

    /// <summary>The wall; FORBIDDEN to all but admins.</summary>
    [Alias("Read")] Task<Outcome<Wall>> Read(Caller caller);
}

/// <summary>All desks at one moment.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="DaySince">When the day began that is counted, in UTC.</param>
/// <param name="Desks">The desks, by name.</param>
[GenerateSerializer, Immutable, Alias("Wall")]
public sealed record Wall(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] DateTimeOffset DaySince,
    [property: Id(2)] WallDesk[] Desks)
{
    /// <summary>What the configured model cost today; null while it has cost nothing, or there is none.</summary>
    [Id(3)] public DaySpending? Spending { get; init; }
}

/// <summary>A desk on the wall.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Name">Its name.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="LongestWaitSeconds">How long who has waited longest has; 0 when nobody waits.</param>
/// <param name="Agents">Its agents and their load.</param>
/// <param name="AssistantSessions">Sessions begun today that the assistant has had alone.</param>
/// <param name="HandedOver">Sessions begun today that a person was asked for or took.</param>
/// <param name="ClosedToday">Sessions begun yesterday or today that ended today.</param>
/// <param name="Answered">Whether the desk's queue answered in time; else nothing is known of who waits and works there.</param>
[GenerateSerializer, Immutable, Alias("WallDesk")]
public sealed record WallDesk(
    [property: Id(0)] string DeskId,
    [property: Id(1)] string Name,
    [property: Id(2)] int Waiting,
    [property: Id(3)] int LongestWaitSeconds,
    [property: Id(4)] AgentLoad[] Agents,
    [property: Id(5)] int AssistantSessions,
    [property: Id(6)] int HandedOver,
    [property: Id(7)] int ClosedToday,
    [property: Id(8)] bool Answered)
{
    /// <summary>Promises that are about to be broken, or are; the longest due first, at most 100.</summary>
    [Id(9)] public TargetWarning[] Late { get; init; } = [];

    /// <summary>First replies that came, or come, too late, of those due today.</summary>
    [Id(10)] public int MissedFirstReplies { get; init; }

    /// <summary>Conversations that ended, or will end, too late, of those due today.</summary>
    [Id(11)] public int MissedResolutions { get; init; }

    /// <summary>Whether the desk serves; null when it is not known.</summary>
    [Id(12)] public DeskOpening? Opening { get; init; }
}
