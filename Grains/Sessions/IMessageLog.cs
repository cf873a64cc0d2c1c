using System.Runtime.InteropServices;

namespace LiveChat.Sessions;

/// <summary>
/// The durable log of every session, with the header that is its projection. All sessions of a silo share one bounded
/// writer, which groups what they append into one transaction. When a write returns, it is committed.
/// </summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>; a write that throws it may or may not have happened.</remarks>
public interface IMessageLog
{
    /// <summary>
    /// Commits entries, notes, members and the header together, or nothing.
    /// </summary>
    /// <returns>Committed, or the entry stored earlier under the same sender and client id (then nothing was written).</returns>
    /// <exception cref="SequenceTakenException">A sequence number is taken: the caller does not own the session any more.</exception>
    /// <exception cref="StoreOverloadedException">The writer's queue is full; nothing was written.</exception>
    /// <exception cref="EntryRejectedException">The database refuses this append for what it holds; nothing was written.</exception>
    ValueTask<AppendResult> Append(SessionAppend append, CancellationToken token);

    /// <summary>A session's header and members; null when there is none.</summary>
    Task<StoredSession?> Load(Guid sessionId, CancellationToken token);

    /// <summary>Entries of a log, rising by sequence number. See <see cref="HistoryRange"/> for which.</summary>
    Task<Message[]> Read(Guid sessionId, LogKind log, HistoryRange range, CancellationToken token);

    /// <summary>One entry; null when there is none.</summary>
    Task<Message?> ReadOne(Guid sessionId, LogKind log, long seq, CancellationToken token);

    /// <summary>The entry stored under a sender's client id; null when there is none.</summary>
    Task<Message?> FindByClientId(Guid sessionId, LogKind log, string senderId, string clientMessageId, CancellationToken token);

    /// <summary>How many entries of people and assistant others than the reader wrote after a sequence number, counted up to <see cref="SessionView.MostUnread"/>.</summary>
    Task<int> CountUnread(Guid sessionId, string readerId, long afterSeq, CancellationToken token);
}

/// <summary>Which of a session's two logs.</summary>
public enum LogKind
{
    /// <summary>What everybody in the session sees.</summary>
    Shared = 1,

    /// <summary>Private notes of the staff.</summary>
    Private = 2,
}

/// <summary>One write. What is empty is left alone.</summary>
public sealed record SessionAppend
{
    /// <summary>The header after the write. For a new session with <see cref="Created"/>.</summary>
    public required SessionHeader Header { get; init; }

    /// <summary>Whether the session is new: the write fails with <see cref="SequenceTakenException"/> if the id or the direct key is taken.</summary>
    public bool Created { get; init; }

    /// <summary>New entries of the shared log, the first numbered one above the last stored.</summary>
    public Message[] Entries { get; init; } = [];

    /// <summary>New entries of the private log.</summary>
    public Message[] Notes { get; init; } = [];

    /// <summary>Members to add or to replace, cursor included. A cursor never moves backwards.</summary>
    public SessionMember[] Members { get; init; } = [];

    /// <summary>Members to remove, by user id.</summary>
    public string[] RemovedMembers { get; init; } = [];

    /// <summary>A stored shared entry as it stands after the write: with other reactions, or recalled, when its content is gone for good. Its place, sender and times never change.</summary>
    public Message? Amended { get; init; }
}

/// <summary>What an append came to.</summary>
/// <param name="Earlier">Null when committed; else the entry that stands under the same client id.</param>
public readonly record struct AppendResult(Message? Earlier);

/// <summary>A session as it is stored.</summary>
public sealed record StoredSession(SessionHeader Header, SessionMember[] Members);

/// <summary>When people said something in a session, in order; the newest part of it.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Said">When somebody did, among the last <see cref="MostEntries"/> entries.</param>
public sealed record LastWords(Guid SessionId, Said[] Said)
{
    /// <summary>So many of the newest entries of each session are looked at.</summary>
    public const int MostEntries = 200;
}

/// <summary>Somebody said something.</summary>
/// <param name="ByStaff">An agent did; else the customer.</param>
/// <param name="At">When.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Said(bool ByStaff, DateTimeOffset At);

/// <summary>Reads across sessions, which no session could answer alone.</summary>
public interface ISessionIndex
{
    /// <summary>A user's sessions, newest first, with unread counts; deleted ones left out.</summary>
    Task<SessionPage> ListOf(string userId, string? next, int limit, CancellationToken token);

    /// <summary>Everybody's sessions, the newest made first, without unread counts.</summary>
    /// <exception cref="FormatException"><paramref name="next"/> is not what a page answered.</exception>
    Task<SessionPage> All(SessionFilter filter, string? next, int limit, CancellationToken token);

    /// <summary>The sessions that wait at a desk or are assigned in it.</summary>
    Task<SessionHeader[]> AtDesk(string deskId, CancellationToken token);

    /// <summary>When people last said something in the sessions that wait at a desk or are assigned in it; also of those in which nobody has.</summary>
    Task<LastWords[]> LastWordsAt(string deskId, CancellationToken token);

    /// <summary>The name of each session's creator, for those that wait.</summary>
    Task<Dictionary<Guid, string>> CreatorNames(Guid[] sessionIds, CancellationToken token);

    /// <summary>The desks at which somebody waits or is served, for the start of a silo.</summary>
    Task<string[]> BusyDesks(CancellationToken token);

    /// <summary>The direct session under a key; null when there is none.</summary>
    Task<Guid?> FindDirect(string directKey, CancellationToken token);
}
