using System.Runtime.InteropServices;
using LiveChat.Sessions;

namespace LiveChat.Silo.Storage.Log;

/// <summary>What a group of appends comes to, sorted by what has to be written where. Reused from batch to batch.</summary>
internal sealed class LogBatch
{
    private readonly Dictionary<Guid, int> _writes = [];
    private readonly LastHeaders _last = new();

    /// <summary>The rows of sessions, one for each session of the batch.</summary>
    public List<HeaderWrite> Headers { get; } = [];

    /// <summary>Entries of the shared log.</summary>
    public List<Message> Entries { get; } = [];

    /// <summary>Entries of the private log.</summary>
    public List<Message> Notes { get; } = [];

    /// <summary>Members to add or to change.</summary>
    public List<MemberWrite> Members { get; } = [];

    /// <summary>Members to remove.</summary>
    public List<MemberRemoval> Removals { get; } = [];

    /// <summary>Entries that stand already and are to stand like this.</summary>
    public List<Message> Amended { get; } = [];

    /// <summary>Makes it the batch of these appends, or of the first of them, as many as can stand in one.</summary>
    /// <returns>How many were taken; at least one.</returns>
    public int Fill(ReadOnlySpan<PendingAppend> appends)
    {
        Clear();
        var taken = 0;
        while (taken < appends.Length && TryAdd(appends[taken].Append)) taken++;
        return taken;
    }

    /// <summary>It is committed: the next appends to its sessions may write no more than what changes.</summary>
    public void Remember()
    {
        foreach (var write in Headers) _last.Set(write.Header);
    }

    /// <summary>The session's row may be another than was last written from here.</summary>
    public void Forget(Guid sessionId) => _last.Remove(sessionId);

    private void Clear()
    {
        _writes.Clear();
        Headers.Clear();
        Entries.Clear();
        Notes.Clear();
        Members.Clear();
        Removals.Clear();
        Amended.Clear();
    }

    private bool TryAdd(SessionAppend append)
    {
        if (!TryAddHeader(append)) return false;
        var sessionId = append.Header.SessionId;
        Entries.AddRange(append.Entries);
        Notes.AddRange(append.Notes);
        foreach (var userId in append.RemovedMembers) Removals.Add(new MemberRemoval(sessionId, userId));
        foreach (var member in append.Members) AddMember(sessionId, member);
        if (append.Amended is { } amended) Amend(amended);
        return true;
    }

    private bool TryAddHeader(SessionAppend append)
    {
        var write = new HeaderWrite(append.Header, append.Created,
            append.Header.LastSeq - append.Entries.Length, append.Header.LastNoteSeq - append.Notes.Length);
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_writes, append.Header.SessionId, out var exists);
        if (!exists)
        {
            index = Headers.Count;
            Headers.Add(write with { IsAdvance = _last.DiffersOnlyInProgress(write) });
            return true;
        }

        // A second append of one session joins only if it goes on where the first ends; else the database judges it alone.
        var earlier = Headers[index];
        var follows = !append.Created && append.RemovedMembers.Length == 0
            && write.PreviousSeq == earlier.Header.LastSeq && write.PreviousNoteSeq == earlier.Header.LastNoteSeq;
        if (follows) Headers[index] = earlier with { Header = append.Header, IsAdvance = earlier.IsAdvance && LastHeaders.DifferOnlyInProgress(earlier.Header, append.Header) };
        return follows;
    }

    // The databases do not say which of two changes of one row in one statement wins.
    private void Amend(Message entry)
    {
        Amended.RemoveAll(earlier => earlier.SessionId == entry.SessionId && earlier.Seq == entry.Seq);
        Amended.Add(entry);
    }

    private void AddMember(Guid sessionId, SessionMember member)
    {
        for (var at = Members.Count - 1; at >= 0; at--)
        {
            if (Members[at].SessionId != sessionId || Members[at].Member.UserId != member.UserId) continue;
            Members[at] = new MemberWrite(sessionId, member with { ReadSeq = Math.Max(member.ReadSeq, Members[at].Member.ReadSeq) });
            return;
        }

        Members.Add(new MemberWrite(sessionId, member));
    }
}

/// <summary>A session's row after the batch, and the numbers that must stand in it before.</summary>
/// <param name="Header">The row.</param>
/// <param name="IsNew">Whether it is to be inserted.</param>
/// <param name="PreviousSeq">The newest number of the shared log that must stand in it.</param>
/// <param name="PreviousNoteSeq">The same of the private log.</param>
/// <param name="IsAdvance">Whether nothing but its numbers and its time changes, as with most messages.</param>
internal readonly record struct HeaderWrite(SessionHeader Header, bool IsNew, long PreviousSeq, long PreviousNoteSeq, bool IsAdvance = false);

internal readonly record struct MemberWrite(Guid SessionId, SessionMember Member);

internal readonly record struct MemberRemoval(Guid SessionId, string UserId);

/// <summary>A row that the batch builds on does not stand as its owner left it.</summary>
internal sealed class RowNotFoundException(string what) : Exception($"{what} does not stand as its owner left it.");
