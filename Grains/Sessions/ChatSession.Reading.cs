using LiveChat.Queues;

namespace LiveChat.Sessions;

// What readers ask and tell. Nothing here changes the log; cursors alone are stored.
public sealed partial class ChatSession
{
    private readonly GroupTypists _typists = new();

    /// <inheritdoc/>
    public async Task<Outcome<SessionView>> Read(Caller caller)
    {
        if (await Ready() is { } away) return away;
        return Refuse(caller, Deed.See) is { } refusal ? refusal : await ViewOrRefusal(caller);
    }

    /// <inheritdoc/>
    public async Task<Outcome<JoinedSession>> Join(Caller caller, long? afterSeq)
    {
        if (await Ready() is { } away) return away;
        return (Refuse(caller, Deed.See) ?? await RecordWatching(caller)) is { } refusal ? refusal : await Joined(caller, afterSeq);
    }

    /// <inheritdoc/>
    public async Task<Outcome<HistoryPage>> History(Caller caller, HistoryRange range)
    {
        if (await Ready() is { } away) return away;
        return (Refuse(caller, Deed.See) ?? await RecordWatching(caller)) is { } refusal ? refusal : await Page(LogKind.Shared, range);
    }

    /// <inheritdoc/>
    public async Task<Outcome<HistoryPage>> Notes(Caller caller, HistoryRange range)
    {
        if (await Ready() is { } away) return away;
        return (Refuse(caller, Deed.SeeNotes) ?? await RecordWatching(caller)) is { } refusal ? refusal : await Page(LogKind.Private, range);
    }

    /// <inheritdoc/>
    public async Task<Refusal?> Typing(Caller caller, bool isTyping)
    {
        if (await Ready() is { } away) return away;
        if (Refuse(caller, Deed.Type) is { } refusal) return refusal;
        if (_state!.Header.Kind is not SessionKind.Group || _typists.Shows(caller.UserId, isTyping, Now))
            await Publish(new TypingChanged(Id, caller.UserId, isTyping));
        return null;
    }

    /// <inheritdoc/>
    public async Task<Refusal?> MarkRead(Caller caller, long seq)
    {
        if (await Ready() is { } away) return away;
        if (Refuse(caller, Deed.MarkRead) is { } refusal) return refusal;
        if (seq < 0) return Invalid("seq must be the number of an entry.");

        seq = Math.Min(seq, _state!.Header.LastSeq);
        if (seq <= (_state.Member(caller.UserId)?.ReadSeq ?? seq)) return null;
        MoveCursor(caller.UserId, seq);
        if (await CommitCursors() is { } refused) return refused;
        if (_state.Header.Kind is SessionKind.Group) TellReadSoon(caller.UserId, seq);
        else await Publish(new ReadMoved(Id, caller.UserId, seq));
        return null;
    }

    /// <inheritdoc/>
    public async Task<SessionHeader?> Header()
    {
        if (await Ready() is { } away) throw new StoreUnavailableException(away.Reason);
        if (_state is null) Leave();
        return _state?.Header;
    }

    private async Task<Outcome<JoinedSession>> Joined(Caller caller, long? afterSeq)
    {
        try
        {
            var page = await Page(LogKind.Shared, new(afterSeq, null, afterSeq is null ? HistoryRange.UsualEntries : HistoryRange.MostEntries));
            if (page.Value is null) return page.Refusal!;
            Message[]? notes = null;
            if (SessionRules.Refuse(_state, caller, Deed.SeeNotes) is null)
                notes = await log.Read(Id, LogKind.Private, new(null, null, HistoryRange.UsualEntries), CancellationToken.None);
            return new JoinedSession(await ViewFor(caller), page.Value, notes, _reply?.View(), await PlaceInQueue());
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    private async Task<Outcome<HistoryPage>> Page(LogKind kind, HistoryRange range)
    {
        if (range.Limit is < 1 or > HistoryRange.MostEntries) return Invalid($"limit must be from 1 to {HistoryRange.MostEntries}.");
        if (range is { AfterSeq: not null, BeforeSeq: not null }) return Invalid("Name afterSeq or beforeSeq, not both.");
        if (range.AfterSeq < 0 || range.BeforeSeq < 0) return Invalid("afterSeq and beforeSeq must not be negative.");
        try
        {
            var entries = await log.Read(Id, kind, range, CancellationToken.None);
            var header = _state?.Header;
            var last = Math.Max((kind is LogKind.Shared ? header?.LastSeq : header?.LastNoteSeq) ?? 0, entries is [.., var newest] ? newest.Seq : 0);
            var hasMore = entries.Length > 0 && (range.AfterSeq is null ? entries[0].Seq > 1 : entries[^1].Seq < last);
            return new HistoryPage(entries, last, hasMore);
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    private async Task<QueuePlace?> PlaceInQueue()
    {
        if (_state!.Header is not { Status: SessionStatus.Waiting, DeskId: { } deskId }) return null;
        try
        {
            return await Queue(deskId).PlaceOf(Id);
        }
        catch (Exception fault)
        {
            // The place is a courtesy: the session is shown without it, whatever ails the queue.
            LogQueueAway(logger, Id, deskId, fault);
            return null;
        }
    }

    private async Task<Outcome<SessionView>> ViewOrRefusal(Caller caller)
    {
        try
        {
            return await ViewFor(caller);
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    private async Task<SessionView> ViewFor(Caller caller)
    {
        var state = _state!;
        var header = SessionRules.Refuse(state, caller, Deed.SeeNotes) is null ? state.Header : Views.Public(state.Header);
        return Views.For(header, state.Members, caller.UserId, await Unread(state, caller.UserId));
    }

    private async ValueTask<int> Unread(SessionState state, string userId) =>
        state.Member(userId) is { } member && member.ReadSeq < state.Header.LastSeq
            ? await log.CountUnread(Id, userId, member.ReadSeq, CancellationToken.None)
            : 0;
}
