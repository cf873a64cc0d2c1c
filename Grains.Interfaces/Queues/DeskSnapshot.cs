using LiveChat.Presence;
using LiveChat.Schedules;

namespace LiveChat.Queues;

/// <summary>A desk at one moment.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Waiting">Who waits, next first; at most 200.</param>
/// <param name="WaitingCount">How many wait in all.</param>
/// <param name="Agents">Its agents and their load.</param>
/// <param name="Revision">What has been told of the desk so far; the next <see cref="QueueChanged"/> follows it.</param>
/// <param name="Offers">The offers that stand for who asked; null when there are none.</param>
/// <param name="Late">The promises that are about to be broken, or are; the longest due first, at most 100.</param>
/// <param name="Opening">Whether the desk serves.</param>
/// <param name="Targets">What is promised to who waits.</param>
[GenerateSerializer, Immutable, Alias("DeskSnapshot")]
public sealed record DeskSnapshot(
    [property: Id(0)] string DeskId,
    [property: Id(1)] WaitingSession[] Waiting,
    [property: Id(2)] int WaitingCount,
    [property: Id(3)] AgentLoad[] Agents,
    [property: Id(4)] long Revision = 0,
    [property: Id(5)] Offer[]? Offers = null,
    [property: Id(6)] TargetWarning[]? Late = null,
    [property: Id(7)] DeskOpening? Opening = null,
    [property: Id(8)] DeskTargets? Targets = null);

/// <summary>A session that waits, as the desk's staff sees it.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="VisitorName">Who waits.</param>
/// <param name="WaitingSince">Since when, in UTC.</param>
/// <param name="Urgency">0 to 3.</param>
/// <param name="Position">1 is next.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="OfferedTo">The agent who has been offered it, or null.</param>
/// <param name="Rank">Its place in line, which never changes while it waits: the smaller, the earlier. In milliseconds.</param>
/// <param name="Language">The language that the summary shows; null when it shows none.</param>
[GenerateSerializer, Immutable, Alias("WaitingSession")]
public sealed record WaitingSession(
    [property: Id(0)] Guid SessionId,
    [property: Id(1)] string VisitorName,
    [property: Id(2)] DateTimeOffset WaitingSince,
    [property: Id(3)] int Urgency,
    [property: Id(4)] int Position,
    [property: Id(5)] string? Summary,
    [property: Id(6)] string? OfferedTo,
    [property: Id(7)] long Rank = 0,
    [property: Id(8)] string? Language = null);

/// <summary>An agent's load at a desk.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">The agent's name.</param>
/// <param name="Status">The agent's status; offline when not present.</param>
/// <param name="Active">Sessions the agent has.</param>
/// <param name="Capacity">Sessions the agent may have at once at this desk.</param>
/// <param name="Idle">Those of <paramref name="Active"/> whose visitor is silent; they take no slot.</param>
/// <param name="OnShift">Whether the agent works now, by the desk's schedule.</param>
[GenerateSerializer, Immutable, Alias("AgentLoad")]
public sealed record AgentLoad(
    [property: Id(0)] string AgentId,
    [property: Id(1)] string Name,
    [property: Id(2)] PresenceStatus Status,
    [property: Id(3)] int Active,
    [property: Id(4)] int Capacity,
    [property: Id(5)] int Idle = 0,
    [property: Id(6)] bool OnShift = true);

/// <summary>Something at the desk changed, on the desk's stream.</summary>
/// <param name="DeskId">The desk.</param>
[GenerateSerializer, Immutable, Alias("DeskEvent")]
public abstract record DeskEvent([property: Id(0)] string DeskId);

/// <summary>The queue changed: what differs from what was told before. Who did not get that reads the snapshot anew.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Before">The revision that this one follows; below 0 when too much changed to tell it.</param>
/// <param name="Revision">The revision reached.</param>
/// <param name="Waiting">Who came into the line, or stands in it otherwise than before.</param>
/// <param name="Gone">Who left it.</param>
/// <param name="WaitingCount">How many wait in all.</param>
/// <param name="Agents">All agents and their load; null when nothing of it changed.</param>
/// <param name="Late">All promises about to be broken, or broken; null when nothing of it changed.</param>
/// <param name="Opening">Whether the desk serves.</param>
/// <param name="Targets">What is promised to who waits.</param>
[GenerateSerializer, Immutable, Alias("QueueChanged")]
public sealed record QueueChanged(
    string DeskId,
    [property: Id(0)] long Before,
    [property: Id(1)] long Revision,
    [property: Id(2)] WaitingSession[] Waiting,
    [property: Id(3)] Guid[] Gone,
    [property: Id(4)] int WaitingCount,
    [property: Id(5)] AgentLoad[]? Agents,
    [property: Id(6)] TargetWarning[]? Late = null,
    [property: Id(7)] DeskOpening? Opening = null,
    [property: Id(8)] DeskTargets? Targets = null) : DeskEvent(DeskId);

/// <summary>A conversation of the desk is new or stands otherwise than before: begun, waiting, taken, passed on, ended; and now and then what was said.</summary>
/// <param name="DeskId">The desk; where the conversation went to another, both are told.</param>
/// <param name="Session">The conversation.</param>
[GenerateSerializer, Immutable, Alias("DeskSessionChanged")]
public sealed record DeskSessionChanged(string DeskId, [property: Id(0)] Desks.DeskSession Session) : DeskEvent(DeskId);
