using LiveChat.Presence;

namespace LiveChat.Simulation.People;

// Coming and going.
internal sealed partial class Agent
{
    private string? _front;
    private PresenceChoice? _chosen;
    private int _fronts;
    private bool _isGone;

    private async Task Come()
    {
        if (_isGone) return;
        if (_front is null)
        {
            _front = $"{Me.UserId}-front-{++_fronts}";
            await Try(client => client.GetGrain<IUserPresence>(Me.UserId).Connect(Me, _front, "page"));
        }
        await Choose(PresenceStatus.Online);
    }

    private async Task Choose(PresenceStatus status)
    {
        var front = _front;
        World.Note($"{Me.UserId} is {status}");
        while (front is not null && _front == front)
        {
            _chosen = new(status, World.Now);
            var refusal = await Insist(client => client.GetGrain<IUserPresence>(Me.UserId).SetStatus(Me, status), answer => answer);
            if (refusal is null) return;
            // The presence was lost with its process, and does not know of the connection yet.
            await Renew();
            await World.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private async Task Leave()
    {
        if (_front is not { } front) return;
        World.Note($"{Me.UserId} leaves");
        (_front, _chosen) = (null, null);
        await Try(client => client.GetGrain<IUserPresence>(Me.UserId).Disconnect(front, "page"));
    }

    /// <summary>The front dies: nobody says that the agent left. The disloyal may stay away.</summary>
    private async Task Vanish()
    {
        if (_front is null) return;
        World.Note($"{Me.UserId} vanishes");
        (_front, _chosen) = (null, null);
        if (!IsLoyal && Dice.Chance(0.5)) _isGone = true;
        else await World.Delay(Dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(100)));
    }

    /// <summary>The front's lease, and word of what a presence that moved may not know.</summary>
    private async Task Renew()
    {
        if (_front is not { } front) return;
        await Try(client => client.GetGrain<IFrontLease>(front).Renew());
        await Try(client => client.GetGrain<IUserPresence>(Me.UserId).Keep(Me, front, "page", _chosen));
    }

    /// <summary>Says it once: what got lost is said again by the routine.</summary>
    private async Task Try(Func<IClusterClient, Task> call)
    {
        try
        {
            await Ask(async client =>
            {
                await call(client);
                return true;
            });
        }
        catch (UnansweredException)
        {
            // The next renewal tells it anew.
        }
    }
}
