using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LiveChat.Tests;

namespace LiveChat.Browser;

/// <summary>Somebody without a page, who uses the interface for programs in their own name.</summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient _http;

    private Caller(HttpClient http, JsonNode account)
    {
        _http = http;
        Account = account;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>The sign-in as the server gave it, for a page to use as its own: <see cref="Person.SignInAs"/>.</summary>
    public JsonNode Account { get; }

    private string Token => (string)Account["accessToken"]!;

    public static Task<Caller> Demo(LiveChatServer server, string userId) => SignIn(server, "/api/auth/demo", new { userId });

    public static Task<Caller> Visitor(LiveChatServer server, string displayName = "Wu Ming-hua") => SignIn(server, "/api/auth/visitor", new { displayName });

    public async Task<JsonNode> Get(string path) => await Read(await _http.GetAsync(path));

    public async Task<JsonNode> Post(string path, object body) => await Read(await _http.PostAsJsonAsync(path, body));

    public async Task<JsonNode> Put(string path, object body) => await Read(await _http.PutAsJsonAsync(path, body));

    /// <summary>A new session; the fields are those of the protocol.</summary>
    public async Task<Guid> Session(object fields) => Guid.Parse((string)(await Post("/api/chat/session/create", fields))["sessionId"]!);

    public Task<HubClient> Hub() => HubClient.Connect(_http.BaseAddress!, Token);

    /// <summary>All that stands in a session's log, in its order.</summary>
    public async Task<JsonNode[]> Log(Guid sessionId)
    {
        var log = new List<JsonNode>();
        while (true)
        {
            var page = (await Get($"/api/chat/session/{sessionId}/history?limit=200&afterSeq={log.Count}"))["messages"]!.AsArray();
            if (page.Count == 0) return [.. log];
            log.AddRange(page.Select(message => message!));
        }
    }

    /// <summary>Waits for a person in so many new sessions, for this reason; behind the first it is numbered. They wait while the hub stands.</summary>
    public async Task<HubClient> Wait(string deskId, int count, string reason)
    {
        var hub = await Hub();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var session = await Session(new { kind = "support", deskId });
            await hub.Invoke("RequestHuman", session, new { reason = number == 0 ? reason : string.Create(CultureInfo.InvariantCulture, $"{reason} ({number})") });
        });
        return hub;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Caller> SignIn(LiveChatServer server, string path, object body)
    {
        var http = new HttpClient { BaseAddress = new(server.Address) };
        return new(http, await Read(await http.PostAsJsonAsync(path, body)));
    }

    private static async Task<JsonNode> Read(HttpResponseMessage response)
    {
        using (response)
        {
            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        }
    }
}
