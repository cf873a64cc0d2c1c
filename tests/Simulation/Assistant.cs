using LiveChat.Assistant;
using LiveChat.Sessions;
using LiveChat.Simulation.Engine;

namespace LiveChat.Simulation;

/// <summary>An assistant that answers in pieces, late, not to the end, or not at all.</summary>
internal sealed class Assistant(World world, TimeProvider clock) : Grain, IAssistant
{
    private readonly HashSet<Guid> _begun = [];
    private readonly HashSet<Guid> _ceased = [];
    private readonly Dice _dice = world.Dice.Fork();

    public Task Begin(ReplyRequest request)
    {
        if (_begun.Add(request.ReplyId)) _ = Answer(request.ReplyId);
        return Task.CompletedTask;
    }

    public Task Cease(Guid replyId)
    {
        _ceased.Add(replyId);
        return Task.CompletedTask;
    }

    public Task<SessionSummary> Summarise() => Task.FromResult(new SessionSummary("", 0));

    public Task<SuggestedReply> Suggest() => Task.FromResult(new SuggestedReply("", [], 0));

    private async Task Answer(Guid replyId)
    {
        var session = GrainFactory.GetGrain<ISessionControl>(this.GetPrimaryKey());
        var pieces = _dice.Between(0, 4);
        for (var piece = 0; piece < pieces; piece++)
        {
            await Pause();
            // What was ceased is refused all the same, should the word of it have been lost.
            if (_ceased.Contains(replyId) && _dice.Chance(0.5)) return;
            if (!await Say(() => session.ShowChunk(replyId, piece, "la ").AsTask())) return;
        }
        if (_dice.Chance(0.05)) return;
        await Pause();
        FinishedReply final = pieces == 0 ? new(replyId, "", 0, [], "unavailable") : new(replyId, string.Concat(Enumerable.Repeat("la ", pieces)), pieces, [], null);
        await Say(async () =>
        {
            await session.EndReply(final);
            return true;
        });
    }

    private Task Pause() => Task.Delay(_dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(_dice.Of([0.05, 0.5, 5]))), clock);

    /// <summary>Whether the answer may go on. A fault is tried again for a while, as the real one does.</summary>
    private async Task<bool> Say(Func<Task<bool>> call)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (Journal.IsExplained(fault))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
            }
        }
        return false;
    }
}
