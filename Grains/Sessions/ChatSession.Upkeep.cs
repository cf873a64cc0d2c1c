using LiveChat.Queues;
using Microsoft.Extensions.Logging;

namespace LiveChat.Sessions;

// What is tried again until it is done. One timer for all of it, and none while there is nothing to do.
public sealed partial class ChatSession
{
    // Desks whose queue may not know what the header says; true where a place there is to be given up first.
    private readonly Dictionary<string, bool> _unsettled = new(StringComparer.Ordinal);
    private IGrainTimer? _upkeep;
    private string? _lostAgent;
    private bool _lookForOrphan;

    // When it was closed, in this life of the grain: its desk is told.
    private DateTimeOffset? _closedAt;

    /// <summary>After a restart a session that waits makes sure that its queue knows.</summary>
    private void RejoinQueue()
    {
        if (_state?.Header is not { Status: SessionStatus.Waiting, DeskId: { } deskId }) return;
        _unsettled[deskId] = false;
        Attend(TimeSpan.Zero);
    }

    /// <summary>Once the session was read: it may end with a question that nobody is answering.</summary>
    private void LookForOrphan()
    {
        if (_reply is not null || _state?.Header is not { Control: SessionControl.Assistant, Status: SessionStatus.Open, LastSeq: > 0 }) return;
        _lookForOrphan = true;
        Attend(TimeSpan.Zero);
    }

    private bool SomethingIsDue => _held.Count > 0 || _reply is not null || _unsettled.Count > 0 || _lostAgent is not null || _lookForOrphan;

    /// <summary>Looks after what is due, first in so long, then at each interval; the activation stays until then.</summary>
    private void Attend(TimeSpan dueTime)
    {
        if (_upkeep is not null && dueTime > TimeSpan.Zero) return;
        if (_upkeep is not null) _upkeep.Change(dueTime, _options.RetryInterval);
        else _upkeep = this.RegisterGrainTimer(Upkeep, new() { DueTime = dueTime, Period = _options.RetryInterval, KeepAlive = true });
    }

    private async Task Upkeep(CancellationToken token)
    {
        if (await ReadyToWrite() is null && _state is not null)
        {
            await EndOrphan();
            await LookAfterReply();
            if (_lostAgent is { } agentId)
            {
                _lostAgent = null;
                await AgentLost(agentId);
            }
        }
        if (_known) await Settle();
        if (!_known || (SomethingIsDue && (_state is not null || _unsettled.Count > 0))) return;
        _upkeep?.Dispose();
        _upkeep = null;
    }

    /// <summary>
    /// A question whose answer died with a process gets a final entry that says so, and can be asked anew. One that was
    /// stored without our seeing it has not been put to the assistant yet.
    /// </summary>
    private async Task EndOrphan()
    {
        if (!_lookForOrphan) return;
        if (_reply is null && _state!.Header is { Control: SessionControl.Assistant, Status: SessionStatus.Open })
        {
            if (await UnansweredQuestion() is not (true, var question)) return;
            if (question is not null && _hasServed)
            {
                BeginReply(question);
            }
            else if (question is not null)
            {
                var draft = Draft();
                draft.EndReply(new(Guid.CreateVersion7(), "", 0, [], "restart"), _options.MaxReplyLength);
                if (!(await Write(draft.ToAppend())).Done) return;
            }
        }
        _lookForOrphan = false;
    }

    private async Task<(bool Known, Message? Question)> UnansweredQuestion()
    {
        try
        {
            return (true, Questions.Unanswered(await log.Read(Id, LogKind.Shared, new(null, null, HistoryRange.UsualEntries), CancellationToken.None)));
        }
        catch (StoreUnavailableException fault)
        {
            StoreAway(fault);
            return (false, null);
        }
    }

    private async Task LookAfterReply()
    {
        if (_reply is not { } reply) return;
        if (reply.Finished is null)
        {
            if (Now - reply.LastHeard < _options.ReplySilence) return;
            LogReplySilent(logger, Id, reply.ReplyId);
            reply.Finished = reply.End("timeout");
        }
        await CommitEndOfReply();
    }

    /// <summary>The session does not hold a place at the desk any more, or is to get a new one.</summary>
    private Task LeaveDesk(string? deskId)
    {
        if (deskId is null) return Task.CompletedTask;
        _unsettled[deskId] = true;
        return SettleSoon();
    }

    /// <summary>Nobody knows whether the session stands otherwise now: once that is read, the queues are told.</summary>
    private void DoubtPlace(SessionHeader perhaps)
    {
        var known = _state?.Header;
        if ((known?.Status, known?.DeskId, known?.AssigneeId) == (perhaps.Status, perhaps.DeskId, perhaps.AssigneeId)) return;
        if (known is { DeskId: { } left, Status: SessionStatus.Waiting or SessionStatus.Assigned }) _unsettled[left] = true;
        if (perhaps is { DeskId: { } entered, Status: SessionStatus.Waiting }) _unsettled.TryAdd(entered, false);
        if (_unsettled.Count > 0) Attend(_options.RetryInterval);
    }

    /// <summary>Tells the desk's queue that the session waits; null when it could not be told yet.</summary>
    private async Task<QueuePlace?> TellQueue(string deskId)
    {
        _unsettled.TryAdd(deskId, false);
        return await SettleSoon();
    }

    private async Task<QueuePlace?> SettleSoon()
    {
        var place = _known ? await Settle() : null;
        if (_unsettled.Count > 0) Attend(_options.RetryInterval);
        return place;
    }

    /// <summary>Makes the queues agree with the header, which is the truth.</summary>
    private async Task<QueuePlace?> Settle()
    {
        QueuePlace? place = null;
        foreach (var (deskId, giveUpFirst) in _unsettled.ToArray())
        {
            try
            {
                var header = _state?.Header.DeskId == deskId ? _state.Header : null;
                if (header?.Status is not SessionStatus.Assigned)
                {
                    if (_closedAt is { } at && header is { Status: SessionStatus.Closed, WaitingSince: { } since }) await Queue(deskId).Closed(Id, since, at, header.AssigneeId);
                    if (giveUpFirst) await Queue(deskId).Release(Id);
                    if (header?.Status is SessionStatus.Waiting) place = await Queue(deskId).Enqueue(TicketOf(header));
                }
                _unsettled.Remove(deskId);
            }
            catch (Exception fault)
            {
                // Whatever ails the queue: it is told again until it has heard.
                LogQueueAway(logger, Id, deskId, fault);
            }
        }
        return place;
    }

    private QueueTicket TicketOf(SessionHeader header) => new(
        Id,
        _state!.Member(header.CreatorId)?.Name ?? "",
        header.WaitingSince ?? header.UpdatedAt,
        header.Urgency,
        header.PreviousAgentId,
        header.RequestedAgentId,
        header.WaitingReason);
}
