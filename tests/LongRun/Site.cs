using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.Tests;

namespace LiveChat.LongRun;

/// <summary>The server as people reach it.</summary>
internal sealed class Site(Uri server) : IDisposable
{
    // Of the fifteen minutes that a token lasts.
    private static readonly TimeSpan SignedInFor = TimeSpan.FromMinutes(8);

    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentDictionary<string, (Person Person, long Since)> _demo = new(StringComparer.Ordinal);

    public Uri Server => server;

    /// <summary>Somebody who was never here.</summary>
    public async Task<Person> Visitor() => new(this, await Send(HttpMethod.Post, "/api/auth/visitor", null, JsonContent.Create(new { displayName = "Passer-by" })));

    /// <summary>One of the demo's people.</summary>
    public async Task<Person> Demo(string userId)
    {
        if (_demo.TryGetValue(userId, out var known) && Stopwatch.GetElapsedTime(known.Since) < SignedInFor) return known.Person;
        var person = new Person(this, await Send(HttpMethod.Post, "/api/auth/demo", null, JsonContent.Create(new { userId })));
        _demo[userId] = (person, Stopwatch.GetTimestamp());
        return person;
    }

    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<JsonElement> Send(HttpMethod method, string path, string? token, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default;
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>Somebody who is signed in.</summary>
internal sealed class Person(Site site, JsonElement signedIn)
{
    public string Token { get; } = signedIn.GetProperty("accessToken").GetString()!;

    public string Id { get; } = signedIn.GetProperty("user").GetProperty("id").GetString()!;

    public Task<JsonElement> Get(string path) => site.Send(HttpMethod.Get, path, Token);

    public Task<JsonElement> Post(string path, HttpContent body) => site.Send(HttpMethod.Post, path, Token, body);

    public Task Delete(string path) => site.Send(HttpMethod.Delete, path, Token);

    public Task<HubClient> Connect() => HubClient.Connect(site.Server, Token);

    public async Task<Guid> Open(object session) =>
        (await Post("/api/chat/session/create", JsonContent.Create(session))).GetProperty("sessionId").GetGuid();
}
