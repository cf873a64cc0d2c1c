using System.Text.Json.Serialization;
using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.WebFront.Wire;

/// <summary>A session on the wire; hides what only grains need.</summary>
internal sealed record WireSession(
    Guid SessionId, SessionKind Kind, string Title, SessionStatus Status, string? DeskId, string CreatorId,
    string? AssigneeId, string? AssigneeName, SessionControl Control, long LastSeq, int? Unread,
    DateTimeOffset? WaitingSince, int Urgency, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, SessionMember[]? Members,
    int? MemberCount, Rating? Rating, long? LogEpoch)
{
    public static WireSession From(SessionView view) => From(view.Header, view.Unread, view.Members, view.MemberCount);

    /// <summary>For a change that concerns all readers alike: unread and members are theirs to know.</summary>
    public static WireSession From(SessionHeader header, int? unread = null, SessionMember[]? members = null, int? memberCount = null) => new(
        header.SessionId, header.Kind, header.Title, header.Status, header.DeskId, header.CreatorId,
        header.AssigneeId, header.AssigneeName, header.Control, header.LastSeq, unread,
        header.WaitingSince, header.Urgency, header.CreatedAt, header.UpdatedAt, members, memberCount, header.Rating,
        header.LogEpoch == 0 ? null : header.LogEpoch);
}

/// <summary>A page of sessions, newest first.</summary>
internal sealed record WireSessionPage(WireSession[] Sessions, string? Next);

/// <summary>A part of a log, rising.</summary>
internal sealed record WireHistory(Guid SessionId, Message[] Messages, long TotalCount, long LastSeq, bool HasMore);

/// <summary>What joining answers.</summary>
internal sealed record JoinAnswer(
    WireSession Session, Message[] Messages, long LastSeq, bool HasMore, Message[]? Notes, ActiveReply? ActiveReply, QueuePlace? Queue)
{
    /// <summary>The session's events wait here until this answer is on its way, so that none overtakes it.</summary>
    [JsonIgnore]
    public Realtime.Following? Held { get; init; }

    public static JoinAnswer From(JoinedSession joined, Realtime.Following? held) => new(
        WireSession.From(joined.Session), joined.History.Messages, joined.History.LastSeq, joined.History.HasMore,
        joined.Notes, joined.ActiveReply, joined.Queue) { Held = held };
}

/// <summary>A wish for a session.</summary>
/// <param name="Kind">assistant, support, direct or group.</param>
/// <param name="DeskId">The desk, for support.</param>
/// <param name="Target">The other user, for direct.</param>
/// <param name="Title">A title, at most 200 characters.</param>
/// <param name="Participants">The others' ids, for a group.</param>
internal sealed record SessionBody(SessionKind? Kind, string? DeskId, string? Target, string? Title, string[]? Participants);

/// <summary>A session that was made or found, and where to follow it.</summary>
internal sealed record SessionMade(Guid SessionId, DateTimeOffset CreatedAt, string HubUrl, string WebsocketUrl);

/// <summary>A new title.</summary>
internal sealed record TitleBody(string? Title);

/// <summary>What is said.</summary>
/// <param name="SessionId">Where.</param>
/// <param name="ClientMessageId">The client's own id for it: sent again, it is stored once.</param>
/// <param name="Content">The text.</param>
/// <param name="ReplyToSeq">The message it answers.</param>
/// <param name="Attachments">Ids of files that the sender uploaded to the session; with any, the text may be empty.</param>
internal sealed record SendBody(Guid SessionId, string? ClientMessageId, string? Content, long? ReplyToSeq, Guid[]? Attachments);

/// <summary>A wish for a person.</summary>
internal sealed record HumanBody(string? DeskId, string? Reason);

/// <summary>A judgement of the service.</summary>
internal sealed record RatingBody(int? Score, string? Comment);

/// <summary>Why a session ends.</summary>
internal sealed record CloseBody(string? Reason);

/// <summary>Where a session goes: a desk or an agent.</summary>
internal sealed record TransferBody(string? DeskId, string? AgentId, string? Note);
