using Orleans.Concurrency;

namespace LiveChat.Presence;

/// <summary>How somebody can be reached.</summary>
public enum PresenceStatus
{
    /// <summary>No connection, or hidden by choice.</summary>
    Offline = 0,

    /// <summary>Here.</summary>
    Online = 1,

    /// <summary>Here, takes no new chats.</summary>
    Busy = 2,

    /// <summary>Connected, not at the desk.</summary>
    Away = 3,
}

/// <summary>One user's presence: a lease per connection, held by the front that has the socket.</summary>
/// <remarks>Key: the user's id. When a front dies its leases run out, so a dead process leaves no ghosts.</remarks>
[Alias("IUserPresence")]
public interface IUserPresence : IGrainWithStringKey
{
    /// <summary>A connection came.</summary>
    /// <param name="caller">The user; must be the key's.</param>
    /// <param name="frontId">The front that holds the socket.</param>
    /// <param name="connectionId">The connection.</param>
    [Alias("Connect")] Task Connect(Caller caller, string frontId, string connectionId);

    /// <summary>The connection still stands. Nothing where that is known; a presence that was lost with its silo has it again.</summary>
    /// <param name="caller">The user; must be the key's.</param>
    /// <param name="frontId">The front that holds the socket.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="choice">What the user last chose over this connection; null for nothing.</param>
    [Alias("Keep")] Task Keep(Caller caller, string frontId, string connectionId, PresenceChoice? choice);

    /// <summary>A connection went.</summary>
    [Alias("Disconnect")] Task Disconnect(string frontId, string connectionId);

    /// <summary>The user's choice; agents' desks are told.</summary>
    [Alias("SetStatus")] Task<Refusal?> SetStatus(Caller caller, PresenceStatus status);

    /// <summary>How the user can be reached now.</summary>
    [Alias("Read"), AlwaysInterleave] Task<PresenceView> Read();
}

/// <summary>One front's sign of life: one call renews the leases of all its connections.</summary>
/// <remarks>Key: the front's id, new at each start of the process.</remarks>
[Alias("IFrontLease")]
public interface IFrontLease : IGrainWithStringKey
{
    /// <summary>The front lives.</summary>
    [Alias("Renew")] Task Renew();

    /// <summary>The front stops in order; its connections are gone.</summary>
    [Alias("End")] Task End();

    /// <summary>Whether the lease holds.</summary>
    [Alias("Holds"), AlwaysInterleave] Task<bool> Holds();
}

/// <summary>A status that somebody chose, as the front remembers it for a presence that forgets.</summary>
/// <param name="Status">The status.</param>
/// <param name="At">When, in UTC: of several the latest counts.</param>
[GenerateSerializer, Immutable, Alias("PresenceChoice")]
public sealed record PresenceChoice(
    [property: Id(0)] PresenceStatus Status,
    [property: Id(1)] DateTimeOffset At);

/// <summary>How a user can be reached; also the event on the user's presence stream.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Status">The status.</param>
/// <param name="LastSeen">When last connected, in UTC; null for never or not known.</param>
[GenerateSerializer, Immutable, Alias("PresenceView")]
public sealed record PresenceView(
    [property: Id(0)] string UserId,
    [property: Id(1)] PresenceStatus Status,
    [property: Id(2)] DateTimeOffset? LastSeen);

/// <summary>Something for one user wherever they are connected, on the user's stream.</summary>
[GenerateSerializer, Immutable, Alias("UserEvent")]
public abstract record UserEvent;

/// <summary>A session is offered to an agent.</summary>
[GenerateSerializer, Immutable, Alias("SessionOffered")]
public sealed record SessionOffered([property: Id(0)] Queues.Offer Offer) : UserEvent;

/// <summary>An offer ended without this agent: <c>expired</c>, <c>declined</c>, <c>taken</c>, <c>closed</c>, <c>unavailable</c>.</summary>
[GenerateSerializer, Immutable, Alias("OfferWithdrawn")]
public sealed record OfferWithdrawn([property: Id(0)] Guid SessionId, [property: Id(1)] string Reason) : UserEvent;

/// <summary>The user is not in a session any more: <c>left</c> or <c>removed</c>.</summary>
[GenerateSerializer, Immutable, Alias("SessionLeft")]
public sealed record SessionLeft([property: Id(0)] Guid SessionId, [property: Id(1)] string Reason) : UserEvent;

/// <summary>A session of the user's list is new or changed (not for each message: for coming, going, status, title).</summary>
[GenerateSerializer, Immutable, Alias("SessionListed")]
public sealed record SessionListed([property: Id(0)] Sessions.SessionView Session) : UserEvent;
