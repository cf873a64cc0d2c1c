namespace LiveChat.Sessions;

/// <summary>What of a header may be shown to whom.</summary>
internal static class Views
{
    /// <summary>The header without what only the staff knows: that there are notes.</summary>
    public static SessionHeader Public(SessionHeader header) => header.LastNoteSeq == 0 ? header : header with { LastNoteSeq = 0 };

    /// <summary>The receipt of a stored entry.</summary>
    public static Receipt ReceiptOf(Message entry, bool duplicate = false, bool durable = true) =>
        new(entry.MessageId, entry.Seq, entry.CreatedAt, duplicate, durable);
}
