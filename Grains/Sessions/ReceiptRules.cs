namespace LiveChat.Sessions;

/// <summary>Who has read an entry, by the members' cursors.</summary>
internal static class ReceiptRules
{
    /// <summary>Of those who were there when it was written, without its sender, those whose cursor stands on it or after.</summary>
    public static ReadReceipts Of(SessionMember[] members, string senderId, long seq)
    {
        var total = 0;
        List<SessionMember> readers = [];
        foreach (var member in members)
        {
            if (member.UserId == senderId || member.JoinedSeq >= seq) continue;
            total++;
            if (member.ReadSeq >= seq) readers.Add(member);
        }
        var first = readers.OrderBy(reader => reader.Name, StringComparer.Ordinal).ThenBy(reader => reader.UserId, StringComparer.Ordinal).Take(ReadReceipts.MostUsers);
        return new(readers.Count, total, [.. first.Select(reader => new Reader(reader.UserId, reader.Name))]);
    }
}
