using Xunit.Abstractions;

namespace LiveChat.Clusters;

/// <summary>A cluster that the database keeps together.</summary>
public sealed class MembershipTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_killed_silo_takes_nothing_with_it()
    {
        await using var cluster = await TestCluster.Start(Meeting.AdoNet, silos: 2, fronts: 1);
        await Talking.While(cluster, output, () => cluster.Silos[^1].Kill());
    }
}
