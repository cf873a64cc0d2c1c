using System.Collections.Concurrent;
using LiveChat.Sessions;

namespace LiveChat.Silo.Storage.Log;

/// <summary>
/// The headers that were written last from here, so that a message need write no more of the session's row than its
/// numbers. Forgetting one costs a wider write and nothing else: what is not sure is forgotten.
/// </summary>
internal sealed class LastHeaders
{
    private const int MostKept = 8192;

    private readonly ConcurrentDictionary<Guid, SessionHeader> _headers = new();
    private int _count;

    public void Set(SessionHeader header)
    {
        if (_headers.TryAdd(header.SessionId, header))
        {
            if (Interlocked.Increment(ref _count) <= MostKept) return;
            _headers.Clear();
            Interlocked.Exchange(ref _count, 0);
            return;
        }

        _headers[header.SessionId] = header;
    }

    public void Remove(Guid sessionId)
    {
        if (_headers.TryRemove(sessionId, out _)) Interlocked.Decrement(ref _count);
    }

    /// <summary>Whether the row that stands now, as far as is known, differs in nothing but numbers and time.</summary>
    public bool DiffersOnlyInProgress(in HeaderWrite write) =>
        !write.IsNew && _headers.TryGetValue(write.Header.SessionId, out var last)
        && last.LastSeq == write.PreviousSeq && last.LastNoteSeq == write.PreviousNoteSeq
        && DifferOnlyInProgress(last, write.Header);

    public static bool DifferOnlyInProgress(SessionHeader one, SessionHeader other) =>
        one.Status == other.Status && one.Control == other.Control && one.ControlEpoch == other.ControlEpoch
        && one.Urgency == other.Urgency && one.WaitingSince == other.WaitingSince && one.Title == other.Title
        && one.DeskId == other.DeskId && one.AssigneeId == other.AssigneeId && one.AssigneeName == other.AssigneeName
        && one.PreviousAgentId == other.PreviousAgentId && one.RequestedAgentId == other.RequestedAgentId
        && one.WaitingReason == other.WaitingReason && one.Rating == other.Rating;
}
