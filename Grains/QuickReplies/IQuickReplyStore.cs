namespace LiveChat.QuickReplies;

/// <summary>The stored quick replies.</summary>
public interface IQuickReplyStore
{
    /// <summary>Those of an owner and of desks, by shortcut; either may be left out.</summary>
    Task<QuickReply[]> Of(string? ownerId, string[] deskIds, CancellationToken token);

    /// <summary>One, or null.</summary>
    Task<QuickReply?> Find(Guid id, CancellationToken token);

    /// <summary>Writes one, new or changed; false when its desk or owner has the shortcut already.</summary>
    Task<bool> Save(QuickReply reply, CancellationToken token);

    /// <summary>Removes one; false when it did not stand.</summary>
    Task<bool> Remove(Guid id, CancellationToken token);
}
