namespace LiveChat.Sessions;

/// <summary>What a session knows of itself: its header and who is in it. It changes only by what was committed.</summary>
internal sealed record SessionState(SessionHeader Header, SessionMember[] Members)
{
    /// <summary>The state of a stored session; null when there is none or it was deleted, which is the same to everybody.</summary>
    public static SessionState? From(StoredSession? stored) =>
        stored is null or { Header.Status: SessionStatus.Deleted } ? null : new(stored.Header, stored.Members);

    /// <summary>The member with this id, or null.</summary>
    public SessionMember? Member(string userId)
    {
        var index = IndexOf(Members, userId);
        return index < 0 ? null : Members[index];
    }

    /// <summary>The state after a committed append; null after its deletion.</summary>
    public SessionState? With(SessionAppend committed)
    {
        if (committed.Header.Status is SessionStatus.Deleted) return null;
        var members = committed.Members.Length == 0 && committed.RemovedMembers.Length == 0 ? Members : Change(committed);
        return new(committed.Header, members);
    }

    private SessionMember[] Change(SessionAppend committed)
    {
        // Once through both lists: a crowd that reads at once changes hundreds of cursors in a group of hundreds.
        var changes = new Dictionary<string, SessionMember>(committed.Members.Length, StringComparer.Ordinal);
        foreach (var changed in committed.Members) changes[changed.UserId] = changed;
        var members = new List<SessionMember>(Members.Length + changes.Count);
        foreach (var member in Members)
        {
            if (Array.IndexOf(committed.RemovedMembers, member.UserId) >= 0) continue;
            members.Add(changes.Remove(member.UserId, out var changed) ? changed with { ReadSeq = Math.Max(changed.ReadSeq, member.ReadSeq) } : member);
        }
        foreach (var added in committed.Members)
        {
            if (changes.Remove(added.UserId, out var latest)) members.Add(latest);
        }
        return [.. members];
    }

    private static int IndexOf(SessionMember[] members, string userId)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].UserId == userId) return i;
        }
        return -1;
    }
}
