using System.Globalization;
using LiveChat.Testing;
using Xunit.Abstractions;

namespace LiveChat.Simulation;

/// <summary>
/// The real sessions, queues and presences on the real engine, in worlds in which scheduler, clock, database and people are
/// simulated: a seed is a history, and the same history each time. <c>LIVECHAT_SEED</c> plays one, <c>LIVECHAT_SEEDS</c> more.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int UsualSeeds = 1_000;
    private const int MostFailures = 20;

    [Fact]
    public void Every_promise_holds_through_any_history()
    {
        var (histories, steps, failed, told) = (0, 0L, new List<string>(), "");
        foreach (var seed in Seeds.UpTo(UsualSeeds))
        {
            var world = Play(seed);
            (histories, steps) = (histories + 1, steps + world.Simulator.Steps);
            if (world.Promises.Broken.Count == 0) continue;
            if (failed.Count == 0) told = Tell(world);
            failed.Add($"{Seeds.Replay(seed)}: {world.Promises.Broken[0]}");
            if (failed.Count == MostFailures) break;
        }
        if (failed.Count > 0) Assert.Fail($"{string.Join('\n', failed)}\n\n{told}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{histories} histories of {steps / Math.Max(histories, 1)} steps on average."));
    }

    [Fact]
    public void A_seed_is_the_same_history_each_time()
    {
        foreach (var seed in Seeds.UpTo(20))
        {
            var (first, second) = (Play(seed), Play(seed));
            second.History.Should().Equal(first.History, Seeds.Replay(seed));
            (second.Simulator.Steps, second.Simulator.Fingerprint).Should().Be((first.Simulator.Steps, first.Simulator.Fingerprint), Seeds.Replay(seed));
        }
    }

    private static World Play(ulong seed)
    {
        var world = new World(seed);
        try
        {
            world.Play();
        }
        catch (Exception fault) // whatever ends a history before its end belongs to its seed
        {
            world.Promises.Break($"the history ended with {fault}");
        }
        finally
        {
            world.Running?.Kill();
        }
        return world;
    }

    private static string Tell(World world) => $"The first of them:\n{string.Join('\n', world.Promises.Broken)}\n\nIts history:\n{string.Join('\n', world.History)}\n\nWhat is stored:\n{string.Join('\n', world.Logs)}";
}
