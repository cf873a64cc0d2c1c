using Orleans.Concurrency;

namespace LiveChat.Queues;

/// <summary>A desk's queue: who waits, who works, and who gets whom. It never calls a session and waits for it.</summary>
/// <remarks>Key: the desk's id. Rebuilt from the session headers when it activates.</remarks>
[Alias("IAgentQueue")]
public interface IAgentQueue : IGrainWithStringKey
{
    /// <summary>Puts a session into the queue; one that waits already keeps its place.</summary>
    [Alias("Enqueue")] Task<QueuePlace> Enqueue(QueueTicket ticket);

    /// <summary>Where a session stands; null when it does not wait here.</summary>
    [Alias("PlaceOf")] Task<QueuePlace?> PlaceOf(Guid sessionId);

    /// <summary>Gives the session to the agent if nobody else has it and the agent has a slot free; else CONFLICT with why.</summary>
    /// <param name="sessionId">The session; it need not wait (an agent may take an assistant's conversation over).</param>
    /// <param name="agent">The agent.</param>
    [Alias("Claim")] Task<Outcome<Assignment>> Claim(Guid sessionId, Caller agent);

    /// <summary>Turns an offer down; CONFLICT when none stands.</summary>
    [Alias("Decline")] Task<Refusal?> Decline(Guid sessionId, string agentId);

    /// <summary>The session neither waits nor is worked on here any more; its slot is free.</summary>
    [Alias("Release")] Task Release(Guid sessionId);

    /// <summary>An agent came, went or changed status; told by the agent's presence.</summary>
    [Alias("SetAvailability")] Task SetAvailability(AgentAvailability availability);

    /// <summary>The stored seats, or the schedule, changed: takes them over. What who lost theirs had waits again; offers above a capacity are withdrawn.</summary>
    [Alias("SeatsChanged")] Task SeatsChanged();

    /// <summary>The visitor of a session that an agent has said something after a silence: it takes its slot again.</summary>
    [Alias("VisitorBack"), OneWay] Task VisitorBack(Guid sessionId);

    /// <summary>An agent said something in the session, and it is stored: whoever waited for a first word, since then, has it.</summary>
    [Alias("AgentSpoke"), OneWay] Task AgentSpoke(Guid sessionId, DateTimeOffset since, DateTimeOffset at);

    /// <summary>The session that waited since then was closed, and that is stored: a promise that ran out before is broken, though nobody looked meanwhile.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="since">From when it waited.</param>
    /// <param name="at">When it was closed.</param>
    /// <param name="agentId">Who had it; null while it waited.</param>
    [Alias("Closed")] Task Closed(Guid sessionId, DateTimeOffset since, DateTimeOffset at, string? agentId);

    /// <summary>How many agents take sessions now, for anybody.</summary>
    [Alias("AgentsOnline")] Task<int> AgentsOnline();

    /// <summary>The desk as its staff sees it; FORBIDDEN to others.</summary>
    [Alias("Snapshot")] Task<Outcome<DeskSnapshot>> Snapshot(Caller caller);

    /// <summary>The same with who waits behind a session, for long lines; NOT_FOUND when that one does not wait any more.</summary>
    [Alias("Behind")] Task<Outcome<DeskSnapshot>> Behind(Caller caller, Guid sessionId);
}

/// <summary>A session that waits.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="VisitorName">Who waits.</param>
/// <param name="WaitingSince">Since when: its place among equals.</param>
/// <param name="Urgency">0 (usual) to 3 (most).</param>
/// <param name="PreferredAgentId">The agent who had it last, or null.</param>
/// <param name="RequestedAgentId">The only agent to be offered it first (a transfer by name), or null.</param>
/// <param name="Summary">What it is about, for the offer.</param>
[GenerateSerializer, Immutable, Alias("QueueTicket")]
public sealed record QueueTicket(
    [property: Id(0)] Guid SessionId,
    [property: Id(1)] string VisitorName,
    [property: Id(2)] DateTimeOffset WaitingSince,
    [property: Id(3)] int Urgency,
    [property: Id(4)] string? PreferredAgentId,
    [property: Id(5)] string? RequestedAgentId,
    [property: Id(6)] string? Summary);

/// <summary>A place in a queue.</summary>
/// <param name="Position">1 is next.</param>
/// <param name="EtaSeconds">The expected wait in seconds, by the desk's recent pace; null when there is no telling.</param>
[GenerateSerializer, Immutable, Alias("QueuePlace")]
public sealed record QueuePlace([property: Id(0)] int Position, [property: Id(1)] int? EtaSeconds);

/// <summary>Who got a session, and why.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="AgentName">The agent's name.</param>
/// <param name="Reason">Why this agent: <c>sticky</c>, <c>skill</c> (knows most of what it is about), <c>least_load</c>, <c>requested</c>, <c>picked</c> (by hand), <c>takeover</c>.</param>
/// <param name="Candidates">Who else was considered, with load and capacity, one line each.</param>
/// <param name="WaitedSeconds">How long it waited, in seconds.</param>
[GenerateSerializer, Immutable, Alias("Assignment")]
public sealed record Assignment(
    [property: Id(0)] Guid SessionId,
    [property: Id(1)] string AgentId,
    [property: Id(2)] string AgentName,
    [property: Id(3)] string Reason,
    [property: Id(4)] string[] Candidates,
    [property: Id(5)] int WaitedSeconds);

/// <summary>How an agent can be reached.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">The agent's name.</param>
/// <param name="Status">The status the agent chose.</param>
/// <param name="Present">Whether any of the agent's connections is alive.</param>
[GenerateSerializer, Immutable, Alias("AgentAvailability")]
public sealed record AgentAvailability(
    [property: Id(0)] string AgentId,
    [property: Id(1)] string Name,
    [property: Id(2)] Presence.PresenceStatus Status,
    [property: Id(3)] bool Present);

/// <summary>An offer of a session to an agent; a slot is kept for it until it ends.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="DeskId">The desk.</param>
/// <param name="WaitSeconds">How long the visitor has waited, in seconds.</param>
/// <param name="Urgency">0 to 3.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="ExpiresAt">Until when it can be accepted, in UTC.</param>
[GenerateSerializer, Immutable, Alias("Offer")]
public sealed record Offer(
    [property: Id(0)] Guid SessionId,
    [property: Id(1)] string DeskId,
    [property: Id(2)] int WaitSeconds,
    [property: Id(3)] int Urgency,
    [property: Id(4)] string? Summary,
    [property: Id(5)] DateTimeOffset ExpiresAt);
