using LiveChat.Queues;

namespace LiveChat.Sessions;

/// <summary>A session as one of its readers sees it.</summary>
/// <param name="Header">The session.</param>
/// <param name="Members">Who is in it; of a large group the reader and those with most say, <see cref="MostMembers"/> in all.</param>
/// <param name="Unread">What others said after the reader's cursor, counted up to <see cref="MostUnread"/>.</param>
/// <param name="MemberCount">How many are in it.</param>
[GenerateSerializer, Immutable, Alias("SessionView")]
public sealed record SessionView(
    [property: Id(0)] SessionHeader Header,
    [property: Id(1)] SessionMember[] Members,
    [property: Id(2)] int Unread,
    [property: Id(3)] int MemberCount)
{
    /// <summary>So many members are shown with the session; the rest is asked for page by page.</summary>
    public const int MostMembers = 50;

    /// <summary>Where counting stops: more is shown as "999+".</summary>
    public const int MostUnread = 999;
}

/// <summary>What a session is made from.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="DeskId">The desk, for support.</param>
/// <param name="Title">Its title; null for none.</param>
/// <param name="Others">Who else is in it, for direct sessions and groups; the id is what counts.</param>
/// <param name="DirectKey">See <see cref="SessionHeader.DirectKey"/>.</param>
[GenerateSerializer, Immutable, Alias("NewSession")]
public sealed record NewSession(
    [property: Id(0)] SessionKind Kind,
    [property: Id(1)] string? DeskId,
    [property: Id(2)] string? Title,
    [property: Id(3)] SessionMember[] Others,
    [property: Id(4)] string? DirectKey = null);

/// <summary>Which part of a log is asked for; in the answer entries rise by sequence number.</summary>
/// <param name="AfterSeq">The oldest entries after this one (exclusive), or null.</param>
/// <param name="BeforeSeq">The newest entries before this one (exclusive), or null. With both null: the newest.</param>
/// <param name="Limit">At most so many, 1 to <see cref="MostEntries"/>.</param>
[GenerateSerializer, Immutable, Alias("HistoryRange")]
public sealed record HistoryRange(
    [property: Id(0)] long? AfterSeq,
    [property: Id(1)] long? BeforeSeq,
    [property: Id(2)] int Limit)
{
    /// <summary>The most entries of one answer.</summary>
    public const int MostEntries = 200;

    /// <summary>What is given when no limit is named.</summary>
    public const int UsualEntries = 50;
}

/// <summary>A part of a log.</summary>
/// <param name="Messages">Entries, rising by sequence number.</param>
/// <param name="LastSeq">The newest there is; also their count, for numbers have no gaps.</param>
/// <param name="HasMore">Whether more stand on the side from which was read.</param>
[GenerateSerializer, Immutable, Alias("HistoryPage")]
public sealed record HistoryPage(
    [property: Id(0)] Message[] Messages,
    [property: Id(1)] long LastSeq,
    [property: Id(2)] bool HasMore);

/// <summary>An answer that is being given, for a reader who joins in the middle.</summary>
/// <param name="ReplyId">The reply.</param>
/// <param name="Text">The text so far.</param>
/// <param name="ChunkIndex">The index of the newest chunk within the text; the next has one more.</param>
[GenerateSerializer, Immutable, Alias("ActiveReply")]
public sealed record ActiveReply(
    [property: Id(0)] Guid ReplyId,
    [property: Id(1)] string Text,
    [property: Id(2)] int ChunkIndex);

/// <summary>What joining answers: all that is needed to draw the session and to follow it.</summary>
/// <param name="Session">The session.</param>
/// <param name="History">The newest entries, or those after the sequence number that the client has.</param>
/// <param name="Notes">The newest private notes, for staff; null for others.</param>
/// <param name="ActiveReply">The answer being given, or null.</param>
/// <param name="Queue">The place in the queue while it waits, or null.</param>
[GenerateSerializer, Immutable, Alias("JoinedSession")]
public sealed record JoinedSession(
    [property: Id(0)] SessionView Session,
    [property: Id(1)] HistoryPage History,
    [property: Id(2)] Message[]? Notes,
    [property: Id(3)] ActiveReply? ActiveReply,
    [property: Id(4)] QueuePlace? Queue);

/// <summary>Who of the staff looks at a session now.</summary>
[GenerateSerializer, Immutable, Alias("ViewerList")]
public sealed record ViewerList([property: Id(0)] Viewer[] Viewers);

/// <summary>Somebody of the staff who looks at a session.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">The user's name.</param>
/// <param name="IsTyping">Whether they write in it.</param>
[GenerateSerializer, Immutable, Alias("Viewer")]
public sealed record Viewer(
    [property: Id(0)] string UserId,
    [property: Id(1)] string Name,
    [property: Id(2)] bool IsTyping);

/// <summary>A conversation in short.</summary>
/// <param name="Text">The summary; empty when nothing was said.</param>
/// <param name="UpToSeq">The newest entry that it covers.</param>
[GenerateSerializer, Immutable, Alias("SessionSummary")]
public sealed record SessionSummary([property: Id(0)] string Text, [property: Id(1)] long UpToSeq);

/// <summary>A wish for a person.</summary>
/// <param name="DeskId">The desk; null for the session's own.</param>
/// <param name="Reason">Why, in the visitor's words.</param>
[GenerateSerializer, Immutable, Alias("HumanRequest")]
public sealed record HumanRequest([property: Id(0)] string? DeskId, [property: Id(1)] string? Reason);

/// <summary>Where an agent passes a session on to: a desk or an agent of the session's desk, not both.</summary>
/// <param name="DeskId">A desk, or null.</param>
/// <param name="AgentId">An agent, or null.</param>
/// <param name="Note">A private note for whoever gets it.</param>
[GenerateSerializer, Immutable, Alias("TransferTarget")]
public sealed record TransferTarget(
    [property: Id(0)] string? DeskId,
    [property: Id(1)] string? AgentId,
    [property: Id(2)] string? Note);
