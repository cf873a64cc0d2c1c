using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LiveChat.Crash;

/// <summary>The few calls of the REST interface that these tests make.</summary>
public sealed class ChatApi(Uri server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };

    public async Task<(string Token, string UserId)> Visitor()
    {
        var body = await Post("/api/auth/visitor", null, new { displayName = "Crash" });
        return (body.GetProperty("accessToken").GetString()!, body.GetProperty("user").GetProperty("id").GetString()!);
    }

    public async Task<string> Demo(string userId) =>
        (await Post("/api/auth/demo", null, new { userId })).GetProperty("accessToken").GetString()!;

    public async Task<Guid> Create(string token, object session) =>
        (await Post("/api/chat/session/create", token, session)).GetProperty("sessionId").GetGuid();

    /// <summary>The whole log of a session, page by page.</summary>
    public async Task<List<StoredMessage>> History(string token, Guid sessionId)
    {
        var all = new List<StoredMessage>();
        while (true)
        {
            var after = all.Count == 0 ? 0 : all[^1].Seq;
            var page = await Get($"/api/chat/session/{sessionId}/history?afterSeq={after}&limit=200", token);
            var messages = page.GetProperty("messages").Deserialize<List<StoredMessage>>(JsonSerializerOptions.Web)!;
            if (messages.Count == 0) return all;
            all.AddRange(messages);
        }
    }

    /// <summary>Who waits at a desk, next first.</summary>
    public async Task<List<Guid>> Waiting(string token, string deskId)
    {
        var desk = await Get($"/api/desks/{deskId}/queue", token);
        return desk.GetProperty("waiting").EnumerateArray().Select(waiting => waiting.GetProperty("sessionId").GetGuid()).ToList();
    }

    public void Dispose() => _http.Dispose();

    private Task<JsonElement> Get(string path, string token) => Call(new HttpRequestMessage(HttpMethod.Get, path), token);

    private Task<JsonElement> Post(string path, string? token, object body) =>
        Call(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, token);

    private async Task<JsonElement> Call(HttpRequestMessage request, string? token)
    {
        using (request)
        {
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{request.RequestUri}: {(int)answer.StatusCode} {text}");
            return JsonDocument.Parse(text).RootElement;
        }
    }
}

/// <summary>A message as the history gives it.</summary>
public sealed record StoredMessage(Guid MessageId, long Seq, string Type, string SenderId, string Content, string? ClientMessageId);

/// <summary>A receipt as the hub gives it.</summary>
public sealed record GivenReceipt(Guid MessageId, long Seq, DateTimeOffset CreatedAt, bool Duplicate, bool Durable);
