using System.Diagnostics;
using LiveChat.Testing;
using Xunit.Abstractions;

namespace LiveChat.LongRun;

/// <summary>
/// People come to the built server through real sockets, ask the assistant and persons, meet in groups, send files, and go with or
/// without a goodbye. When the last has gone, nothing of them is left in its memory.
/// </summary>
/// <remarks><c>LIVECHAT_LONG_RUN_MINUTES</c> makes it a long one (30 in the nightly profile), which also says where the memory goes.</remarks>
public sealed class LongRunTests(ITestOutputHelper output)
{
    private const double MostGrowthPerHour = 0.01;

    // Desks, schedules, the trail, the sweeps: there is one or one for each desk of them, whoever comes.
    private const int KeptOfOneType = 4;
    private const int KeptTimers = 20;

    // The operator's own, who looks at the figures, and those of the database's and the model's client.
    private const int KeptSockets = 8;

    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(5);
    private static readonly Profile Profile = Profile.Chosen;
    private readonly List<Sample> _samples = [];

    [Fact]
    public async Task When_all_have_gone_nothing_of_them_is_left()
    {
        var data = Directory.CreateTempSubdirectory("livechat-long-run-");
        try
        {
            await using var model = ScriptedModel.Start(Answer);
            await using var server = await Server.Start(Profile.Settings(data.FullName, model.Address));
            var start = await server.Look(TimeSpan.Zero);
            output.WriteLine($"{Sample.Header}\n{start}");
            try
            {
                await ComeAndGo(server);
                await Settle(server, start);
            }
            finally
            {
                Write();
                output.WriteLine(server.Output);
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
        if (Profile.IsLong) JudgeMemory();
    }

    private async Task ComeAndGo(Server server)
    {
        var seed = Random.Shared.Next();
        using var site = new Site(server.Address);
        var (crowd, agents) = (new Crowd(site, seed, withSilent: Profile.IsLong), new Agents(site));
        using var closing = new CancellationTokenSource(Profile.Length);
        using var closed = new CancellationTokenSource();
        var working = agents.Work(closed.Token);
        var coming = crowd.Come(Profile.Visitors, closing.Token);
        await Watch(server, closing.Token);
        await coming;
        await closed.CancelAsync();
        await working.WaitAsync(LongestSettling);
        output.WriteLine($"{crowd.Count} visits ({crowd}), {agents.Served} chats served; seed {seed}");
        crowd.Faults.Should().BeEmpty();
        crowd.Count.Should().BeGreaterThan(Profile.Visitors);
        agents.Served.Should().BePositive();
    }

    private async Task Watch(Server server, CancellationToken closing)
    {
        var since = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Profile.SampleEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(closing)) _samples.Add(await server.Look(Stopwatch.GetElapsedTime(since)));
        }
        catch (OperationCanceledException)
        {
            // It is enough.
        }
    }

    /// <summary>Waits until nothing is left, or tells what stays.</summary>
    private async Task Settle(Server server, Sample start)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var now = await server.Look(Profile.Length + Stopwatch.GetElapsedTime(since));
            var left = Left(start, now);
            if (left.Length == 0 || Stopwatch.GetElapsedTime(since) > LongestSettling)
            {
                output.WriteLine($"{now} after {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s");
                left.Should().BeEmpty();
                return;
            }
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static string[] Left(Sample start, Sample now)
    {
        var left = new List<string>();
        Bound("connections", now.Connections, 0);
        Bound("streams followed", now.Streams, 0);
        Bound("subscriptions", now.Subscriptions, start.Subscriptions);
        Bound("timers", now.Timers, start.Timers + KeptTimers);
        Bound("sockets", now.SocketHandles, start.SocketHandles + KeptSockets);
        foreach (var (type, count) in now.ByType) Bound(type, count, Math.Max(start.ByType.GetValueOrDefault(type), KeptOfOneType));
        return [.. left];

        void Bound(string what, double count, double most)
        {
            if (count > most) left.Add($"{what}: {count}, at most {most}");
        }
    }

    private void JudgeMemory()
    {
        var warm = _samples.Where(sample => sample.At >= Profile.WarmUp).Select(sample => (sample.At, sample.LiveBytes)).ToArray();
        var trend = Trend.Of(warm);
        output.WriteLine($"live memory: {warm.Average(look => look.LiveBytes) / 1e6:0.0} MB; {trend}");
        trend.PerHour.Should().BeLessThan(MostGrowthPerHour, "memory is flat: {0}", trend);
    }

    private void Write()
    {
        foreach (var sample in _samples) output.WriteLine(sample.ToString());
        var folder = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "long-run"));
        File.WriteAllLines(Path.Combine(folder.FullName, "samples.csv"), [Sample.Header, .. _samples.Select(sample => sample.ToString())]);
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "LiveChat.sln"))) at = at.Parent ?? throw new InvalidOperationException("LiveChat.sln is not above the tests.");
        return at.FullName;
    }

    /// <summary>A model with its moods: most answers are whole, some break off, some are refused.</summary>
    private static Task Answer(ScriptedAnswer answer)
    {
        switch (Random.Shared.Next(20))
        {
            case 0:
                return answer.Status(500);
            case 1:
                answer.Reset();
                return Task.CompletedTask;
            default:
                return answer.Stream("It takes ", "three ", "days, ", "and ", "four ", "to the islands.");
        }
    }
}
