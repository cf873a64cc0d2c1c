using System.Diagnostics;
using LiveChat.Crash;
using LiveChat.Tests;
using Xunit.Abstractions;

namespace LiveChat.Clusters;

/// <summary>Two fronts over two silos: who is where makes no difference.</summary>
public sealed class FrontTests(ITestOutputHelper output) : IAsyncLifetime
{
    private TestCluster _cluster = null!;
    private Uri[] _fronts = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.Start(Meeting.Redis, silos: 2, fronts: 2);
        _fronts = _cluster.Fronts.ConvertAll(front => front.Address).ToArray();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Somebody_who_moves_between_fronts_misses_nothing_and_others_hear_them()
    {
        using var api = new ChatApi(_fronts[0]);
        var (ann, _) = await api.Visitor();
        var (ben, benId) = await api.Visitor();
        var session = await api.Create(ann, new { kind = "direct", target = benId });
        await using var talker = new Talker(() => _fronts, ann, session);
        await using var listener = await HubClient.Connect(_fronts[1], ben);
        await listener.Join(session);
        for (var i = 0; i < 10; i++)
        {
            await talker.Say($"from here {i}");
            await listener.TakeMessage($"from here {i}");
            await talker.Move();
        }

        // From the receipt at one front to the event at the other: what the streams add to an append. Written out, not held to.
        var lags = new List<TimeSpan>();
        for (var i = 0; i < 200; i++)
        {
            await talker.Say($"and on {i}");
            var since = Stopwatch.GetTimestamp();
            await listener.TakeMessage($"and on {i}");
            lags.Add(Stopwatch.GetElapsedTime(since));
        }

        output.WriteLine($"an event came {lags.Order().ElementAt(100).TotalMilliseconds:F2} ms after the receipt (median of 200), {lags.Max().TotalMilliseconds:F1} ms at most");
        await listener.Say(session, "heard you");
        await (await talker.Hub()).TakeMessage("heard you");
        await talker.Check();
    }

    [Fact]
    public async Task A_front_that_dies_leaves_no_ghosts_and_presence_outlives_a_silo()
    {
        using var api = new ChatApi(_fronts[0]);
        var (ann, annId) = await api.Visitor();
        var (ben, benId) = await api.Visitor();
        var session = await api.Create(ann, new { kind = "direct", target = benId });
        await using var here = await HubClient.Connect(_fronts[0], ann);
        await here.Join(session);
        var there = await HubClient.Connect(_fronts[1], ben);
        try
        {
            await there.Join(session);
            await here.Take("presence", e => e.GetProperty("userId").GetString() == benId && e.GetProperty("status").GetString() == "online");

            // Whichever silo holds the two: after both were replaced, they are online still, for their fronts say so.
            await _cluster.AddSilo();
            await _cluster.Silos[0].Kill();
            await Until(async () =>
            {
                // Asked to come back, for events may have been lost: he does, as every client.
                if (there.Closed.IsCompleted) there = await HubClient.Connect(_fronts[1], ben);
                return await StatusOf(benId, ann, session);
            }, "online");
            await _cluster.Fronts[1].Kill();
        }
        finally
        {
            await there.DisposeAsync();
        }

        await Until(() => StatusOf(benId, ann, session), "offline");
        await using var again = await HubClient.Connect(_fronts[0], ann);
        await Until(() => StatusOf(annId, ben, session), "online");
    }

    // What a newcomer is shown of somebody is what presence says at this moment.
    private async Task<string?> StatusOf(string userId, string token, Guid session)
    {
        try
        {
            await using var hub = await HubClient.Connect(_fronts[0], token);
            await hub.Join(session);
            var shown = await hub.Take("presence", e => e.GetProperty("userId").GetString() == userId, TimeSpan.FromSeconds(5));
            return shown.GetProperty("status").GetString();
        }
        catch (Exception e) when (e is HubRefusal or HubGone or TimeoutException)
        {
            // A silo is on its way out: asked again.
            output.WriteLine(e.Message);
            return null;
        }
    }

    private static async Task Until(Func<Task<string?>> asks, string expected)
    {
        var patience = TimeSpan.FromSeconds(90);
        var since = Stopwatch.GetTimestamp();
        while (await asks() is var answer && answer != expected)
        {
            Stopwatch.GetElapsedTime(since).Should().BeLessThan(patience, "it is {0}, not {1}", answer, expected);
            await Task.Delay(200);
        }
    }
}
