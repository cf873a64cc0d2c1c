namespace LiveChat.Sessions;

/// <summary>What of a header may be shown to whom.</summary>
internal static class Views
{
    /// <summary>The header without what only the staff knows: that there are notes.</summary>
    public static SessionHeader Public(SessionHeader header) => header.LastNoteSeq == 0 ? header : header with { LastNoteSeq = 0 };

    /// <summary>The session as one reader sees it: of a large group, the reader and those with most say.</summary>
    public static SessionView For(SessionHeader header, SessionMember[] members, string readerId, int unread) =>
        new(header, Shown(members, readerId), unread, members.Length);

    /// <summary>The receipt of a stored entry.</summary>
    public static Receipt ReceiptOf(Message entry, bool duplicate = false, bool durable = true) =>
        new(entry.MessageId, entry.Seq, entry.CreatedAt, duplicate, durable);

    private static SessionMember[] Shown(SessionMember[] members, string readerId)
    {
        if (members.Length <= SessionView.MostMembers) return members;
        var shown = new List<SessionMember>(SessionView.MostMembers);
        if (Array.Find(members, member => member.UserId == readerId) is { } reader) shown.Add(reader);
        foreach (var role in new GroupRole?[] { GroupRole.Owner, GroupRole.Admin, GroupRole.Member, null })
        {
            foreach (var member in members)
            {
                if (shown.Count == SessionView.MostMembers) return [.. shown];
                if (member.GroupRole == role && member.UserId != readerId) shown.Add(member);
            }
        }
        return [.. shown];
    }
}
