using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.Load.Wire;

namespace LiveChat.Load.Servers;

/// <summary>Opens conversations on a server: ours by its API, the references by their hub alone.</summary>
public sealed class ChatTarget(ServerProcess server, bool isLiveChat) : IDisposable
{
    private const int MostAtOnce = 16;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = MostAtOnce }) { BaseAddress = server.Address, Timeout = CallTimeout };

    /// <summary>The server.</summary>
    public ServerProcess Server => server;

    /// <summary>Opens sessions, each with two people who have joined it.</summary>
    public async Task<Talker[]> OpenPairs(int sessions, Meter meter)
    {
        var talkers = new Talker[sessions * 2];
        await InParallel(sessions, async index =>
        {
            var (sessionId, tokens) = isLiveChat ? await OpenDirect() : (Guid.CreateVersion7(), new string?[2]);
            for (var side = 0; side < 2; side++)
            {
                talkers[(index * 2) + side] = await Enter(sessionId, tokens[side], meter);
            }
        });
        return talkers;
    }

    /// <summary>Opens one session with one person at many sockets.</summary>
    public async Task<Talker[]> OpenCrowd(int sockets, Meter meter)
    {
        var (sessionId, tokens) = isLiveChat ? await OpenDirect() : (Guid.CreateVersion7(), new string?[2]);
        var talkers = new Talker[sockets];
        await InParallel(sockets, async index => talkers[index] = await Enter(sessionId, tokens[index % 2], meter));
        return talkers;
    }

    /// <summary>Opens sessions of one visitor each, joined, for idling and for asking the assistant.</summary>
    /// <param name="count">How many.</param>
    /// <param name="kind">The kind of session.</param>
    public async Task<(HubSocket Socket, Guid SessionId)[]> OpenSingles(int count, string kind)
    {
        var opened = new (HubSocket, Guid)[count];
        await InParallel(count, async index =>
        {
            var sessionId = Guid.CreateVersion7();
            string? token = null;
            if (isLiveChat)
            {
                (token, _) = await NewVisitor();
                sessionId = await Create(token, new { kind });
            }

            opened[index] = (await EnterSocket(sessionId, token), sessionId);
        });
        return opened;
    }

    /// <summary>Signs one of the demo's users in, with a socket.</summary>
    public async Task<SignedIn> SignIn(string userId)
    {
        using var answer = await _http.PostAsJsonAsync("/api/auth/demo", new { userId });
        var token = (await Body(answer)).GetProperty("accessToken").GetString()!;
        using var timeout = new CancellationTokenSource(CallTimeout);
        return new(_http, token, await HubSocket.Connect(server.Address, "/hubs/chat", token, timeout.Token));
    }

    /// <summary>How many entries the sessions of these talkers have, all together.</summary>
    public async Task<long> CountStored(Talker[] talkers)
    {
        long stored = 0;
        await InParallel(talkers.Length, async index =>
        {
            // Two talk in each session: the first of them asks.
            if (index % 2 != 0) return;
            var joined = await talkers[index].Socket.Invoke("Join", $"[\"{talkers[index].SessionId}\",null]", CallTimeout);
            Interlocked.Add(ref stored, HubRecord.NumberAfter(System.Text.Encoding.UTF8.GetBytes(joined[joined.LastIndexOf("\"lastSeq\":", StringComparison.Ordinal)..]), "\"lastSeq\":"u8));
        });
        return stored;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<(Guid SessionId, string?[] Tokens)> OpenDirect()
    {
        var (first, _) = await NewVisitor();
        var (second, secondId) = await NewVisitor();
        var sessionId = await Create(first, new { kind = "direct", target = secondId });
        return (sessionId, [first, second]);
    }

    private async Task<(string Token, string UserId)> NewVisitor()
    {
        using var answer = await _http.PostAsJsonAsync("/api/auth/visitor", new { displayName = "Load" });
        var body = await Body(answer);
        return (body.GetProperty("accessToken").GetString()!, body.GetProperty("user").GetProperty("id").GetString()!);
    }

    private async Task<Guid> Create(string token, object session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/session/create") { Content = JsonContent.Create(session) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        return (await Body(answer)).GetProperty("sessionId").GetGuid();
    }

    private static async Task<JsonElement> Body(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<Talker> Enter(Guid sessionId, string? token, Meter meter) => new(await EnterSocket(sessionId, token), sessionId, meter);

    private async Task<HubSocket> EnterSocket(Guid sessionId, string? token)
    {
        using var timeout = new CancellationTokenSource(CallTimeout);
        var socket = await HubSocket.Connect(server.Address, "/hubs/chat", token, timeout.Token);
        var joined = await socket.Invoke("Join", isLiveChat ? $"[\"{sessionId}\",null]" : $"[\"{sessionId}\"]", CallTimeout);
        if (joined.Contains("\"error\"", StringComparison.Ordinal)) throw new InvalidOperationException(joined);
        return socket;
    }

    private static Task InParallel(int count, Func<int, Task> open) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce }, async (index, _) => await open(index));
}

/// <summary>Somebody who is signed in, with a socket.</summary>
public sealed class SignedIn(HttpClient http, string token, HubSocket socket) : IDisposable
{
    /// <summary>The socket.</summary>
    public HubSocket Socket => socket;

    /// <summary>Reads a route to its end.</summary>
    public async Task Read(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
