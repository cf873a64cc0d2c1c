using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LiveChat.Chaos.Clients;

/// <summary>The REST interface.</summary>
/// <param name="server">Where it is at the moment.</param>
internal sealed class Api(Func<Uri> server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new() { Timeout = Patience };

    public Task<JsonElement> Get(string path, string? token) => Call(HttpMethod.Get, path, token, null);

    public Task<JsonElement> Post(string path, string? token, object body) => Call(HttpMethod.Post, path, token, JsonContent.Create(body));

    public Task<JsonElement> Put(string path, string? token, object body) => Call(HttpMethod.Put, path, token, JsonContent.Create(body));

    /// <summary>Uploads a small file to a session and answers its id.</summary>
    public async Task<Guid> Upload(string token, Guid sessionId, string text)
    {
        using var body = new MultipartFormDataContent { { new StringContent(sessionId.ToString()), "sessionId" }, { new StringContent(text), "file", "note.txt" } };
        return (await Call(HttpMethod.Post, "/api/files", token, body)).GetProperty("fileId").GetGuid();
    }

    /// <summary>A session's whole log, from an entry on.</summary>
    public async Task<List<Entry>> Log(string token, Guid sessionId, long after = 0)
    {
        var all = new List<Entry>();
        while (true)
        {
            var page = await Get($"/api/chat/session/{sessionId}/history?afterSeq={after}&limit=200", token);
            foreach (var message in page.GetProperty("messages").EnumerateArray()) all.Add(Entry.From(message));
            if (all.Count == 0 || all[^1].Seq == after) return all;
            after = all[^1].Seq;
            if (!page.GetProperty("hasMore").GetBoolean()) return all;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> Call(HttpMethod method, string path, string? token, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(server(), path)) { Content = body };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.IsSuccessStatusCode) return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        throw new Refused(CodeOf(answer.StatusCode, text), $"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    private static string CodeOf(HttpStatusCode status, string text)
    {
        if (!text.StartsWith('{')) return status is HttpStatusCode.Unauthorized ? "UNAUTHENTICATED" : "";
        using var problem = JsonDocument.Parse(text);
        return problem.RootElement.TryGetProperty("code", out var code) ? code.GetString()! : "";
    }
}
