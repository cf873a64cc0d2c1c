using LiveChat.Queues;
using LiveChat.Simulation.Engine;
using Orleans.Runtime;

namespace LiveChat.Simulation;

/// <summary>What befalls everybody: the process dies, the database goes away, activations end, an admin changes seats.</summary>
internal sealed class Fate(World world, Dice dice)
{
    private int _processes;

    public async Task Boot()
    {
        var process = new Process(world, ++_processes);
        await process.Start();
        world.Note($"process {_processes} serves");
        world.Running = process;
    }

    public Task[] Begin() => [Kill(), GoAway(), Move(), Administer()];

    private async Task Kill()
    {
        for (var kills = 0; kills < world.Circumstances.Kills; kills++)
        {
            await world.Delay(dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(dice.Of([20, 60]))));
            world.Note("the process is killed");
            var process = world.Running!;
            world.Running = null;
            process.Kill();
            await world.Delay(dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(dice.Of([1, 10]))));
            await Boot();
        }
    }

    private async Task GoAway()
    {
        while (world.Weather.HasOutage)
        {
            await world.Delay(dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(40)));
            world.Note("the database goes away");
            world.Weather.IsAway = true;
            await world.Delay(dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(dice.Of([2, 30]))));
            world.Note("the database is back");
            world.Weather.IsAway = false;
            if (dice.Chance(0.5)) return;
        }
    }

    private async Task Move()
    {
        for (var moves = 0; moves < world.Circumstances.Moves; moves++)
        {
            await world.Delay(dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(20)));
            var movable = world.Running?.Activations.Where(MayMove).ToArray() ?? [];
            if (movable.Length == 0) continue;
            var activation = dice.Of(movable);
            world.Note($"{activation.GrainInstance!.GetType().Name} {activation.GrainId.Key} moves");
            activation.Deactivate(new(DeactivationReasonCode.Migrating, "It moves."));
        }
    }

    private bool MayMove(IGrainContext activation) =>
        activation.GrainInstance is not null and not Presence.FrontLease && (world.Circumstances.QueuesMove || activation.GrainInstance is not AgentQueue);

    private async Task Administer()
    {
        for (var changes = 0; changes < world.Circumstances.Admins; changes++)
        {
            await world.Delay(dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(30)));
            var agent = dice.Of(world.Agents);
            var deskId = dice.Of(agent.Me.Desks);
            if (!agent.IsLoyal && dice.Chance(0.3)) world.Promises.Unseat(deskId, agent.Me.UserId);
            else await world.Promises.Seat(new(deskId, agent.Me.UserId, agent.Me.Name, dice.Between(1, 3)));
            try
            {
                if (world.Running is not { } process) continue;
                var told = process.Call(client => client.GetGrain<IAgentQueue>(deskId).SeatsChanged());
                if (await Task.WhenAny(told, process.Died) != told) continue;
                await told;
                world.Promises.TakenOver(deskId);
            }
            catch (Exception fault) when (Journal.IsExplained(fault))
            {
                // The queue compares itself with the seats from time to time.
            }
        }
    }
}
