using LiveChat.Sessions;
using LiveChat.Simulation.Engine;

namespace LiveChat.Simulation.People;

/// <summary>Somebody with a client that does as ours: what is not acknowledged is sent again, under the same id, until it is known what became of it.</summary>
internal abstract class Person(World world, Caller me, Dice dice)
{
    private int _said;

    public Caller Me => me;

    /// <summary>What was to be said, and what became of it.</summary>
    public List<Sent> Sent { get; } = [];

    /// <summary>What the person sees of the sessions that they follow.</summary>
    public Dictionary<Guid, Follower> Followed { get; } = [];

    protected World World => world;

    protected Dice Dice => dice;

    public abstract Task Live();

    /// <summary>Asks once.</summary>
    /// <exception cref="UnansweredException">Nobody knows what became of it.</exception>
    public async Task<T> Ask<T>(Func<IClusterClient, Task<T>> call)
    {
        var isBadLine = !world.IsSettling && dice.Chance(world.Circumstances.Loss / 3);
        if (world.Running is not { } process || (isBadLine && dice.Chance(0.5))) throw new UnansweredException("It did not get there.");
        try
        {
            var answer = process.Call(call);
            var lost = isBadLine ? world.Delay(dice.Within(TimeSpan.Zero, TimeSpan.FromMilliseconds(20))) : process.Died;
            if (await Task.WhenAny(answer, process.Died, lost) == answer) return await answer;
        }
        catch (Exception fault) when (Journal.IsExplained(fault))
        {
            throw new UnansweredException(fault.Message);
        }
        throw new UnansweredException("No answer came.");
    }

    /// <summary>Asks until there is an answer that is none of "later".</summary>
    protected async Task<T> Insist<T>(Func<IClusterClient, Task<T>> call, Func<T, Refusal?> refusal)
    {
        while (true)
        {
            try
            {
                var answer = await Ask(call);
                if (refusal(answer) is not { Code: RefusalCode.StoreUnavailable or RefusalCode.Overloaded or RefusalCode.Timeout }) return answer;
            }
            catch (UnansweredException)
            {
                // It is sent again, as long as nobody knows.
            }
            await world.Delay(dice.Within(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(3)));
        }
    }

    protected async Task<Refusal?> Insist(Func<IChatSession, Task<Refusal?>> call, Guid sessionId) =>
        await Insist(client => call(client.GetGrain<IChatSession>(sessionId)), answer => answer);

    /// <summary>Says something, now and then from two pages at once.</summary>
    protected async Task Say(Guid sessionId)
    {
        var sent = new Sent(sessionId, $"{me.UserId}-{++_said}", $"{me.UserId} says {_said}");
        Sent.Add(sent);
        world.Note($"{me.UserId} says {sent.ClientId} in {world.NameOf(sessionId)}");
        if (dice.Chance(0.1)) await Task.WhenAll(Deliver(sent), Deliver(sent));
        else await Deliver(sent);
        world.Note($"{me.UserId}: {sent}");
    }

    protected async Task MarkRead(Follower follower)
    {
        var seq = follower.Whole;
        if (seq > 0 && await Insist(session => session.MarkRead(me, seq), follower.SessionId) is null) follower.Read = Math.Max(follower.Read, seq);
    }

    protected Follower Follow(Guid sessionId)
    {
        if (Followed.TryGetValue(sessionId, out var known)) return known;
        var follower = new Follower(world, this, sessionId, dice.Fork());
        Followed.Add(sessionId, follower);
        follower.Begin();
        return follower;
    }

    protected Task Think() => world.Delay(dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(dice.Of([0.2, 3, 15]))));

    private async Task Deliver(Sent sent)
    {
        var message = new OutgoingMessage(sent.ClientId, sent.Text);
        while (true)
        {
            var outcome = await Insist(client => client.GetGrain<IChatSession>(sent.SessionId).Send(me, message), answer => answer.Refusal);
            if (outcome.Value is { Durable: false })
            {
                await world.Delay(TimeSpan.FromSeconds(1));
                continue;
            }
            if (outcome.Refusal is { } refusal) sent.Refused ??= refusal.Code;
            else if (sent.Receipt is { } first && (first.Seq, first.MessageId) != (outcome.Value!.Seq, outcome.Value.MessageId)) world.Promises.Break($"{sent} has another receipt: {outcome.Value}");
            else sent.Receipt = outcome.Value;
            return;
        }
    }
}

/// <summary>Nobody knows what became of what was asked.</summary>
internal sealed class UnansweredException(string message) : Exception(message);

/// <summary>A message as its sender knows it.</summary>
internal sealed record Sent(Guid SessionId, string ClientId, string Text)
{
    public Receipt? Receipt { get; set; }

    /// <summary>The code with which it was refused for good.</summary>
    public string? Refused { get; set; }

    /// <summary>Whether taking it back was acknowledged; null when it was never asked for, or nobody knows.</summary>
    public bool? Recalled { get; set; }

    public override string ToString() => $"{ClientId} {(Receipt is { } receipt ? $"stands at {receipt.Seq}" : $"was refused: {Refused}")}";
}
