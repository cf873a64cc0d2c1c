using LiveChat.Sessions;

namespace LiveChat.Silo.Storage;

/// <summary>
/// Text that every database can hold: any Unicode but U+0000, which PostgreSQL refuses, and halves of surrogate pairs,
/// which are no characters. Checked before anything is queued, so that it fails its own writer alone, and alike everywhere.
/// </summary>
internal static class StoredText
{
    /// <exception cref="EntryRejectedException">One of the texts cannot be stored.</exception>
    public static void Require(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is null) continue;
            if (text.Contains('\0', StringComparison.Ordinal))
                throw new EntryRejectedException("The text holds the character U+0000, which cannot be stored.");
            var surrogate = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
            if (surrogate >= 0) RequirePairs(text.AsSpan(surrogate));
        }
    }

    /// <exception cref="EntryRejectedException">A text of the append cannot be stored.</exception>
    public static void Require(SessionAppend append)
    {
        var header = append.Header;
        Require(header.Title, header.DeskId, header.CreatorId, header.AssigneeId, header.AssigneeName, header.PreviousAgentId,
            header.RequestedAgentId, header.WaitingReason, header.DirectKey, header.Rating?.Comment);
        foreach (var entry in append.Entries) Require(entry);
        foreach (var note in append.Notes) Require(note);
        if (append.Amended is { } amended) Require(amended);
        foreach (var member in append.Members) Require(member.UserId, member.Name);
        Require(append.RemovedMembers);
    }

    private static void Require(Message message)
    {
        Require(message.Content, message.SenderId, message.SenderName, message.ClientMessageId, message.Interrupted, message.Event?.Name);
        foreach (var citation in message.Citations ?? []) Require(citation.Title);
        foreach (var reaction in message.Reactions ?? []) Require(reaction.Emoji);
        if (message.Event is null) return;
        foreach (var (name, value) in message.Event.Args) Require(name, value);
    }

    private static void RequirePairs(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                throw new EntryRejectedException("The text holds half of a surrogate pair, which is no character.");
            at++;
        }
    }
}
