using LiveChat.Assistant;

namespace LiveChat.Sessions;

// The assistant's answers. One at a time: a newer question ends the older answer with what it had said so far.
public sealed partial class ChatSession
{
    private RunningReply? _reply;

    /// <inheritdoc/>
    public async Task<Refusal?> StopReply(Caller caller)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.StopReply) is { } refusal) return refusal;
        return _reply is null ? null : await BreakOff("stopped");
    }

    /// <inheritdoc/>
    public async Task<Refusal?> RetryReply(Caller caller)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.RetryReply) is { } refusal) return refusal;
        if (_reply is not null) return new(RefusalCode.Conflict, "An answer is being given; stop it first.");
        try
        {
            var tail = await log.Read(Id, LogKind.Shared, new(null, null, HistoryRange.MostEntries), CancellationToken.None);
            if (Questions.Last(tail) is not { } question) return new(RefusalCode.Conflict, "There is no question to answer.");
            BeginReply(question);
            return null;
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ShowChunk(Guid replyId, int chunkIndex, string content)
    {
        if (_reply is not { Finished: null } reply || reply.ReplyId != replyId) return false;
        if (reply.IsFull)
        {
            reply.Finished = reply.End("stopped");
            Attend(TimeSpan.Zero);
            return false;
        }
        if (reply.Take(chunkIndex, content, Now)) await Publish(new ReplyChunked(Id, replyId, chunkIndex, content));
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> UseTool(Guid replyId, string tool, string subject)
    {
        if (await ReadyToWrite() is not null) return false;
        if (_reply is not { Finished: null } reply || reply.ReplyId != replyId) return false;
        var draft = Draft();
        draft.UseTool(tool, subject);
        return (await Write(draft.ToAppend())).Done && _reply == reply;
    }

    /// <inheritdoc/>
    public async Task EndReply(FinishedReply reply)
    {
        if (_reply is not { Finished: null } running || running.ReplyId != reply.ReplyId) return;
        running.Finished = reply;
        if (_held.Count > 0 || await Ready() is not null) Attend(_options.RetryInterval);
        // Reading the log anew may have shown that the answer had ended.
        else if (_reply == running) await CommitEndOfReply();
    }

    /// <summary>
    /// Has the assistant begin. The call is not waited for, so that the assistant may be busy calling us; a chunk that
    /// overtakes its answer is taken all the same.
    /// </summary>
    private void BeginReply(Message question)
    {
        var reply = new RunningReply(Guid.CreateVersion7(), _state!.Header.ControlEpoch, _options.MaxReplyLength, Now);
        _reply = reply;
        Attend(_options.RetryInterval);
        _ = Begin(reply, new(reply.ReplyId, question.Seq, Questions.TextOf(question), question.SenderName, AskerOf(question), _state.Header.DeskId));
    }

    // Whoever has an answer given anew, tools are used with the rights of who asked; and of those the own ones alone, no desk's.
    private Caller? AskerOf(Message question) =>
        _state!.Member(question.SenderId) is { } member ? new(member.UserId, member.Name, member.Role, []) : null;

    private async Task Begin(RunningReply reply, ReplyRequest request)
    {
        try
        {
            await GrainFactory.GetGrain<IAssistant>(Id).Begin(request);
        }
        catch (Exception fault)
        {
            // Whatever keeps the assistant from beginning, the question gets its final entry.
            LogAssistantAway(logger, Id, reply.ReplyId, fault);
            reply.Finished ??= new(reply.ReplyId, "", 0, [], "unavailable");
            Attend(TimeSpan.Zero);
        }
    }

    /// <summary>An answer that a write ends, with its final entry.</summary>
    private sealed record EndedReply(RunningReply Reply, FinishedReply Final);

    /// <summary>
    /// Ends the answer being given, if there is one, within a write: its final entry comes first, and the epoch rises.
    /// </summary>
    private EndedReply? Interrupt(LogDraft draft, string reason)
    {
        if (_reply is not { } reply) return null;
        var final = reply.End(reason);
        draft.EndReply(final, _options.MaxReplyLength);
        draft.RaiseEpoch(draft.Header.Control);
        return new(reply, final);
    }

    /// <summary>The final entry stands: the assistant is told to cease. What still comes of it is refused.</summary>
    private async Task Dismiss(EndedReply? ended)
    {
        if (ended is null) return;
        if (_reply == ended.Reply) _reply = null;
        if (ended.Final.Interrupted is not { } reason) return;
        _ = Cease(ended.Reply.ReplyId);
        await Publish(new ReplyInterrupted(Id, ended.Reply.ReplyId, reason));
    }

    /// <summary>A write whose outcome nobody saw may have ended the answer: then the epoch in the log has risen.</summary>
    private void ForgetEndedReply()
    {
        if (_reply is not { } reply || _state?.Header.ControlEpoch == reply.Epoch) return;
        _reply = null;
        _ = Cease(reply.ReplyId);
    }

    private async Task Cease(Guid replyId)
    {
        try
        {
            await GrainFactory.GetGrain<IAssistant>(Id).Cease(replyId);
        }
        catch (Exception fault)
        {
            // It costs the model's time only: the session refuses what comes late.
            LogAssistantAway(logger, Id, replyId, fault);
        }
    }

    private async Task<Refusal?> BreakOff(string reason)
    {
        var draft = Draft();
        var ended = Interrupt(draft, reason);
        var written = await Write(draft.ToAppend());
        if (written.Refusal is { } refusal) return refusal;
        await Dismiss(ended);
        return null;
    }

    /// <summary>Commits the end that the assistant reported. What does not succeed is tried again.</summary>
    private async Task CommitEndOfReply()
    {
        var reply = _reply!;
        var final = reply.Finished!;
        var draft = Draft();
        draft.EndReply(final, _options.MaxReplyLength);
        // The answer is over, and should nobody see this commit happen, the epoch tells so when the log is read again.
        draft.RaiseEpoch(draft.Header.Control);
        var written = await Write(draft.ToAppend());
        if (written.Refusal is null)
        {
            await Dismiss(new(reply, final));
            return;
        }
        // A text that the database will not have must not keep the answer from ending.
        if (written.Refusal.Code is RefusalCode.Invalid) reply.Finished = new(reply.ReplyId, "", 0, [], "unavailable");
        Attend(_options.RetryInterval);
    }
}
