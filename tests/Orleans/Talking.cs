using System.Diagnostics;
using LiveChat.Crash;
using Xunit.Abstractions;

namespace LiveChat.Clusters;

/// <summary>A load that checks itself: each session's log against what was acknowledged in it.</summary>
internal static class Talking
{
    private const int Talkers = 12;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    /// <summary>Many talk before it happens, meanwhile and after.</summary>
    public static async Task While(TestCluster cluster, ITestOutputHelper output, Func<Task> happens, Func<Task>? thaw = null)
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
        if (thaw is not null)
        {
            await thaw();
            // What it had taken before it froze, it does now: too late, for others own its sessions.
            await Task.Delay(After);
        }

        await stop.CancelAsync();
        await Task.WhenAll(talking);

        foreach (var talker in talkers) await talker.Check();
        var longest = talkers.Max(talker => talker.Longest);
        output.WriteLine($"{talkers.Sum(talker => talker.Acknowledged.Count)} lines in {Before + Stopwatch.GetElapsedTime(since):s\\.f} s; the longest took {longest.TotalSeconds:F1} s until it was acknowledged");
        foreach (var setback in talkers.SelectMany(talker => talker.Setbacks).GroupBy(each => each.Key, each => each.Value, StringComparer.Ordinal)) output.WriteLine($"{setback.Sum()} × {setback.Key}");
        foreach (var talker in talkers) await talker.DisposeAsync();
        longest.Should().BeLessThan(Longest, "somebody hung");
    }
}
