using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using LiveChat.Tests;
using LiveChat.WebFront.Realtime;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Safety;

/// <summary>What breaks the rules gets an error or is cut off, and others do not notice: a bystander's conversation goes on all the while.</summary>
public class AbuseTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunningFront _front = shared.Front;

    public static TheoryData<string, byte[]> Breaking => new()
    {
        { "no JSON", Record("rubbish") },
        { "half an object", Record("{\"type\":1,") },
        { "an array", Record("[1,2,3]") },
        { "5,000 deep", Record(new string('[', 5000) + new string(']', 5000)) },
        { "5,000 deep in the arguments", Record("""{"type":1,"invocationId":"1","target":"Join","arguments":[""" + new string('[', 5000) + new string(']', 5000) + "]}") },
        { "invalid UTF-8", [.. Encoding.UTF8.GetBytes("""{"type":1,"invocationId":"1","target":"Send","arguments":["""), 0xff, 0xfe, 0xc0, 0xaf, .. Encoding.UTF8.GetBytes("]}\u001e")] },
        { "1 MB", Record("\"" + new string('x', 1024 * 1024) + "\"") },
        { "1 MB without an end", Encoding.UTF8.GetBytes(new string('x', 1024 * 1024)) },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "an unknown method", """{"type":1,"invocationId":"7","target":"DropTables","arguments":[]}""" },
        { "a method of the class, not of the hub", """{"type":1,"invocationId":"7","target":"Dispose","arguments":[]}""" },
        { "no arguments", """{"type":1,"invocationId":"7","target":"Send","arguments":[]}""" },
        { "an argument too many", """{"type":1,"invocationId":"7","target":"Leave","arguments":["01900000-0000-7000-8000-000000000000",1]}""" },
        { "the wrong type", """{"type":1,"invocationId":"7","target":"Join","arguments":[{"a":1},null]}""" },
        { "no id", """{"type":1,"invocationId":"7","target":"Join","arguments":["not-an-id",null]}""" },
        { "null for a message", """{"type":1,"invocationId":"7","target":"Send","arguments":[null]}""" },
        { "40 deep", """{"type":1,"invocationId":"7","target":"Send","arguments":[{"sessionId":"01900000-0000-7000-8000-000000000000","clientMessageId":"x","content":"x","attachments":""" + new string('[', 40) + new string(']', 40) + "}]}" },
        { "half a character", """{"type":1,"invocationId":"7","target":"Send","arguments":[{"sessionId":"01900000-0000-7000-8000-000000000000","clientMessageId":"x","content":"\ud800"}]}""" },
        { "U+0000", """{"type":1,"invocationId":"7","target":"Send","arguments":[{"sessionId":"01900000-0000-7000-8000-000000000000","clientMessageId":"x","content":"a\u0000b"}]}""" },
        { "no client id", """{"type":1,"invocationId":"7","target":"Send","arguments":[{"sessionId":"01900000-0000-7000-8000-000000000000","content":"x"}]}""" },
        { "a client id of 1,000 characters", """{"type":1,"invocationId":"7","target":"Send","arguments":[{"sessionId":"01900000-0000-7000-8000-000000000000","content":"x","clientMessageId":"IDIDID"}]}""".Replace("IDIDID", new string('i', 1000), StringComparison.Ordinal) },
        { "attachments", """{"type":1,"invocationId":"7","target":"Send","arguments":[{"sessionId":"01900000-0000-7000-8000-000000000000","content":"x","clientMessageId":"x","attachments":[{"fileId":"x"}]}]}""" },
        { "a status that does not exist", """{"type":1,"invocationId":"7","target":"SetStatus","arguments":["god"]}""" },
    };

    [Theory]
    [MemberData(nameof(Breaking))]
    public async Task A_frame_that_cannot_be_read_ends_its_connection_and_no_other(string what, byte[] frame)
    {
        await using var bystanders = await Bystanders.Begin(_front);
        await using var hub = await (await _front.Visitor()).Connect();
        try
        {
            await hub.SendRaw(frame);
        }
        catch (WebSocketException)
        {
            // Cut off while still sending: as good.
        }
        await hub.Closed.WaitAsync(Patience);
        hub.CloseError.Should().NotContain("   at ", "{0} must not show the inside", what);
        await bystanders.ShouldNotHaveNoticed();
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_call_that_is_not_of_the_form_is_refused_and_the_connection_goes_on(string what, string record)
    {
        var agent = await _front.Demo("m1");
        await using var hub = await agent.Connect();
        var answer = hub.Expect("7");
        await hub.SendText(record);
        var refusal = (await FluentActions.Awaiting(() => answer.WaitAsync(Patience)).Should().ThrowAsync<HubRefusal>(what)).Which;
        refusal.Code.Should().Be("INVALID", what);
        refusal.Message.Should().NotContainAny("   at ", "System.", "LiveChat.", ".cs");
        (await hub.Invoke("WatchDesk", "m1")).GetProperty("deskId").GetString().Should().Be("m1");
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused()
    {
        var visitor = await _front.Visitor();
        var sessionId = await visitor.Direct(await _front.Visitor());
        await using var hub = await visitor.Connect();
        await hub.Join(sessionId);
        (await FluentActions.Awaiting(() => hub.Say(sessionId, new string('x', 20_000))).Should().ThrowAsync<HubRefusal>()).Which.Code.Should().Be("TOO_LONG");
        await hub.Say(sessionId, "short");
    }

    [Fact]
    public async Task Thousands_of_calls_on_one_socket_are_refused_then_cut_off_while_others_talk()
    {
        await using var bystanders = await Bystanders.Begin(_front);
        var visitor = await _front.Visitor();
        var sessionId = await visitor.Direct(await _front.Visitor());
        await using var hub = await visitor.Connect();
        await hub.Join(sessionId);
        var refused = 0;
        var answers = new List<Task>();
        try
        {
            for (var i = 0; i < 5000; i++)
            {
                answers.Add(hub.Say(sessionId, $"flood {i}").ContinueWith(t =>
                {
                    if (t.Exception?.InnerException is HubRefusal { Code: "RATE_LIMITED" }) Interlocked.Increment(ref refused);
                }, TaskScheduler.Default));
            }
        }
        catch (WebSocketException)
        {
            // Cut off while still sending.
        }
        await hub.Closed.WaitAsync(Patience);
        await Task.WhenAll(answers).WaitAsync(Patience);
        refused.Should().BePositive("before it is cut off it is told");
        await bystanders.ShouldNotHaveNoticed();
    }

    [Fact]
    public async Task A_client_that_never_shakes_hands_is_dropped()
    {
        var visitor = await _front.Visitor();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new($"ws://{_front.Address.Authority}/hubs/chat?access_token={visitor.Token}"), default);
        var received = await socket.ReceiveAsync(new byte[1000], default).WaitAsync(Patience);
        var ended = received.MessageType == WebSocketMessageType.Close;
        while (!ended) ended = (await socket.ReceiveAsync(new byte[1000], default).WaitAsync(Patience)).MessageType == WebSocketMessageType.Close;
    }

    [Fact]
    public async Task Who_stops_reading_is_cut_off_and_delays_nobody()
    {
        await using var front = await RunningFront.Start("--RateLimits:Enabled", "false");
        await using var bystanders = await Bystanders.Begin(front);
        var (one, other) = (await front.Visitor(), await front.Visitor());
        var sessionId = await one.Direct(other);
        using var deaf = await DeafClient.Join(front, other, sessionId);
        await using var writer = await one.Connect();
        await writer.Join(sessionId);
        var text = new string('a', 3500);
        var said = 0;
        // Cut off at once, it is gone when its transport has given up closing in order, which takes seconds.
        var since = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(since) < Patience && front.Sockets.All().Any(s => s.Caller.UserId == other.Id); said++) await writer.Say(sessionId, text);
        front.Sockets.All().Should().NotContain(s => s.Caller.UserId == other.Id, "its backlog is bounded");
        said.Should().BeGreaterThan(Socket.MostBytes / 4000, "a backlog within the bounds is kept");
        await bystanders.ShouldNotHaveNoticed();
    }

    private static byte[] Record(string text) => Encoding.UTF8.GetBytes(text + "\u001e");

    /// <summary>Two people who talk on, and whose messages are timed.</summary>
    private sealed class Bystanders : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly List<TimeSpan> _times = [];
        private HubClient _one = null!;
        private HubClient _other = null!;
        private Task _talking = Task.CompletedTask;

        public static async Task<Bystanders> Begin(RunningFront front)
        {
            var (one, other) = (await front.Visitor(), await front.Visitor());
            var sessionId = await one.Direct(other);
            var bystanders = new Bystanders { _one = await one.Connect(), _other = await other.Connect() };
            await bystanders._one.Join(sessionId);
            await bystanders._other.Join(sessionId);
            await bystanders.Say(sessionId, 0);
            bystanders._talking = bystanders.Talk(sessionId);
            return bystanders;
        }

        public async Task ShouldNotHaveNoticed()
        {
            await _end.CancelAsync();
            await _talking;
            _times.Should().NotBeEmpty();
            // Not the figure of the benchmark: here it only has to be plain that nobody waited for the abuse to end.
            _times.Order().ElementAt(_times.Count * 99 / 100).Should().BeLessThan(TimeSpan.FromSeconds(5));
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _talking;
            await _one.DisposeAsync();
            await _other.DisposeAsync();
            _end.Dispose();
        }

        private async Task Talk(Guid sessionId)
        {
            for (var i = 1; i == 1 || !_end.IsCancellationRequested; i++)
            {
                await Say(sessionId, i);
                // Slower than the limit on one user's messages.
                if (!_end.IsCancellationRequested) await Task.WhenAny(Task.Delay(60), Task.Delay(Timeout.Infinite, _end.Token));
            }
        }

        private async Task Say(Guid sessionId, int number)
        {
            var begun = Stopwatch.GetTimestamp();
            await _one.Say(sessionId, $"bystander {number}");
            await _other.TakeMessage($"bystander {number}");
            _times.Add(Stopwatch.GetElapsedTime(begun));
        }
    }

    /// <summary>Joins a session and then never reads again, with small buffers on its side.</summary>
    private sealed class DeafClient : IDisposable
    {
        private readonly System.Net.Sockets.TcpClient _tcp = new() { ReceiveBufferSize = 4096 };

        public static async Task<DeafClient> Join(RunningFront front, Person person, Guid sessionId)
        {
            var client = new DeafClient();
            await client._tcp.ConnectAsync(front.Address.Host, front.Address.Port);
            var stream = client._tcp.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"GET /hubs/chat?access_token={person.Token} HTTP/1.1\r\nHost: {front.Address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
            await client.ReadUntil("\r\n\r\n");
            await client.Frame("""{"protocol":"json","version":1}""");
            await client.Frame($$"""{"type":1,"invocationId":"1","target":"Join","arguments":["{{sessionId}}",null]}""");
            await client.ReadUntil("\"invocationId\":\"1\"");
            return client;
        }

        public void Dispose() => _tcp.Dispose();

        private async Task ReadUntil(string text)
        {
            var seen = new StringBuilder();
            var buffer = new byte[1];
            using var patience = new CancellationTokenSource(Patience);
            while (!seen.ToString().EndsWith(text, StringComparison.Ordinal))
            {
                if (await _tcp.GetStream().ReadAsync(buffer, patience.Token) == 0) throw new InvalidOperationException($"The server closed after: {seen}");
                seen.Append((char)buffer[0]);
            }
        }

        private async Task Frame(string record)
        {
            var payload = Encoding.UTF8.GetBytes(record + "\u001e");
            byte[] length = payload.Length < 126 ? [(byte)(0x80 | payload.Length)] : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
            // A mask of zeros leaves the payload as it is.
            await _tcp.GetStream().WriteAsync((byte[])[0x81, .. length, 0, 0, 0, 0, .. payload]);
        }
    }
}
