using System.Diagnostics;
using LiveChat.Crash;
using LiveChat.Load.Servers;
using Xunit.Abstractions;

namespace LiveChat.Orleans.Tests;

/// <summary>
/// A silo is killed, frozen or replaced under load. Nothing that was acknowledged is lost, nothing is doubled or out of
/// order, and who talks goes on talking; how long that took is written out, for a wall clock proves nothing on a busy machine.
/// </summary>
public sealed class LossTests(ITestOutputHelper output)
{
    private const int Talkers = 12;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(Meeting.Redis, 2)]
    [InlineData(Meeting.Redis, 3)]
    [InlineData(Meeting.AdoNet, 2)]
    public async Task A_killed_silo_takes_nothing_with_it(Meeting meeting, int silos)
    {
        await using var cluster = await TestCluster.Start(meeting, silos, fronts: 2);
        await Talk(cluster, () => cluster.Silos[^1].Kill());
    }

    [Fact]
    public async Task A_frozen_silo_is_given_up_and_may_come_back()
    {
        await using var cluster = await TestCluster.Start(Meeting.Redis, silos: 3, fronts: 1);
        var frozen = cluster.Silos[^1];
        await Talk(cluster, () => TestCluster.Signal(frozen, "STOP"), thaw: () => TestCluster.Signal(frozen, "CONT"));
        // It finds that the others have buried it, and ends; whoever runs it starts it anew.
        await frozen.Exited().WaitAsync(LongestStop);
    }

    [Fact]
    public async Task A_rolling_restart_loses_nothing_and_ends_in_order()
    {
        await using var cluster = await TestCluster.Start(Meeting.Redis, silos: 2, fronts: 2);
        await Talk(cluster, async () =>
        {
            foreach (var silo in cluster.Silos.ToArray())
            {
                await cluster.AddSilo();
                await TestCluster.Signal(silo, "TERM");
                (await silo.Exited().WaitAsync(LongestStop)).Should().Be(0);
            }
        });
    }

    private async Task Talk(TestCluster cluster, Func<Task> happens, Func<Task>? thaw = null)
    {
        var fronts = cluster.Fronts.ConvertAll(front => front.Address).ToArray();
        using var api = new ChatApi(fronts[0]);
        var talkers = new List<Talker>();
        for (var i = 0; i < Talkers; i++)
        {
            var (token, _) = await api.Visitor();
            var (_, other) = await api.Visitor();
            talkers.Add(new(() => fronts, token, await api.Create(token, new { kind = "direct", target = other })));
        }

        using var stop = new CancellationTokenSource();
        var talking = talkers.ConvertAll(talker => talker.TalkUntil(stop.Token, Between));
        await Task.Delay(Before);
        var since = Stopwatch.GetTimestamp();
        await happens();
        await Task.Delay(After);
        if (thaw is not null) await thaw();
        await stop.CancelAsync();
        await Task.WhenAll(talking);

        foreach (var talker in talkers) await talker.Check();
        var longest = talkers.Max(talker => talker.Longest);
        output.WriteLine($"{talkers.Sum(talker => talker.Acknowledged.Count)} lines in {Before + Stopwatch.GetElapsedTime(since):s\\.f} s; the longest took {longest.TotalSeconds:F1} s until it was acknowledged");
        foreach (var talker in talkers) await talker.DisposeAsync();
        longest.Should().BeLessThan(TimeSpan.FromSeconds(30), "somebody hung");
    }
}
