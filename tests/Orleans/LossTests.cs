using Xunit.Abstractions;

namespace LiveChat.Clusters;

/// <summary>
/// A silo is killed, frozen or replaced under load. Nothing that was acknowledged is lost, nothing is doubled or out of
/// order, and who talks goes on talking; how long that took is written out, for a wall clock proves nothing on a busy machine.
/// </summary>
public sealed class LossTests(ITestOutputHelper output)
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_killed_silo_takes_nothing_with_it(int silos)
    {
        await using var cluster = await TestCluster.Start(Meeting.Redis, silos, fronts: 2);
        await Talking.While(cluster, output, () => cluster.Silos[^1].Kill());
    }

    [Fact]
    public async Task A_frozen_silo_loses_nothing_and_does_no_harm_when_it_comes_back()
    {
        await using var cluster = await TestCluster.Start(Meeting.Redis, silos: 3, fronts: 1);
        var frozen = cluster.Silos[^1];
        await Talking.While(cluster, output, () => TestCluster.Signal(frozen, "STOP"), thaw: () => TestCluster.Signal(frozen, "CONT"));
    }

    [Fact]
    public async Task A_rolling_restart_loses_nothing_and_ends_in_order()
    {
        await using var cluster = await TestCluster.Start(Meeting.Redis, silos: 2, fronts: 2);
        await Talking.While(cluster, output, async () =>
        {
            foreach (var silo in cluster.Silos.ToArray())
            {
                await cluster.AddSilo();
                await TestCluster.Signal(silo, "TERM");
                (await silo.Exited().WaitAsync(LongestStop)).Should().Be(0);
            }
        });
    }
}
