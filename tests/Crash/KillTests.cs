using System.Diagnostics;
using System.Globalization;
using LiveChat.Load.Servers;
using LiveChat.Testing;
using Xunit.Abstractions;

namespace LiveChat.Crash;

/// <summary>
/// The server is killed with SIGKILL at a random moment of a load, through real sockets, and started again on the same
/// data: nothing acknowledged is lost, nothing is doubled by a retry, nothing is out of order, and who waited still waits.
/// </summary>
/// <remarks><c>LIVECHAT_KILL_ROUNDS</c> sets the rounds on each database (3), <c>LIVECHAT_KILL_SEED</c> the seed.</remarks>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Conversations = 50;
    private const int Waiting = 8;
    private const double MessagesPerSecond = 1200;
    private const int Burst = 100;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(60);

    [Fact]
    public Task On_SQLite() => Rounds(_ => Task.FromResult<Dictionary<string, string>>(new() { ["Storage__Provider"] = "Sqlite" }));

    [Fact]
    public async Task On_PostgreSQL()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await Rounds(_ => Task.FromResult<Dictionary<string, string>>(new() { ["Storage__Provider"] = "PostgreSql", ["ConnectionStrings__LiveChat"] = database }));
    }

    private async Task Rounds(Func<string, Task<Dictionary<string, string>>> storage)
    {
        var rounds = Setting("LIVECHAT_KILL_ROUNDS", 3);
        var seed = Setting("LIVECHAT_KILL_SEED", Random.Shared.Next());
        output.WriteLine($"{rounds} rounds, LIVECHAT_KILL_SEED={seed}");
        var random = new Random(seed);
        var data = Directory.CreateTempSubdirectory("livechat-crash-").FullName;
        try
        {
            var environment = await storage(data);
            environment["ASPNETCORE_ENVIRONMENT"] = "Development";
            environment["DataDirectory"] = data;
            environment["RateLimits__Enabled"] = "false";
            environment["Logging__LogLevel__Default"] = "Warning";
            var server = await Start(environment);
            try
            {
                var conversations = await Open(server.Address);
                var waiting = await Wait(server.Address);
                for (var round = 1; round <= rounds; round++)
                {
                    await TalkUntilKilled(server, conversations, TimeSpan.FromMilliseconds(400 + random.Next(1600)), TimeSpan.FromMilliseconds(random.Next(8)));
                    await server.DisposeAsync();
                    server = await Start(environment);
                    await CheckConversations(server.Address, conversations, round);
                    await CheckQueue(server.Address, waiting);
                }

                foreach (var conversation in conversations) conversation.Dispose();
            }
            finally
            {
                await server.DisposeAsync();
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static Task<ServerProcess> Start(Dictionary<string, string> environment) =>
        ServerProcess.Start("WebFront", core: null, WebFrontAssembly(), address => ["--urls", address.ToString().TrimEnd('/')], environment);

    private static async Task<Conversation[]> Open(Uri server)
    {
        using var api = new ChatApi(server);
        var conversations = new Conversation[Conversations];
        for (var i = 0; i < Conversations; i++)
        {
            var (first, _) = await api.Visitor();
            var (second, secondId) = await api.Visitor();
            conversations[i] = new Conversation(await api.Create(first, new { kind = "direct", target = secondId }), [first, second]);
            await conversations[i].Enter(server);
        }

        return conversations;
    }

    private static async Task<List<Guid>> Wait(Uri server)
    {
        using var api = new ChatApi(server);
        var waiting = new List<Guid>();
        for (var i = 0; i < Waiting; i++)
        {
            var (token, _) = await api.Visitor();
            var sessionId = await api.Create(token, new { kind = "support", deskId = "platform" });
            using var timeout = new CancellationTokenSource(Settle);
            using var socket = await Load.Wire.HubSocket.Connect(server, "/hubs/chat", token, timeout.Token);
            var place = await socket.Invoke("RequestHuman", $"[\"{sessionId}\",{{}}]", Settle);
            place.Should().Contain($"\"position\":{i + 1}");
            waiting.Add(sessionId);
        }

        return waiting;
    }

    // The lines come in bursts, and the kill within moments of one: most of a burst is then somewhere between socket and disk.
    private static async Task TalkUntilKilled(ServerProcess server, Conversation[] conversations, TimeSpan after, TimeSpan afterBurst)
    {
        var saying = new List<Task>();
        var since = Stopwatch.GetTimestamp();
        for (var said = 0; Stopwatch.GetElapsedTime(since) < after;)
        {
            var due = TimeSpan.FromSeconds(said / MessagesPerSecond) - Stopwatch.GetElapsedTime(since);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            for (var i = 0; i < Burst; i++, said++) saying.Add(conversations[said % conversations.Length].SayNext());
        }

        await Task.Delay(afterBurst);
        await server.Kill();
        await Task.WhenAll(saying).WaitAsync(Settle);
    }

    private async Task CheckConversations(Uri server, Conversation[] conversations, int round)
    {
        using var api = new ChatApi(server);
        var (acknowledged, unknown, doubled) = (0, 0, 0);
        foreach (var conversation in conversations)
        {
            var stored = await Stored(api, conversation);
            var open = conversation.Lines.Values.Where(line => !conversation.Receipts.ContainsKey(line.ClientId)).ToArray();
            acknowledged += conversation.Receipts.Count;
            unknown += open.Length;

            await conversation.Enter(server);
            foreach (var line in open)
            {
                var receipt = await conversation.Say(line);
                receipt.Duplicate.Should().Be(stored.ContainsKey(line.ClientId), "a line is a duplicate exactly when it was stored before the kill");
                if (receipt.Duplicate) doubled++;
            }

            var complete = await Stored(api, conversation);
            complete.Keys.ToHashSet().SetEquals(conversation.Lines.Keys).Should().BeTrue("after the retries each line stands once");
        }

        output.WriteLine($"round {round}: {acknowledged} acknowledged, {unknown} without receipt at the kill, of which {doubled} had been stored");
        acknowledged.Should().BeGreaterThan(0);
    }

    /// <summary>What is stored, by client id, after checking it against every receipt given so far.</summary>
    private static async Task<Dictionary<string, StoredMessage>> Stored(ChatApi api, Conversation conversation)
    {
        var history = await api.History(conversation.Token, conversation.SessionId);
        history.Where((message, index) => message.Seq != index + 1).Should().BeEmpty("sequence numbers have no gaps");
        var stored = history.ToDictionary(message => message.ClientMessageId!);
        conversation.Receipts.Where(receipt => !stored.ContainsKey(receipt.Key)).Should().BeEmpty("an acknowledged line is never lost");
        conversation.Receipts.Where(receipt => !Tells(receipt.Value, stored[receipt.Key], conversation.Lines[receipt.Key])).Should().BeEmpty("a receipt tells what is stored");
        return stored;
    }

    private static bool Tells(GivenReceipt receipt, StoredMessage stored, Line line) =>
        (stored.Seq, stored.MessageId, stored.Content) == (receipt.Seq, receipt.MessageId, line.Content);

    private static async Task CheckQueue(Uri server, List<Guid> waiting)
    {
        using var api = new ChatApi(server);
        var now = await api.Waiting(await api.Demo("p1"), "platform");
        now.Should().Equal(waiting, "who waited still waits, in the same order");
    }

    private static string WebFrontAssembly()
    {
        // …/bin/Crash/<configuration>/ stands beside …/bin/WebFront/<configuration>/.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, "WebFront", here.Name, "LiveChat.WebFront.dll");
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : usual;
}
