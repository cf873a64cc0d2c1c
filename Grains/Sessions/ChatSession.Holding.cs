using Microsoft.Extensions.Logging;

namespace LiveChat.Sessions;

// Where the operator allows it: people go on talking while the database is away. What they say is shown at once, marked
// not durable, kept in order, and acknowledged as durable only when it is committed.
public sealed partial class ChatSession
{
    private readonly List<Message> _held = [];

    private bool MayHold => _options.WhenStoreAway is WhenStoreAway.Hold && _state is not null;

    private Task<Outcome<Receipt>> Hold(Caller caller, OutgoingMessage message)
    {
        // The end of an answer being given will come before the first held message.
        var next = _state!.Header.LastSeq + _held.Count + (_reply is not null && AsksAssistant(caller) ? 1 : 0);
        var header = _state.Header with { LastSeq = next };
        return Hold(new LogDraft(_state with { Header = header }, Now).Say(caller, message));
    }

    private async Task<Outcome<Receipt>> Hold(Message entry)
    {
        if (_held.Count >= _options.MaxHeldMessages)
            return new Refusal(RefusalCode.StoreUnavailable, "The database is away and this session keeps as much as it may; send it again later.");
        _held.Add(entry);
        Attend(_options.RetryInterval);
        await Publish(new MessagesAppended(Id, [entry], _state!.Header.Status, Durable: false));
        return Views.ReceiptOf(entry, durable: false);
    }

    private Receipt? HeldReceipt(Caller caller, OutgoingMessage message)
    {
        foreach (var entry in _held)
        {
            if (entry.SenderId == caller.UserId && entry.ClientMessageId == message.ClientMessageId)
                return Views.ReceiptOf(entry, duplicate: true, durable: false);
        }
        return null;
    }

    /// <summary>Commits what is held, in order. One that was stored after all is found by its client id.</summary>
    private async ValueTask<Refusal?> CommitHeld()
    {
        Message? question = null;
        while (_held.Count > 0)
        {
            var held = _held[0];
            var asks = held.Type is MessageType.User && _state!.Header is { Control: SessionControl.Assistant, Status: SessionStatus.Open };
            var draft = Draft();
            var ended = asks ? Interrupt(draft, "stopped") : null;
            var entry = draft.SayHeld(held);
            var written = await Write(draft.ToAppend());
            if (written.Refusal is { } refusal)
            {
                if (refusal.Code is not RefusalCode.Invalid) return refusal;
                LogHeldRefused(logger, Id, held.MessageId, refusal.Reason);
                _held.RemoveAt(0);
                continue;
            }
            await Dismiss(written.Done ? ended : null);
            Remember(written.Earlier ?? entry, duplicate: false);
            _held.RemoveAt(0);
            await ShowAnswered(written.Earlier ?? entry);
            if (asks) question = written.Earlier ?? entry;
        }
        if (question is not null && _reply is null) BeginReply(question);
        return null;
    }
}
