namespace LiveChat.Sessions;

// What people say, note and take back.
public sealed partial class ChatSession
{
    /// <inheritdoc/>
    public async Task<Outcome<Receipt>> Send(Caller caller, OutgoingMessage message)
    {
        var away = await Ready();
        if (away is not null && !MayHold) return away;

        var seat = SessionRules.SeatOf(_state, caller);
        if (seat is Seat.Stranger) return Refuse(caller, Deed.Speak)!;
        if (MessageRules.Refuse(message, _options.MaxMessageLength) is { } malformed) return malformed;
        if (ReceiptGiven(caller, message) is { } given) return given;
        // What was said in time is not refused when its receipt is asked for too late.
        if (SessionRules.Refuse(_state, caller, Deed.Speak) is { } refusal) return await Earlier(caller, message) ?? refusal;
        if (message.ReplyToSeq > _state!.Header.LastSeq) return Invalid("replyToSeq names no entry.");
        if (message.HasAttachments && away is not null) return away;
        var (attachments, unclaimed) = await ClaimFiles(caller, message);
        if (unclaimed is not null) return await Earlier(caller, message) ?? unclaimed;
        if (seat is Seat.Staff) return away ?? await SpeakAsNewAgent(caller, message, attachments);
        if (away is not null || (_held.Count > 0 && !message.HasAttachments)) return await Hold(caller, message);
        if (_held.Count > 0 && await CommitHeld() is { } held) return held;

        var quietSince = _state.Header.UpdatedAt;
        var draft = Draft();
        var ended = AsksAssistant(caller) ? Interrupt(draft, "stopped") : null;
        var entry = draft.Say(caller, message, attachments);
        var written = await Write(draft.ToAppend());
        if (written.Away && MayHold && !message.HasAttachments) return await Hold(entry);
        if (written.Refusal is { } refused) return refused;
        if (written.Earlier is { } earlier)
        {
            // Stored by a write whose outcome nobody saw, so that nobody has asked the assistant yet.
            if (AsksAssistant(caller) && _reply is null && earlier.Seq == _state.Header.LastSeq) BeginReply(earlier);
            // Nor has the queue heard of it: without this, a later word would seem to be the first.
            await ShowAnswered(earlier);
            return Remember(earlier, duplicate: true);
        }

        await Dismiss(ended);
        if (AsksAssistant(caller)) BeginReply(entry);
        await ShowVisitorBack(caller, quietSince);
        await ShowAnswered(entry);
        return Remember(entry, duplicate: false);
    }

    /// <inheritdoc/>
    public async Task<Outcome<Receipt>> Note(Caller caller, OutgoingMessage note)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.Note) is { } refusal) return refusal;
        if (MessageRules.Refuse(note, _options.MaxMessageLength) is { } malformed) return malformed;
        if (note.HasAttachments) return Invalid("Notes have no attachments.");

        var draft = Draft();
        var entry = draft.Note(caller, note.Content, note.ClientMessageId);
        var written = await Write(draft.ToAppend());
        if (written.Refusal is { } refused) return refused;
        return Views.ReceiptOf(written.Earlier ?? entry, duplicate: written.Earlier is not null);
    }

    /// <inheritdoc/>
    public async Task<Refusal?> Recall(Caller caller, long seq)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.Recall) is { } refusal) return refusal;
        var (entry, unread) = await Stored(seq);
        if ((unread ?? RecallRules.Refuse(entry, caller, Now, _options.RecallWindow)) is { } refused) return refused;
        if (entry!.Recalled) return null;
        var attached = FilesOf(entry);
        if (attached.Length > 0 && await DoubtFiles(attached) is { } filesAway) return filesAway;

        var draft = Draft();
        draft.Recall(entry);
        var written = await Write(draft.ToAppend());
        if (written.Done && attached.Length > 0) await TakeAway(attached);
        return written.Refusal;
    }

    private async Task<(Message? Entry, Refusal? Away)> Stored(long seq)
    {
        try
        {
            return (await log.ReadOne(Id, LogKind.Shared, seq, CancellationToken.None), null);
        }
        catch (StoreUnavailableException fault)
        {
            return (null, StoreAway(fault));
        }
    }

    private Receipt? ReceiptGiven(Caller caller, OutgoingMessage message) =>
        _receipts.Find(caller.UserId, message.ClientMessageId) ?? HeldReceipt(caller, message);

    private Receipt Remember(Message entry, bool duplicate)
    {
        var receipt = Views.ReceiptOf(entry);
        _receipts.Add(entry.SenderId, entry.ClientMessageId!, receipt);
        return duplicate ? receipt with { Duplicate = true } : receipt;
    }

    /// <summary>The receipt of what was said before and is remembered by the log alone; null when it was not said.</summary>
    private async Task<Outcome<Receipt>?> Earlier(Caller caller, OutgoingMessage message)
    {
        try
        {
            var earlier = await log.FindByClientId(Id, LogKind.Shared, caller.UserId, message.ClientMessageId, CancellationToken.None);
            if (earlier is null) return null;
            return Remember(earlier, duplicate: true);
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    // Staff speaks to the visitor, not to the assistant; the one who made the session always asks.
    private bool AsksAssistant(Caller caller) =>
        _state!.Header is { Control: SessionControl.Assistant, Status: SessionStatus.Open }
        && (caller.Role is not UserRole.Agent || caller.UserId == _state.Header.CreatorId);

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
