using LiveChat.Chaos.Plan;

namespace LiveChat.Chaos.World;

/// <summary>Makes planned faults happen.</summary>
/// <param name="world">To whom.</param>
/// <param name="seed">By which sockets are chosen.</param>
/// <param name="recovered">Called when the server is ready again after an outage, with the moment by the stopwatch.</param>
internal sealed class Faults(Surroundings world, int seed, Func<long, Task> recovered)
{
    private const int MostLeftBytes = 256 * 1024;
    private static readonly TimeSpan LeastDelay = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan DelayPerStrength = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan JumpPerStrength = TimeSpan.FromSeconds(15);

    /// <summary>Does what is planned: outages one after the other, all else beside them.</summary>
    public async Task Happen(RoundPlan plan)
    {
        var outages = Outages([.. plan.Faults.Where(fault => fault.IsOutage).OrderBy(fault => fault.At)]);
        var others = plan.Faults.Where(fault => !fault.IsOutage).Select(async fault =>
        {
            await Task.Delay(fault.At);
            await Other(fault);
        });
        await Task.WhenAll([outages, .. others]);
    }

    private async Task Outages(PlannedFault[] faults)
    {
        var at = TimeSpan.Zero;
        foreach (var fault in faults)
        {
            if (fault.At > at) await Task.Delay(fault.At - at);
            at = fault.At;
            await recovered(await Outage(fault));
        }
    }

    private async Task<long> Outage(PlannedFault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                await world.Server.Kill();
                return await world.Restart();
            case FaultKind.Stop:
                if (await world.Server.Stop() is var code and not 0) throw new Violation($"told to stop, the server ended with {code}");
                return await world.Restart();
            case FaultKind.Freeze:
                await world.Server.Freeze();
                await Task.Delay(fault.Lasts);
                await world.Server.Thaw();
                break;
            case FaultKind.DiskFull:
                world.Disk.Fill(MostLeftBytes * fault.Strength / 100);
                await Task.Delay(fault.Lasts);
                world.Disk.Free();
                // PostgreSQL gives up when it cannot write its log; who has made room starts it.
                if (world.Database is { } full) await full.Restart();
                break;
            case FaultKind.DatabaseCrash:
                await world.Database!.Crash();
                await Task.Delay(fault.Lasts);
                await world.Database.Restart();
                break;
            default:
                await world.Database!.Freeze();
                await Task.Delay(fault.Lasts);
                await world.Database.Thaw();
                break;
        }

        return await world.Server.Ready();
    }

    private async Task Other(PlannedFault fault)
    {
        var share = (fault.Strength + 1) / 100.0;
        var random = new Random(seed ^ (int)fault.Kind);
        switch (fault.Kind)
        {
            case FaultKind.Cut:
                world.Door.Cut(share, random);
                break;
            case FaultKind.DatabaseCut:
                world.Database!.Link.Cut(share, random);
                break;
            case FaultKind.Delay:
                await Pass(world.Door, () => world.Door.Weather.Delay(LeastDelay, LeastDelay + (DelayPerStrength * fault.Strength)), fault.Lasts);
                break;
            case FaultKind.DatabaseDelay:
                await Pass(world.Database!.Link, () => world.Database.Link.Weather.Delay(LeastDelay / 5, LeastDelay + (DelayPerStrength * fault.Strength / 4)), fault.Lasts);
                break;
            case FaultKind.HalfOpen:
                await Pass(world.Door, () => world.Door.Weather.Block((Way)((fault.Strength % 3) + 1)), fault.Lasts);
                if (fault.Strength >= 50) world.Door.Cut(share, random);
                break;
            case FaultKind.ModelStall:
                world.Model.Manner = (Manner)((fault.Strength % 4) + 1);
                await Task.Delay(fault.Lasts);
                world.Model.Manner = Manner.Well;
                break;
            case FaultKind.ClockAhead:
                world.Clock.Move(JumpPerStrength * (fault.Strength + 1));
                await Task.Delay(MovableClock.SeenWithin);
                break;
            default:
                world.Clock.Move(-JumpPerStrength * (fault.Strength + 1) / 4);
                await Task.Delay(MovableClock.SeenWithin);
                break;
        }
    }

    private static async Task Pass(TcpProxy proxy, Action worsen, TimeSpan lasts)
    {
        worsen();
        await Task.Delay(lasts);
        proxy.Weather.Clear();
    }
}
