using System.Net.WebSockets;
using System.Text.Json;
using LiveChat.Tests;

namespace LiveChat.LongRun;

/// <summary>Those at the desks: shift after shift of a few chats each. Now and then one's line breaks in the midst of them.</summary>
internal sealed class Agents(Site site)
{
    private const int ChatsPerShift = 12;
    private static readonly TimeSpan LongestShift = TimeSpan.FromHours(1);
    private static readonly TimeSpan Talk = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private int _served;

    /// <summary>The desks at which somebody works.</summary>
    public static string[] Desks { get; } = ["platform", "m1", "m2"];

    /// <summary>Chats that were brought to their end.</summary>
    public int Served => _served;

    /// <summary>Works until told to stop and nobody waits.</summary>
    public Task Work(CancellationToken closing) =>
        Task.WhenAll(Desks.Select((desk, number) => WorkAt(desk, desk == "platform" ? "p1" : desk, new Random(number), closing)));

    private async Task WorkAt(string desk, string userId, Random random, CancellationToken closing)
    {
        while (true)
        {
            var agent = await site.Demo(userId);
            await using var hub = await agent.Connect();
            await hub.Invoke("SetStatus", "online");
            await TakeUpAgain(hub, agent, desk);
            if (await BreaksOff(hub, agent, desk, random, closing) || !closing.IsCancellationRequested || !await IsQuiet(agent, desk)) continue;
            await hub.Invoke("SetStatus", "offline");
            return;
        }
    }

    /// <summary>One shift; answers whether the line broke before its chats had ended.</summary>
    private async Task<bool> BreaksOff(HubClient hub, Person agent, string desk, Random random, CancellationToken closing)
    {
        var chats = new Dictionary<Guid, Task>();
        if ((await Queue(agent, desk)).TryGetProperty("offers", out var standing)) foreach (var offer in standing.EnumerateArray()) Begin(offer);
        var offered = hub.Take("offer", patience: LongestShift);
        while (chats.Count < ChatsPerShift)
        {
            if (closing.IsCancellationRequested && await IsQuiet(agent, desk)) break;
            if (await Task.WhenAny(offered, Task.Delay(Pause, CancellationToken.None)) != offered) continue;
            Begin(await offered);
            offered = hub.Take("offer", patience: LongestShift);
        }
        _ = offered.ContinueWith(never => never.Exception, TaskScheduler.Default); // it ends with the connection
        var breaks = random.Next(6) == 0;
        if (breaks) hub.Abort();
        try
        {
            await Task.WhenAll(chats.Values);
        }
        catch (Exception gone) when (breaks && gone is HubGone or WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // What is left is taken up again when the next shift begins.
        }
        return breaks;

        void Begin(JsonElement offer)
        {
            var sessionId = offer.GetProperty("sessionId").GetGuid();
            if (!chats.ContainsKey(sessionId)) chats.Add(sessionId, Serve(hub, sessionId));
        }
    }

    private async Task Serve(HubClient hub, Guid sessionId)
    {
        try
        {
            await hub.Invoke("Accept", sessionId);
        }
        catch (HubRefusal)
        {
            return; // the offer ran out, or the visitor does not want a person any more
        }
        await hub.Say(sessionId, "How can I help?");
        await Task.Delay(Talk);
        await Close(hub, sessionId);
    }

    private async Task TakeUpAgain(HubClient hub, Person agent, string desk)
    {
        var mine = await agent.Get($"/api/desks/{desk}/sessions?assigneeId={agent.Id}");
        foreach (var session in mine.GetProperty("sessions").EnumerateArray()) await Close(hub, session.GetProperty("sessionId").GetGuid());
    }

    private async Task Close(HubClient hub, Guid sessionId)
    {
        await hub.Invoke("Close", sessionId, new { });
        await hub.Invoke("Leave", sessionId);
        Interlocked.Increment(ref _served);
    }

    private static async Task<bool> IsQuiet(Person agent, string desk)
    {
        var queue = await Queue(agent, desk);
        return queue.GetProperty("waitingCount").GetInt32() == 0 && queue.GetProperty("agents").EnumerateArray().All(each => each.GetProperty("active").GetInt32() == 0);
    }

    private static Task<JsonElement> Queue(Person agent, string desk) => agent.Get($"/api/desks/{desk}/queue");
}
