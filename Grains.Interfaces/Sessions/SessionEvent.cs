using LiveChat.Moods;
using LiveChat.Queues;

namespace LiveChat.Sessions;

/// <summary>Something that happened in a session, on its stream. What a front shows for each stands in docs/protocol.md.</summary>
[GenerateSerializer, Immutable, Alias("SessionEvent")]
public abstract record SessionEvent([property: Id(0)] Guid SessionId);

/// <summary>The log grew by these entries, in order. Fronts derive <c>status</c>, <c>assigned</c>, <c>recalled</c> and <c>ai_complete</c> from them.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Messages">The entries, rising by sequence number.</param>
/// <param name="Status">Where the session stands after them.</param>
/// <param name="Durable">False while the database is away and the operator lets messages be shown before they are stored.</param>
/// <param name="Trace">The trace that goes on with their delivery, as W3C <c>traceparent</c>; null when none is recorded.</param>
[GenerateSerializer, Immutable, Alias("MessagesAppended")]
public sealed record MessagesAppended(
    Guid SessionId,
    [property: Id(0)] Message[] Messages,
    [property: Id(1)] SessionStatus Status,
    [property: Id(2)] bool Durable = true,
    [property: Id(3)] string? Trace = null) : SessionEvent(SessionId);

/// <summary>A private note was written (on the notes stream only).</summary>
[GenerateSerializer, Immutable, Alias("NoteAppended")]
public sealed record NoteAppended(Guid SessionId, [property: Id(0)] Message Note) : SessionEvent(SessionId);

/// <summary>A piece of an answer. Never stored.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="ReplyId">The reply.</param>
/// <param name="ChunkIndex">0, 1, 2 … within the reply.</param>
/// <param name="Content">The text of the piece.</param>
[GenerateSerializer, Immutable, Alias("ReplyChunked")]
public sealed record ReplyChunked(
    Guid SessionId,
    [property: Id(0)] Guid ReplyId,
    [property: Id(1)] int ChunkIndex,
    [property: Id(2)] string Content) : SessionEvent(SessionId);

/// <summary>An answer broke off; its final entry comes as <see cref="MessagesAppended"/>.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="ReplyId">The reply.</param>
/// <param name="Reason"><c>stopped</c>, <c>takeover</c>, <c>timeout</c>, <c>unavailable</c> or <c>restart</c>.</param>
[GenerateSerializer, Immutable, Alias("ReplyInterrupted")]
public sealed record ReplyInterrupted(
    Guid SessionId,
    [property: Id(0)] Guid ReplyId,
    [property: Id(1)] string Reason) : SessionEvent(SessionId);

/// <summary>Somebody began or ceased to type. Never stored.</summary>
[GenerateSerializer, Immutable, Alias("TypingChanged")]
public sealed record TypingChanged(
    Guid SessionId,
    [property: Id(0)] string UserId,
    [property: Id(1)] bool IsTyping) : SessionEvent(SessionId);

/// <summary>Somebody of the staff looks at the session, or ceased to (on the notes stream only). Never stored.</summary>
[GenerateSerializer, Immutable, Alias("ViewingChanged")]
public sealed record ViewingChanged(
    Guid SessionId,
    [property: Id(0)] string UserId,
    [property: Id(1)] string Name,
    [property: Id(2)] bool IsViewing,
    [property: Id(3)] bool IsTyping) : SessionEvent(SessionId);

/// <summary>How a customer's message sounds (on the notes stream only).</summary>
[GenerateSerializer, Immutable, Alias("MoodShown")]
public sealed record MoodShown(Guid SessionId, [property: Id(0)] Mood Mood) : SessionEvent(SessionId);

/// <summary>Somebody read up to an entry.</summary>
[GenerateSerializer, Immutable, Alias("ReadMoved")]
public sealed record ReadMoved(
    Guid SessionId,
    [property: Id(0)] string UserId,
    [property: Id(1)] long Seq) : SessionEvent(SessionId);

/// <summary>The reactions to a message changed. What happened is an entry of the log; this is the state after it, whole.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Seq">The message.</param>
/// <param name="Reactions">All of its reactions; empty when the last was taken away.</param>
[GenerateSerializer, Immutable, Alias("ReactionsChanged")]
public sealed record ReactionsChanged(
    Guid SessionId,
    [property: Id(0)] long Seq,
    [property: Id(1)] Reaction[] Reactions) : SessionEvent(SessionId);

/// <summary>What was read in a small group within a moment: told together, for readers come in crowds.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Cursors">Who read up to where, each once.</param>
[GenerateSerializer, Immutable, Alias("ReadsMoved")]
public sealed record ReadsMoved(Guid SessionId, [property: Id(0)] ReadCursor[] Cursors) : SessionEvent(SessionId);

/// <summary>Somebody's cursor.</summary>
[GenerateSerializer, Immutable, Alias("ReadCursor")]
public sealed record ReadCursor([property: Id(0)] string UserId, [property: Id(1)] long Seq);

/// <summary>How far the newest message of a large group has been read. Of one size however many read it.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Seq">The message.</param>
/// <param name="ReadBy">How many have read it.</param>
/// <param name="Total">Of how many.</param>
[GenerateSerializer, Immutable, Alias("ReceiptsCounted")]
public sealed record ReceiptsCounted(
    Guid SessionId,
    [property: Id(0)] long Seq,
    [property: Id(1)] int ReadBy,
    [property: Id(2)] int Total) : SessionEvent(SessionId);

/// <summary>The visitor's place in the queue changed.</summary>
[GenerateSerializer, Immutable, Alias("QueueMoved")]
public sealed record QueueMoved(Guid SessionId, [property: Id(0)] QueuePlace Place) : SessionEvent(SessionId);

/// <summary>Something other than the log changed: title, members, or the session was deleted. Never carries content.</summary>
[GenerateSerializer, Immutable, Alias("SessionChanged")]
public sealed record SessionChanged(Guid SessionId, [property: Id(0)] SessionHeader Header) : SessionEvent(SessionId);
