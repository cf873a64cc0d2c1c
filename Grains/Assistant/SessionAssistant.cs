using LiveChat.Assistant.Tools;
using LiveChat.Audit;
using LiveChat.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Assistant;

/// <inheritdoc cref="IAssistant"/>
/// <remarks>A reply runs beside the grain's calls, on its scheduler: it needs no thread of its own, and no lock.</remarks>
public sealed partial class SessionAssistant(
    IChatClient model,
    IMessageLog log,
    ISummary summary,
    ISuggestion suggestion,
    IEnumerable<IAssistantTool> tools,
    IAuditLog audit,
    ReplyRhythm rhythm,
    TimeProvider clock,
    IOptions<AssistantOptions> options,
    IOptions<ToolOptions> toolOptions,
    ILogger<SessionAssistant> logger) : Grain, IAssistant
{
    // A reply that is begun twice is begun twice within moments.
    private const int KnownReplies = 32;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    private readonly Queue<Guid> _begun = new();
    private readonly CancellationTokenSource _gone = new();
    private Memory _memory = null!;
    private Reply? _reply;
    private Task _running = Task.CompletedTask;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _memory = new Memory(this.GetPrimaryKey(), log, summary, options.Value);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _gone.CancelAsync();
        if (_reply is { } reply) await reply.BreakOff(ReplyEnd.Restart);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public async Task Begin(ReplyRequest request)
    {
        if (_begun.Contains(request.ReplyId)) return;
        _begun.Enqueue(request.ReplyId);
        if (_begun.Count > KnownReplies) _begun.Dequeue();

        // The session begins another only when it has ended the last.
        if (_reply is { } last) await last.BreakOff(ReplyEnd.Ceased);
        DelayDeactivation(options.Value.ReplyTimeout + options.Value.EndTimeout);
        _running = Task.WhenAll(_running, Answer(request));
    }

    public Task Cease(Guid replyId) =>
        _reply is { } reply && reply.ReplyId == replyId ? reply.BreakOff(ReplyEnd.Ceased) : Task.CompletedTask;

    private async Task Answer(ReplyRequest request)
    {
        var session = GrainFactory.GetGrain<ISessionControl>(this.GetPrimaryKey());
        using (var reply = _reply = new Reply(request.ReplyId, session, rhythm, options.Value.ReplyTimeout, clock))
        {
            var toolbox = ToolboxFor(request, session);
            var interrupted = await Speak(request, reply, toolbox);
            if (interrupted != ReplyEnd.Ceased) await End(session, reply.Finished(interrupted));
            if (interrupted is null && reply.IsUnanswered) _ = TellUnanswered(request);
            if (interrupted is null) await HandOver(toolbox);
            if (_reply == reply) _reply = null;
        }

        await Digest();
        // Nothing is under way that must not be let go of.
        if (_reply is null) DelayDeactivation(TimeSpan.Zero);
    }

    /// <summary>Lets the model speak; answers why it did not come to its end, or null when it did.</summary>
    private async Task<string?> Speak(ReplyRequest request, Reply reply, Toolbox? toolbox)
    {
        try
        {
            await reply.Stream(model.GetStreamingResponseAsync(await Recall(request, reply.Over), With(request, toolbox), reply.Over));
            return reply.BrokenOff == ReplyEnd.Ceased ? ReplyEnd.Ceased : reply.IsEmpty ? ReplyEnd.Unavailable : null;
        }
        catch (OperationCanceledException)
        {
            // Broken off, or the session lets it use no tool: as with a piece, the session must be told the end if it waits for one.
            return reply.BrokenOff ?? ReplyEnd.Restart;
        }
        catch (AiFailureException e)
        {
            LogFailed(e, request.ReplyId, e.Failure);
            return e.Failure == AiFailure.Timeout ? ReplyEnd.Timeout : ReplyEnd.Unavailable;
        }
        catch (Exception e)
        {
            // A fault of ours, whatever it is, must not leave the asker waiting for an end.
            LogFault(e, request.ReplyId);
            return ReplyEnd.Unavailable;
        }
    }

    private async Task<ChatMessage[]> Recall(ReplyRequest request, CancellationToken token)
    {
        try
        {
            return await _memory.Recall(request, token).WaitAsync(token);
        }
        catch (StoreUnavailableException e)
        {
            LogForgetful(e, request.ReplyId);
            return [Memory.Question(request)];
        }
    }

    private async Task End(ISessionControl session, FinishedReply reply)
    {
        using var limit = new CancellationTokenSource(options.Value.EndTimeout, clock);
        while (true)
        {
            try
            {
                await session.EndReply(reply).WaitAsync(limit.Token);
                return;
            }
            catch (Exception e) when (!limit.IsCancellationRequested)
            {
                // The session takes an end once however often it is told, and what keeps it away may pass.
                LogRetry(e, reply.ReplyId);
            }
            catch (Exception e)
            {
                // Its own watch ends the reply.
                LogGivenUp(e, reply.ReplyId);
                return;
            }

            await Task.Delay(RetryInterval, clock, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task Digest()
    {
        using var limit = new CancellationTokenSource(options.Value.ReplyTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _gone.Token);
        try
        {
            await _memory.Digest(either.Token).WaitAsync(either.Token);
        }
        catch (Exception e)
        {
            // What fell out stays to be folded in after the next reply.
            LogUndigested(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {ReplyId}: the model failed ({Failure})")]
    private partial void LogFailed(Exception e, Guid replyId, AiFailure failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reply {ReplyId}: ended by a fault")]
    private partial void LogFault(Exception e, Guid replyId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {ReplyId}: answered without memory, the log cannot be read")]
    private partial void LogForgetful(Exception e, Guid replyId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {ReplyId}: the session does not take its end; trying again")]
    private partial void LogRetry(Exception e, Guid replyId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reply {ReplyId}: the session did not take its end in time")]
    private partial void LogGivenUp(Exception e, Guid replyId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The conversation's summary could not be extended")]
    private partial void LogUndigested(Exception e);
}
