namespace LiveChat.Sessions;

// What readers think of a message, and of the service.
public sealed partial class ChatSession
{
    /// <inheritdoc/>
    public async Task<Refusal?> React(Caller caller, long seq, string emoji, bool on)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.React) is { } refusal) return refusal;
        var (entry, unread) = await Stored(seq);
        if ((unread ?? ReactionRules.Refuse(entry, caller, emoji, on)) is { } refused) return refused;

        var before = entry!.Reactions ?? [];
        var after = ReactionRules.Change(before, caller.UserId, emoji, on);
        if (after == before) return null;
        var draft = Draft();
        draft.React(caller, entry, emoji, on, after);
        if ((await Write(draft.ToAppend())).Refusal is { } unwritten) return unwritten;
        await Publish(new ReactionsChanged(Id, seq, after));
        return null;
    }

    /// <inheritdoc/>
    public async Task<Refusal?> Rate(Caller caller, Rating rating)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.Rate) is { } refusal) return refusal;
        if (MessageRules.RefuseRating(rating) is { } malformed) return malformed;
        if (rating == _state!.Header.Rating) return null;

        var draft = Draft();
        draft.Rate(rating);
        return (await Write(draft.ToAppend())).Refusal;
    }
}
