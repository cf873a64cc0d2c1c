using LiveChat.Sessions;

namespace LiveChat.Silo.Storage.Log;

/// <summary>A session's header as it stands in a row.</summary>
internal class SessionRow
{
    private static readonly string[] Names =
    [
        "session_id", "created_at", "updated_at", "waiting_since", "last_seq", "last_note_seq", "control_epoch", "kind", "status",
        "control", "urgency", "title", "creator_id", "desk_id", "assignee_id", "assignee_name", "previous_agent_id",
        "requested_agent_id", "waiting_reason", "direct_key", "rating_score", "rating_comment", "log_epoch",
    ];

    public Guid SessionId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }

    public long LastSeq { get; init; }

    public long LastNoteSeq { get; init; }

    public long ControlEpoch { get; init; }

    public int Kind { get; init; }

    public int Status { get; init; }

    public int Control { get; init; }

    public int Urgency { get; init; }

    public string Title { get; init; } = "";

    public string CreatorId { get; init; } = "";

    public string? DeskId { get; init; }

    public string? AssigneeId { get; init; }

    public string? AssigneeName { get; init; }

    public string? PreviousAgentId { get; init; }

    public string? RequestedAgentId { get; init; }

    public string? WaitingReason { get; init; }

    public string? DirectKey { get; init; }

    public int? RatingScore { get; init; }

    public string? RatingComment { get; init; }

    public long LogEpoch { get; init; }

    /// <summary>The columns of the row, of the table under this alias.</summary>
    public static string Columns(string alias) => string.Join(", ", Names.Select(name => $"{alias}.{name}"));

    public SessionHeader ToHeader() => new()
    {
        SessionId = SessionId,
        Kind = (SessionKind)Kind,
        Title = Title,
        Status = (SessionStatus)Status,
        DeskId = DeskId,
        CreatorId = CreatorId,
        AssigneeId = AssigneeId,
        AssigneeName = AssigneeName,
        Control = (SessionControl)Control,
        ControlEpoch = ControlEpoch,
        LastSeq = LastSeq,
        LastNoteSeq = LastNoteSeq,
        WaitingSince = WaitingSince,
        Urgency = Urgency,
        PreviousAgentId = PreviousAgentId,
        WaitingReason = WaitingReason,
        DirectKey = DirectKey,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        RequestedAgentId = RequestedAgentId,
        LogEpoch = LogEpoch,
        Rating = RatingScore is { } score ? new Rating(score, RatingComment) : null,
    };
}

/// <summary>A member as it stands in a row.</summary>
internal class MemberRow
{
    public const string Columns = "session_id, user_id, name, role, read_seq, group_role, joined_seq";

    public Guid SessionId { get; init; }

    public string UserId { get; init; } = "";

    public string Name { get; init; } = "";

    public int Role { get; init; }

    public long ReadSeq { get; init; }

    public int GroupRole { get; init; }

    public long JoinedSeq { get; init; }

    public SessionMember ToMember() => new(UserId, Name, (UserRole)Role, ReadSeq, GroupRole == 0 ? null : (GroupRole)GroupRole, JoinedSeq);
}
