using LiveChat.Assistant;
using LiveChat.Files;
using LiveChat.Queues;

namespace LiveChat.Sessions;

// The desk: asking for a person, taking, passing on, ending. The queue decides who is first; the log says who has it.
public sealed partial class ChatSession
{
    private const int GistEntries = 8;

    /// <inheritdoc/>
    public async Task<Outcome<QueuePlace>> RequestHuman(Caller caller, HumanRequest request)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.RequestHuman) is { } refusal) return refusal;
        if (MessageRules.RefuseReason(request.Reason) is { } malformed) return malformed;

        if (_state!.Header.Status is not SessionStatus.Waiting)
        {
            if ((request.DeskId ?? _state.Header.DeskId) is not { } deskId) return Invalid("deskId must name the desk.");
            if (await RefuseDesk(deskId) is { } noDesk) return noDesk;
            var tail = await Tail();
            var gist = GistOf(tail);
            var route = await Route(deskId, $"{request.Reason} {gist}");
            if (route.Refusal is { } closed) return closed;
            var draft = Draft();
            var ended = Interrupt(draft, "takeover");
            draft.Wait(route.Value!.DeskId, request.Reason, gist, route.Value.DeskId == deskId ? null : deskId);
            draft.Hurry(tail, _felt);
            if ((await Write(draft.ToAppend())).Refusal is { } refused) return refused;
            await Dismiss(ended);
        }
        return await TellQueue(_state.Header.DeskId!) is { } place
            ? place
            : new Refusal(RefusalCode.Timeout, "You wait at the desk; your place is not known yet. Ask again in a moment.");
    }

    /// <inheritdoc/>
    public async Task<Refusal?> CancelRequest(Caller caller)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.CancelRequest) is { } refusal) return refusal;
        if (_state!.Header is not { Status: SessionStatus.Waiting, DeskId: { } deskId }) return null;

        var draft = Draft();
        draft.CancelRequest();
        if ((await Write(draft.ToAppend())).Refusal is { } refused) return refused;
        await LeaveDesk(deskId);
        LookForOrphan(); // what was asked of nobody while it waited is the assistant's to answer
        return null;
    }

    /// <inheritdoc/>
    public async Task<Outcome<JoinedSession>> Accept(Caller caller)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.Accept) is { } refusal) return refusal;
        if (_state!.Header.AssigneeId != caller.UserId && (await TakeOver(caller, null)).Refusal is { } refused) return refused;
        return await Joined(caller, null);
    }

    /// <inheritdoc/>
    public async Task<Refusal?> Decline(Caller caller)
    {
        if (await Ready() is { } away) return away;
        if (Refuse(caller, Deed.Decline) is { } refusal) return refusal;
        var deskId = _state!.Header.DeskId!;
        try
        {
            return await Queue(deskId).Decline(Id, caller.UserId);
        }
        catch (Exception fault)
        {
            // Whatever ails the queue: an offer runs out by itself.
            LogQueueAway(logger, Id, deskId, fault);
            return QueueAway;
        }
    }

    /// <inheritdoc/>
    public async Task<Refusal?> Transfer(Caller caller, TransferTarget target)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.Transfer) is { } refusal) return refusal;
        if (MessageRules.RefuseNote(target.Note, _options.MaxMessageLength) is { } malformed) return malformed;
        if (await RefuseTarget(caller, target) is { } nowhere) return nowhere;

        var oldDesk = _state!.Header.DeskId!;
        var newDesk = target.DeskId ?? oldDesk;
        var draft = Draft();
        draft.Transfer(newDesk, target.AgentId, caller);
        if (!string.IsNullOrWhiteSpace(target.Note)) draft.Note(caller, target.Note, null);
        if ((await Write(draft.ToAppend())).Refusal is { } refused) return refused;

        await LeaveDesk(oldDesk);
        if (newDesk != oldDesk) await TellQueue(newDesk);
        return null;
    }

    /// <inheritdoc/>
    public async Task<Refusal?> Close(Caller caller, string? reason)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.Close) is { } refusal) return refusal;
        if (MessageRules.RefuseReason(reason) is { } malformed) return malformed;
        if (_state!.Header.Status is SessionStatus.Closed) return null;

        var draft = Draft();
        var ended = Interrupt(draft, "stopped");
        draft.Close(caller, reason);
        if ((await Write(draft.ToAppend())).Refusal is { } refused) return refused;
        await Dismiss(ended);
        _closedAt = _state.Header.UpdatedAt;
        await LeaveDesk(_state.Header.DeskId);
        return null;
    }

    /// <inheritdoc/>
    public Task AgentLost(string agentId) => Requeue(agentId, full: false);

    private async Task Requeue(string agentId, bool full)
    {
        if (await ReadyToWrite() is not null)
        {
            RequeueLater();
            return;
        }
        if (_state?.Header is not { Status: SessionStatus.Assigned, DeskId: { } deskId } header || header.AssigneeId != agentId) return;
        var draft = Draft();
        draft.Requeue(full);
        if ((await Write(draft.ToAppend())).Done) await LeaveDesk(deskId);
        else RequeueLater();

        void RequeueLater()
        {
            if (full) return; // the queue says it again while it is so
            _lostAgent = agentId;
            Attend(_options.RetryInterval);
        }
    }

    /// <summary>An agent of the desk speaks where no agent is: the message takes the session over.</summary>
    private async Task<Outcome<Receipt>> SpeakAsNewAgent(Caller caller, OutgoingMessage message, Attachment[]? attachments)
    {
        if (_held.Count > 0 && await CommitHeld() is { } away) return away;
        if (await Earlier(caller, message) is { } earlier) return earlier;
        var (entry, refusal) = await TakeOver(caller, message, attachments);
        if (refusal is not null) return refusal;
        await ShowAnswered(entry!);
        return Remember(entry!, duplicate: false);
    }

    /// <summary>
    /// The queue gives the session to the agent, then the log says so. The broken-off answer, the assignment and the
    /// agent's first message are one write: no entry of the assistant can come after it.
    /// </summary>
    private async Task<(Message? Said, Refusal? Refusal)> TakeOver(Caller agent, OutgoingMessage? message, Attachment[]? attachments = null)
    {
        var deskId = _state!.Header.DeskId!;
        var claim = await Claim(deskId, agent);
        if (claim.Refusal is { } taken) return (null, taken);

        var draft = Draft();
        var ended = Interrupt(draft, "takeover");
        draft.Assign(claim.Value!, agent);
        var entry = message is null ? null : draft.Say(agent, message, attachments);
        var written = await Write(draft.ToAppend());
        if (written.Done)
        {
            await Dismiss(ended);
            return (entry, null);
        }
        // Not committed, or nobody knows: once the log can be read, the queue is told what it says.
        await LeaveDesk(deskId);
        return (null, written.Refusal ?? new(RefusalCode.Conflict, "The message was sent before; read the session anew."));
    }

    private async Task<Outcome<Assignment>> Claim(string deskId, Caller agent)
    {
        try
        {
            return await Queue(deskId).Claim(Id, agent);
        }
        catch (Exception fault)
        {
            // Nobody knows whether the slot was taken, whatever ails the queue: it is given back.
            LogQueueAway(logger, Id, deskId, fault);
            await LeaveDesk(deskId);
            return QueueAway;
        }
    }

    private async Task<Refusal?> RefuseDesk(string deskId)
    {
        try
        {
            return await FindDesk(deskId) is null ? NoSuchDesk : null;
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    private async Task<Refusal?> RefuseTarget(Caller caller, TransferTarget target)
    {
        if (target.DeskId is null == target.AgentId is null) return Invalid("Name a desk or an agent, not both.");
        if (target.DeskId is { } deskId) return await RefuseDesk(deskId) ?? (deskId == _state!.Header.DeskId ? null : (await Route(deskId, null)).Refusal);
        if (target.AgentId == caller.UserId) return Invalid("You have the session already.");
        try
        {
            var seats = await desks.Seats(_state!.Header.DeskId!, CancellationToken.None);
            return Array.Exists(seats, seat => seat.UserId == target.AgentId) ? null : new(RefusalCode.NotFound, "There is no such agent at this desk.");
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    private static Refusal QueueAway { get; } = new(RefusalCode.Timeout, "The desk's queue did not answer; try again in a moment.");

    private IAgentQueue Queue(string deskId) => GrainFactory.GetGrain<IAgentQueue>(deskId);

    /// <summary>What was said lately, so that an agent knows before accepting what it is about, and how it sounds.</summary>
    private async Task<Message[]> Tail()
    {
        try
        {
            return await log.Read(Id, LogKind.Shared, new(null, null, HistoryRange.UsualEntries), CancellationToken.None);
        }
        catch (StoreUnavailableException fault)
        {
            // The wish for a person matters more than what it is about.
            StoreAway(fault);
            return [];
        }
    }

    private static string? GistOf(Message[] tail)
    {
        var said = tail.Where(entry => entry is { Type: not MessageType.System, Recalled: false }).TakeLast(GistEntries);
        var gist = ExtractiveSummary.Extend("", [.. said], MessageRules.MaxReasonLength);
        return gist.Length > 0 ? gist : null;
    }
}
