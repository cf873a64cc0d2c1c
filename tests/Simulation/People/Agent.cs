using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Sessions;
using LiveChat.Simulation.Engine;
using Orleans.Streams;

namespace LiveChat.Simulation.People;

/// <summary>An agent: comes and goes, takes what is offered or does not, talks, passes on, ends.</summary>
internal sealed partial class Agent(World world, Caller me, Dice dice, bool isLoyal) : Person(world, me, dice)
{
    private readonly HashSet<(Guid, DateTimeOffset)> _offers = [];
    private bool _isDone;

    /// <summary>Always comes back, and keeps their seats.</summary>
    public bool IsLoyal => isLoyal;

    public override async Task Live()
    {
        World.Begin(Routine);
        World.Begin(HearOffers);
        for (var deeds = World.Circumstances.Deeds; deeds > 0 && !World.IsSettling; deeds--)
        {
            await Think();
            await Do();
        }
    }

    public async Task End()
    {
        _isDone = true;
        foreach (var follower in Followed.Values) await follower.End();
    }

    private Task Do()
    {
        switch (Dice.Below(20))
        {
            case < 4: return Come();
            case 4: return Choose(PresenceStatus.Away);
            case 5: return Leave();
            case 6: return Vanish();
            case < 10 when Pick(SessionStatus.Waiting) is { } waiting: return Accept(waiting);
            case 10 when Pick(SessionStatus.Open) is { } open: return Say(open);
            case < 15 when Mine() is { } mine: return Say(mine);
            case 15 when Mine() is { } mine: return Pass(mine);
            case 16 when Mine() is { } mine: return Told("closes", mine, session => session.Close(Me, null));
            case 17 when Mine() is { } mine: return MarkRead(Follow(mine));
            default: return Come();
        }
    }

    private Guid? Pick(SessionStatus status) => Pick(header => header.Status == status && Me.WorksAt(header.DeskId));

    private Guid? Mine() => Pick(header => header.Status is SessionStatus.Assigned && header.AssigneeId == Me.UserId);

    private Guid? Pick(Func<SessionHeader, bool> wanted)
    {
        var found = World.Database.Log.Sessions().Where(session => wanted(session.Header)).ToArray();
        return found.Length == 0 ? null : Dice.Of(found).Header.SessionId;
    }

    private async Task Accept(Guid sessionId)
    {
        World.Note($"{Me.UserId} accepts {World.NameOf(sessionId)}");
        var answer = await Insist(client => client.GetGrain<IChatSession>(sessionId).Accept(Me), answer => answer.Refusal);
        World.Note($"{Me.UserId}: {answer.Refusal?.Code ?? $"has {World.NameOf(sessionId)}"}");
        if (answer.Value is not null) Follow(sessionId);
    }

    private Task Pass(Guid sessionId)
    {
        var colleague = Dice.Of(World.Agents).Me.UserId;
        var target = Dice.Chance(0.5) ? new TransferTarget(Dice.Of(Circumstances.Desks), null, null) : new TransferTarget(null, colleague, "please");
        return Told($"passes on to {target.DeskId ?? target.AgentId}", sessionId, session => session.Transfer(Me, target));
    }

    private async Task Told(string what, Guid sessionId, Func<IChatSession, Task<Refusal?>> deed)
    {
        World.Note($"{Me.UserId} {what}: {World.NameOf(sessionId)}");
        var refusal = await Insist(deed, sessionId);
        World.Note($"{Me.UserId}: {refusal?.Code ?? "done"}");
    }

    /// <summary>What an agent's page does by itself: the front's lease, offers, and at the end working off what is there.</summary>
    private async Task Routine()
    {
        for (var second = 0; !_isDone; second++)
        {
            await World.Delay(TimeSpan.FromSeconds(1));
            if (World.IsSettling && !_isGone && second % 3 == 0) await WorkOff();
            if (_front is null) continue;
            if (second % 10 == 0) await Renew();
            if (second % 15 == 0) await LookAtOffers();
        }
    }

    private async Task HearOffers()
    {
        while (!_isDone)
        {
            var process = await World.Up();
            var stream = process.Client.GetStreamProvider(StreamNames.Provider).GetStream<UserEvent>(StreamNames.User(Me.UserId));
            await Task.WhenAny(stream.SubscribeAsync((happened, _) => Hear(happened)), process.Died);
            await process.Died;
        }
    }

    private Task Hear(UserEvent happened)
    {
        World.Promises.Told(Me.UserId, happened);
        if (happened is SessionOffered { Offer: var offer } && _front is not null && !Dice.Chance(World.Circumstances.Loss)) World.Outside.Post(() => Consider(offer));
        return Task.CompletedTask;
    }

    private async Task LookAtOffers()
    {
        foreach (var deskId in Me.Desks)
        {
            try
            {
                var desk = await Ask(client => client.GetGrain<IAgentQueue>(deskId).Snapshot(Me));
                foreach (var offer in desk.Value?.Offers ?? []) Consider(offer);
            }
            catch (UnansweredException)
            {
                // It is looked at again.
            }
        }
    }

    private void Consider(Offer offer)
    {
        if (_offers.Add((offer.SessionId, offer.ExpiresAt))) World.Begin(() => Answer(offer));
    }

    private async Task Answer(Offer offer)
    {
        await World.Delay(Dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(World.IsSettling ? 1 : Dice.Of([1, 6, 40]))));
        if (World.IsSettling || Dice.Chance(0.7)) await Accept(offer.SessionId);
        else if (Dice.Chance(0.5)) await Told("declines", offer.SessionId, session => session.Decline(Me));
        else World.Note($"{Me.UserId} lets the offer of {World.NameOf(offer.SessionId)} run out");
    }

    private async Task WorkOff()
    {
        if (_front is null || _chosen is not { Status: PresenceStatus.Online }) await Come();
        while (Mine() is { } mine)
        {
            await Say(mine);
            await Told("closes", mine, session => session.Close(Me, null));
        }
    }
}
