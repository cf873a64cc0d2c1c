using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.Tests;
using LiveChat.WebFront.Hosting;
using LiveChat.WebFront.Realtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveChat.WebFront.Tests.Fronts;

/// <summary>The whole program in this process: real Kestrel on a free port of the loopback, a SQLite file of its own, the demo's data.</summary>
public sealed class RunningFront : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("livechat-front-").FullName;
    private readonly WebApplication _app;

    private RunningFront(string[] settings)
    {
        _app = Front.Build(
            ["--urls", "http://127.0.0.1:0", "--DataDirectory", _data, "--Demo:Enabled", "true", .. settings],
            builder => builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
    }

    /// <summary>Everything that was logged, at every level.</summary>
    internal LogTape Log { get; } = new();

    public Uri Address { get; private set; } = null!;

    /// <summary>Where it keeps its files.</summary>
    public string Data => _data;

    public HttpClient Http { get; private set; } = null!;

    internal Sockets Sockets => _app.Services.GetRequiredService<Sockets>();

    internal Relay Relay => _app.Services.GetRequiredService<Relay>();

    internal IServiceProvider Services => _app.Services;

    /// <summary>Starts one; settings as on the command line.</summary>
    public static async Task<RunningFront> Start(params string[] settings)
    {
        var front = new RunningFront(settings);
        await front._app.StartAsync();
        front.Address = new(front._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        front.Http = new() { BaseAddress = front.Address, Timeout = TimeSpan.FromSeconds(30) };
        return front;
    }

    /// <summary>Signs a fresh visitor in.</summary>
    public async Task<Person> Visitor(string? name = null) => await SignIn("/api/auth/visitor", new { displayName = name });

    /// <summary>Signs a demo user in: b1, b2, m1, m2, m3, p1, a1.</summary>
    public async Task<Person> Demo(string userId) => await SignIn("/api/auth/demo", new { userId });

    /// <summary>Posts, expecting a sign-in.</summary>
    public async Task<Person> SignIn(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(path, body);
        var answer = await Read(response);
        response.IsSuccessStatusCode.Should().BeTrue("{0} was answered {1}", path, answer);
        return new(this, answer);
    }

    /// <summary>The answer's JSON; an empty object for none.</summary>
    public static async Task<JsonElement> Read(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement;
    }

    /// <summary>A request with a bearer token, or without any.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? token, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body);
        return await Http.SendAsync(request);
    }

    /// <summary>Stops in order, as SIGTERM does.</summary>
    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}

/// <summary>Somebody who is signed in.</summary>
public sealed class Person(RunningFront front, JsonElement signedIn)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Token { get; } = signedIn.GetProperty("accessToken").GetString()!;

    public string RefreshToken { get; } = signedIn.GetProperty("refreshToken").GetString()!;

    public string Id { get; } = signedIn.GetProperty("user").GetProperty("id").GetString()!;

    public string Role { get; } = signedIn.GetProperty("user").GetProperty("role").GetString()!;

    public Task<HubClient> Connect() => HubClient.Connect(front.Address, Token);

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null) => front.Send(method, path, Token, body);

    /// <summary>Sends and answers the JSON; anything but success fails the test.</summary>
    public async Task<JsonElement> Ask(HttpMethod method, string path, object? body = null)
    {
        using var response = await Send(method, path, body);
        var answer = await RunningFront.Read(response);
        response.IsSuccessStatusCode.Should().BeTrue("{0} {1} was answered {2} {3}", method, path, response.StatusCode, answer);
        return answer;
    }

    /// <summary>Reads again until it is as it should become.</summary>
    public async Task<JsonElement> AskUntil(string path, Predicate<JsonElement> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var answer = await Ask(HttpMethod.Get, path);
            if (holds(answer)) return answer;
            await again.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Makes a support session at a desk.</summary>
    public Task<Guid> Support(string deskId = "platform") => Create(new { kind = "support", deskId });

    /// <summary>Makes or finds the direct session with somebody.</summary>
    public Task<Guid> Direct(Person other) => Create(new { kind = "direct", target = other.Id });

    private async Task<Guid> Create(object body) =>
        (await Ask(HttpMethod.Post, "/api/chat/session/create", body)).GetProperty("sessionId").GetGuid();
}
