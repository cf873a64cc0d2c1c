namespace LiveChat.Sessions;

/// <summary>The kinds of session.</summary>
public enum SessionKind
{
    /// <summary>A user and the assistant.</summary>
    Assistant = 1,

    /// <summary>A visitor, the assistant, then an agent.</summary>
    Support = 2,

    /// <summary>Two people, such as a buyer and a merchant.</summary>
    Direct = 3,

    /// <summary>Several people.</summary>
    Group = 4,
}

/// <summary>Where a session stands.</summary>
public enum SessionStatus
{
    /// <summary>Going on, with no agent asked for.</summary>
    Open = 1,

    /// <summary>Waits at a desk for an agent.</summary>
    Waiting = 2,

    /// <summary>An agent has it.</summary>
    Assigned = 3,

    /// <summary>Ended; it can be read, not written.</summary>
    Closed = 4,

    /// <summary>Removed by its creator; it answers as if it did not exist.</summary>
    Deleted = 5,
}

/// <summary>Who answers the visitor.</summary>
public enum SessionControl
{
    /// <summary>Nobody by itself: people talk to each other, or the session waits.</summary>
    People = 0,

    /// <summary>The assistant.</summary>
    Assistant = 1,

    /// <summary>The assigned agent.</summary>
    Agent = 2,
}

/// <summary>The projection of a session's log: written in the transaction that writes the log.</summary>
[GenerateSerializer, Immutable, Alias("SessionHeader")]
public sealed record SessionHeader
{
    /// <summary>The session (UUIDv7).</summary>
    [Id(0)] public required Guid SessionId { get; init; }

    /// <summary>Its kind.</summary>
    [Id(1)] public required SessionKind Kind { get; init; }

    /// <summary>Its title; may be empty.</summary>
    [Id(2)] public required string Title { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)] public required SessionStatus Status { get; init; }

    /// <summary>The desk that it belongs to, or null.</summary>
    [Id(4)] public string? DeskId { get; init; }

    /// <summary>Who made it.</summary>
    [Id(5)] public required string CreatorId { get; init; }

    /// <summary>The agent who has it.</summary>
    [Id(6)] public string? AssigneeId { get; init; }

    /// <summary>The agent's name.</summary>
    [Id(7)] public string? AssigneeName { get; init; }

    /// <summary>Who answers.</summary>
    [Id(8)] public SessionControl Control { get; init; }

    /// <summary>Counts the changes of <see cref="Control"/>. An answer begun under an older epoch is refused.</summary>
    [Id(9)] public long ControlEpoch { get; init; }

    /// <summary>The newest sequence number of the shared log; 0 when empty.</summary>
    [Id(10)] public long LastSeq { get; init; }

    /// <summary>The newest sequence number of the private log; 0 when empty.</summary>
    [Id(11)] public long LastNoteSeq { get; init; }

    /// <summary>Since when it waits: its place in the queue, kept when an agent is lost.</summary>
    [Id(12)] public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>How urgent, 0 (usual) to 3 (most).</summary>
    [Id(13)] public int Urgency { get; init; }

    /// <summary>The agent who had it last, preferred next time.</summary>
    [Id(14)] public string? PreviousAgentId { get; init; }

    /// <summary>Why a person was asked for, in the visitor's words; without any, what was said lately in short.</summary>
    [Id(15)] public string? WaitingReason { get; init; }

    /// <summary>For direct sessions: the two users, sorted, joined by <c>|</c>; unique.</summary>
    [Id(16)] public string? DirectKey { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    [Id(17)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its log last grew, in UTC.</summary>
    [Id(18)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>For an agent offered it by name (a transfer): only this agent gets the first offer.</summary>
    [Id(19)] public string? RequestedAgentId { get; init; }

    /// <summary>What the customer thinks of the service; null until it was rated.</summary>
    [Id(20)] public Rating? Rating { get; init; }

    /// <summary>Another number than before once the log was taken back to an earlier state by a restore: who holds entries of it reads them anew. 0 until then.</summary>
    [Id(21)] public long LogEpoch { get; init; }
}

/// <summary>A customer's judgement of the service.</summary>
/// <param name="Score">1 (worst) to 5 (best).</param>
/// <param name="Comment">In the customer's words; null without any.</param>
[GenerateSerializer, Immutable, Alias("Rating")]
public sealed record Rating([property: Id(0)] int Score, [property: Id(1)] string? Comment)
{
    /// <summary>The lowest score.</summary>
    public const int Worst = 1;

    /// <summary>The highest score.</summary>
    public const int Best = 5;
}

/// <summary>Somebody in a session, with the cursors from which unread counts are computed.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">The user's name on joining.</param>
/// <param name="Role">The user's role on joining.</param>
/// <param name="ReadSeq">The newest sequence number that the user has read.</param>
/// <param name="GroupRole">What the user may do in a group; null elsewhere.</param>
/// <param name="JoinedSeq">The entry that says that the user joined; 0 for who was there from the beginning.</param>
[GenerateSerializer, Immutable, Alias("SessionMember")]
public sealed record SessionMember(
    [property: Id(0)] string UserId,
    [property: Id(1)] string Name,
    [property: Id(2)] UserRole Role,
    [property: Id(3)] long ReadSeq,
    [property: Id(4)] GroupRole? GroupRole = null,
    [property: Id(5)] long JoinedSeq = 0);

/// <summary>What somebody may do in a group, from least to most.</summary>
public enum GroupRole
{
    /// <summary>Reads and writes.</summary>
    Member = 1,

    /// <summary>Also invites, removes members and changes the title.</summary>
    Admin = 2,

    /// <summary>Also gives roles, removes anybody and ends the group. A group has one at least.</summary>
    Owner = 3,
}
