using LiveChat.Presence;

namespace LiveChat.Queues;

/// <summary>A desk at one moment.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Waiting">Who waits, next first; at most 200.</param>
/// <param name="WaitingCount">How many wait in all.</param>
/// <param name="Agents">Its agents and their load.</param>
[GenerateSerializer, Immutable, Alias("DeskSnapshot")]
public sealed record DeskSnapshot(
    [property: Id(0)] string DeskId,
    [property: Id(1)] WaitingSession[] Waiting,
    [property: Id(2)] int WaitingCount,
    [property: Id(3)] AgentLoad[] Agents);

/// <summary>A session that waits, as the desk's staff sees it.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="VisitorName">Who waits.</param>
/// <param name="WaitingSince">Since when, in UTC.</param>
/// <param name="Urgency">0 to 3.</param>
/// <param name="Position">1 is next.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="OfferedTo">The agent who has been offered it, or null.</param>
[GenerateSerializer, Immutable, Alias("WaitingSession")]
public sealed record WaitingSession(
    [property: Id(0)] Guid SessionId,
    [property: Id(1)] string VisitorName,
    [property: Id(2)] DateTimeOffset WaitingSince,
    [property: Id(3)] int Urgency,
    [property: Id(4)] int Position,
    [property: Id(5)] string? Summary,
    [property: Id(6)] string? OfferedTo);

/// <summary>An agent's load at a desk.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">The agent's name.</param>
/// <param name="Status">The agent's status; offline when not present.</param>
/// <param name="Active">Sessions the agent has.</param>
/// <param name="Capacity">Sessions the agent may have at once at this desk.</param>
[GenerateSerializer, Immutable, Alias("AgentLoad")]
public sealed record AgentLoad(
    [property: Id(0)] string AgentId,
    [property: Id(1)] string Name,
    [property: Id(2)] PresenceStatus Status,
    [property: Id(3)] int Active,
    [property: Id(4)] int Capacity);

/// <summary>Something at the desk changed, on the desk's stream. It carries the whole desk: small, and never out of step.</summary>
[GenerateSerializer, Immutable, Alias("DeskEvent")]
public sealed record DeskEvent([property: Id(0)] DeskSnapshot Desk);
