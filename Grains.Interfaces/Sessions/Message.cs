using System.Globalization;
using LiveChat.Files;

namespace LiveChat.Sessions;

/// <summary>Who an entry of the log comes from.</summary>
public enum MessageType
{
    /// <summary>A visitor or customer.</summary>
    User = 1,

    /// <summary>The assistant.</summary>
    Ai = 2,

    /// <summary>A member of a desk's staff.</summary>
    Agent = 3,

    /// <summary>The session itself: assignment, status, recall, a failed answer. <see cref="Message.Event"/> says which.</summary>
    System = 4,
}

/// <summary>What a system entry records, in a form that clients word in the reader's language.</summary>
/// <param name="Name">One of <see cref="SystemEventName"/>.</param>
/// <param name="Args">Its details, by name.</param>
[GenerateSerializer, Immutable, Alias("SystemEvent")]
public sealed record SystemEvent([property: Id(0)] string Name, [property: Id(1)] Dictionary<string, string> Args);

/// <summary>The names of system entries, as they stand in the log and on the wire.</summary>
public static class SystemEventName
{
    /// <summary>A person was asked for; the session waits at a desk. Args: <c>deskId</c>, <c>reason</c>; <c>askedDeskId</c> where the desk on duty got it.</summary>
    public const string Waiting = "waiting";

    /// <summary>The customer does not want a person any more; the assistant answers again. Args: <c>deskId</c>.</summary>
    public const string RequestCancelled = "request_cancelled";

    /// <summary>
    /// The desk closed before anybody came; the assistant answers again. Args: <c>deskId</c>, <c>opensAt</c> (ISO 8601; empty when not
    /// known), <c>ticketId</c> and <c>ticketNumber</c> of the ticket that keeps the wish (both empty where there is none).
    /// </summary>
    public const string DeskClosed = "desk_closed";

    /// <summary>An agent has the session. Args: <c>agentId</c>, <c>agentName</c>.</summary>
    public const string Assigned = "assigned";

    /// <summary>The agent passed it on. Args: <c>fromAgentId</c>, <c>deskId</c> or <c>agentId</c>.</summary>
    public const string Transferred = "transferred";

    /// <summary>The agent was lost, or has no place free for who came back; the session waits again at its old place. Args: <c>agentId</c>, <c>reason</c> (<c>lost</c>, <c>full</c>).</summary>
    public const string Requeued = "requeued";

    /// <summary>The session ended. Args: <c>by</c>, <c>reason</c>.</summary>
    public const string Closed = "closed";

    /// <summary>An earlier message was taken back. Args: <c>seq</c>.</summary>
    public const string Recalled = "recalled";

    /// <summary>The title changed. Args: <c>title</c>.</summary>
    public const string Renamed = "renamed";

    /// <summary>Somebody put a reaction to an earlier message, or took it away. Args: <c>seq</c>, <c>emoji</c>, <c>userId</c>, <c>on</c> (<c>true</c> or <c>false</c>).</summary>
    public const string Reacted = "reacted";

    /// <summary>The customer rated the service. Args: <c>score</c>, <c>comment</c>.</summary>
    public const string Rated = "rated";

    /// <summary>Somebody was asked into the group. Args: <c>userId</c>, <c>name</c>, <c>by</c>, <c>byName</c>.</summary>
    public const string Joined = "joined";

    /// <summary>Somebody left the group. Args: <c>userId</c>, <c>name</c>.</summary>
    public const string Left = "left";

    /// <summary>Somebody was taken out of the group. Args: <c>userId</c>, <c>name</c>, <c>by</c>, <c>byName</c>.</summary>
    public const string Removed = "removed";

    /// <summary>Somebody may do more or less in the group. Args: <c>userId</c>, <c>name</c>, <c>role</c>, <c>by</c>, <c>byName</c>.</summary>
    public const string RoleChanged = "role_changed";

    /// <summary>The conversation belongs to a ticket. Args: <c>ticketId</c>, <c>number</c>.</summary>
    public const string Ticket = "ticket";

    /// <summary>An answer ended without a word. Args: <c>replyId</c>, <c>reason</c> (<c>timeout</c>, <c>unavailable</c>, <c>stopped</c>, <c>takeover</c>, <c>restart</c>).</summary>
    public const string ReplyInterrupted = "ai_interrupted";

    /// <summary>The assistant uses a tool. Args: <c>tool</c>, <c>subject</c> (what it is about, in short; may be empty).</summary>
    public const string ToolUsed = "tool_used";

    /// <summary>A low mood made the session more urgent (in the private log only). Args: <c>urgency</c>, <c>mood</c>.</summary>
    public const string UrgencyRaised = "urgency_raised";

    /// <summary>Why an agent was chosen (in the private log only). Args: <c>agentId</c>, <c>reason</c>, <c>candidates</c>.</summary>
    public const string AssignmentExplained = "assignment_explained";
}

/// <summary>A knowledge article that an answer used.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Title">Its title or question.</param>
[GenerateSerializer, Immutable, Alias("Citation")]
public sealed record Citation([property: Id(0)] Guid ArticleId, [property: Id(1)] string Title);

/// <summary>An emoji put to a message, and by whom.</summary>
/// <param name="Emoji">One emoji.</param>
/// <param name="UserIds">Who put it there, the first first; never empty.</param>
[GenerateSerializer, Immutable, Alias("Reaction")]
public sealed record Reaction([property: Id(0)] string Emoji, [property: Id(1)] string[] UserIds);

/// <summary>
/// One entry of a session's log: a message, or an event in the session's life. The one log has one numbering, so who
/// has every sequence number has everything.
/// </summary>
[GenerateSerializer, Immutable, Alias("Message")]
public sealed record Message
{
    /// <summary>The entry's id (UUIDv7).</summary>
    [Id(0)] public required Guid MessageId { get; init; }

    /// <summary>The session.</summary>
    [Id(1)] public required Guid SessionId { get; init; }

    /// <summary>Its place in the session's log: 1, 2, 3 … without gaps. Notes have a numbering of their own.</summary>
    [Id(2)] public required long Seq { get; init; }

    /// <summary>Who it comes from.</summary>
    [Id(3)] public required MessageType Type { get; init; }

    /// <summary>The sender's user id; <c>ai</c> for the assistant, <c>system</c> for system entries.</summary>
    [Id(4)] public required string SenderId { get; init; }

    /// <summary>The sender's name when it was sent.</summary>
    [Id(5)] public required string SenderName { get; init; }

    /// <summary>The text; empty when recalled.</summary>
    [Id(6)] public required string Content { get; init; }

    /// <summary>The id that the sender's client gave it; unique per sender for the session's life.</summary>
    [Id(7)] public string? ClientMessageId { get; init; }

    /// <summary>The message that this one answers.</summary>
    [Id(8)] public long? ReplyToSeq { get; init; }

    /// <summary>The articles that an answer used.</summary>
    [Id(9)] public Citation[]? Citations { get; init; }

    /// <summary>Whether the sender took it back.</summary>
    [Id(10)] public bool Recalled { get; init; }

    /// <summary>When the server took it, in UTC.</summary>
    [Id(11)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What a system entry records.</summary>
    [Id(12)] public SystemEvent? Event { get; init; }

    /// <summary>The assistant's reply that this entry ends.</summary>
    [Id(13)] public Guid? ReplyId { get; init; }

    /// <summary>The tokens the reply took.</summary>
    [Id(14)] public int? TokenCount { get; init; }

    /// <summary>Why an answer ends before its end (<c>stopped</c>, <c>takeover</c>, <c>timeout</c>, <c>unavailable</c>, <c>restart</c>); null when it is whole.</summary>
    [Id(15)] public string? Interrupted { get; init; }

    /// <summary>The emoji that readers have put to it, as it stands now; null without any.</summary>
    [Id(16)] public Reaction[]? Reactions { get; init; }

    /// <summary>The files that came with it; null when there are none or it was taken back.</summary>
    [Id(17)] public Attachment[]? Attachments { get; init; }

    /// <summary>The message that this entry records as taken back; null when it records something else.</summary>
    public long? RecalledSeq() =>
        Event is { Name: SystemEventName.Recalled, Args: var args } && args.TryGetValue("seq", out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
}

/// <summary>What a client sends.</summary>
/// <param name="ClientMessageId">The client's id for it, at most 64 characters: sent again, it is stored once.</param>
/// <param name="Content">The text.</param>
/// <param name="ReplyToSeq">The message that it answers.</param>
/// <param name="Attachments">Files that the sender uploaded to the session; with any, the text may be empty.</param>
[GenerateSerializer, Immutable, Alias("OutgoingMessage")]
public sealed record OutgoingMessage(
    [property: Id(0)] string ClientMessageId,
    [property: Id(1)] string Content,
    [property: Id(2)] long? ReplyToSeq = null,
    [property: Id(3)] Guid[]? Attachments = null)
{
    /// <summary>Whether files come with it.</summary>
    public bool HasAttachments => Attachments is { Length: > 0 };
}

/// <summary>What the sender gets once the message is committed.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Seq">Its place in the log.</param>
/// <param name="CreatedAt">When the server took it.</param>
/// <param name="Duplicate">The same client id was stored before: this is the first receipt again.</param>
/// <param name="Durable">Committed. False only where the operator lets messages be shown while the database is away.</param>
[GenerateSerializer, Immutable, Alias("Receipt")]
public sealed record Receipt(
    [property: Id(0)] Guid MessageId,
    [property: Id(1)] long Seq,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] bool Duplicate,
    [property: Id(4)] bool Durable);
