using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using LiveChat.Load.Wire;
using LiveChat.Tests;

namespace LiveChat.LongRun;

/// <summary>What people come for, from their coming to their going.</summary>
internal static class Visits
{
    private const string Question = "How long does delivery to Kaohsiung take, please?";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    // The server misses a sign of life after 30 s, and looks every 15.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    // One dot, which the server reads, cleans and keeps.
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    /// <summary>Every kind of visit, as often as it comes.</summary>
    public static (string Name, int Weight, Func<Site, Random, Task> Make)[] All(bool withSilent) =>
    [
        ("assistant", 30, AskAssistant),
        ("person", 30, AskForPerson),
        ("gave up", 6, GiveUp),
        ("group", 8, MeetInGroup),
        ("file", 10, SendFile),
        ("plain", 8, TalkPlainly),
        .. withSilent ? [("silent", 2, FallSilent)] : Array.Empty<(string, int, Func<Site, Random, Task>)>(),
    ];

    private static async Task AskAssistant(Site site, Random random)
    {
        var visitor = await site.Visitor();
        var sessionId = await visitor.Open(new { kind = "assistant" });
        await using var hub = await visitor.Connect();
        await hub.Join(sessionId);
        for (var questions = random.Next(1, 4); questions > 0; questions--)
        {
            await hub.Say(sessionId, Question);
            if (random.Next(5) == 0)
            {
                await hub.Take("ai_chunk", patience: LongestWait);
                hub.Abort(); // gone in the middle of the answer
                return;
            }
            await hub.Take("ai_complete", patience: LongestWait);
            await Think(random);
        }
        await Leave(hub, sessionId, random);
    }

    private static async Task AskForPerson(Site site, Random random)
    {
        var visitor = await site.Visitor();
        var sessionId = await visitor.Open(new { kind = "support", deskId = Agents.Desks[random.Next(Agents.Desks.Length)] });
        await using var hub = await visitor.Connect();
        await hub.Join(sessionId);
        await hub.Say(sessionId, Question);
        await hub.Invoke("RequestHuman", sessionId, new { reason = "in the middle of the answer" });
        if (random.Next(6) == 0) return; // gone while waiting: who comes finds nobody
        await hub.Take("assigned", patience: LongestWait);
        await hub.Say(sessionId, "There you are!");
        if (random.Next(4) == 0) return;
        await hub.Take("status", happened => happened.GetProperty("status").GetString() == "closed", LongestWait);
        await hub.Invoke("Rate", sessionId, new { score = random.Next(1, 6) });
    }

    private static async Task GiveUp(Site site, Random random)
    {
        var visitor = await site.Visitor();
        var sessionId = await visitor.Open(new { kind = "support", deskId = "m3" }); // where nobody works
        await using var hub = await visitor.Connect();
        await hub.Join(sessionId);
        await hub.Invoke("RequestHuman", sessionId, new { });
        await Think(random);
        await hub.Invoke("CancelRequest", sessionId);
        await Leave(hub, sessionId, random);
    }

    private static async Task MeetInGroup(Site site, Random random)
    {
        var (buyer, merchant) = (await site.Demo("b1"), await site.Demo("m3"));
        var sessionId = await buyer.Open(new { kind = "group", title = "Long run", participants = new[] { merchant.Id } });
        await using (var mine = await buyer.Connect())
        await using (var theirs = await merchant.Connect())
        {
            await mine.Join(sessionId);
            await theirs.Join(sessionId);
            for (var lines = random.Next(1, 5); lines > 0; lines--)
            {
                var line = $"line {lines} of {Guid.CreateVersion7()}";
                await mine.Invoke("Typing", sessionId, true);
                await mine.Say(sessionId, line);
                await theirs.TakeMessage(line);
                await Think(random);
            }
            await Leave(mine, sessionId, random);
        }
        await buyer.Delete($"/api/chat/session/{sessionId}");
    }

    private static async Task SendFile(Site site, Random random)
    {
        var (one, other) = (await site.Visitor(), await site.Visitor());
        var sessionId = await one.Open(new { kind = "direct", target = other.Id });
        await using var mine = await one.Connect();
        await using var theirs = await other.Connect();
        await mine.Join(sessionId);
        await theirs.Join(sessionId);
        using var form = new MultipartFormDataContent { { new StringContent(sessionId.ToString()), "sessionId" } };
        var bytes = new ByteArrayContent(Picture);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(bytes, "file", "dot.png");
        var file = await one.Post("/api/files", form);
        await mine.Invoke("Send", new { sessionId, clientMessageId = Guid.CreateVersion7().ToString(), content = "a picture", attachments = new[] { file.GetProperty("fileId").GetGuid() } });
        await theirs.TakeMessage("a picture");
        await other.Get(file.GetProperty("url").GetString()!);
        await Leave(theirs, sessionId, random);
    }

    private static async Task TalkPlainly(Site site, Random random)
    {
        var visitor = await site.Visitor();
        var sessionId = await visitor.Open(new { kind = "assistant" });
        using var socket = new ClientWebSocket();
        using var patience = new CancellationTokenSource(LongestWait);
        await socket.ConnectAsync(new UriBuilder(site.Server) { Scheme = "ws", Path = $"/ws/chat/{sessionId}", Query = $"access_token={visitor.Token}" }.Uri, patience.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"user_message","session_id":"{{sessionId}}","message":"{{Question}}"}"""), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        var (buffer, heard) = (new byte[16 * 1024], "");
        while (!heard.Contains("\"ai_complete\"", StringComparison.Ordinal))
        {
            var received = await socket.ReceiveAsync(buffer, patience.Token);
            if (received.MessageType == WebSocketMessageType.Close) throw new IOException($"The plain socket was closed: {socket.CloseStatusDescription}");
            heard = Encoding.UTF8.GetString(buffer, 0, received.Count);
        }
        if (random.Next(2) == 0) await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
    }

    /// <summary>The line is lost and nobody tells the server, which must find out by itself.</summary>
    private static async Task FallSilent(Site site, Random random)
    {
        var visitor = await site.Visitor();
        var sessionId = await visitor.Open(new { kind = "assistant" });
        using var patience = new CancellationTokenSource(LongestWait);
        using var socket = await HubSocket.Connect(site.Server, "/hubs/chat", visitor.Token, patience.Token);
        await socket.Invoke("Join", $"[\"{sessionId}\",null]", LongestWait);
        socket.FallSilent();
        await socket.Closed.WaitAsync(LongestSilence);
    }

    private static async Task Leave(HubClient hub, Guid sessionId, Random random)
    {
        if (random.Next(2) == 0) await hub.Invoke("Leave", sessionId);
        else hub.Abort();
    }

    private static Task Think(Random random) => Task.Delay(random.Next(50, 300));
}
