namespace LiveChat.Sessions;

/// <summary>What may be taken back: one's own words, for a while.</summary>
internal static class RecallRules
{
    /// <summary>Why the entry stays, or null.</summary>
    public static Refusal? Refuse(Message? entry, Caller caller, DateTimeOffset now, TimeSpan window)
    {
        if (entry is null) return new(RefusalCode.NotFound, "There is no such message.");
        if (entry.SenderId != caller.UserId || entry.Type is MessageType.System or MessageType.Ai)
            return new(RefusalCode.Forbidden, "You can take back your own messages only.");
        if (entry.Recalled) return null;
        return now - entry.CreatedAt > window
            ? new(RefusalCode.Conflict, $"A message can be taken back for {window.TotalSeconds:0} seconds; this one is older.")
            : null;
    }
}
