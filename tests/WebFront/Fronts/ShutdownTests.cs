using System.Diagnostics;
using System.Net;
using LiveChat.Tests;

namespace LiveChat.WebFront.Tests.Fronts;

/// <summary>The program as a process of its own: SIGTERM ends it in order, kill -9 takes nothing with it.</summary>
public class ShutdownTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _data = Directory.CreateTempSubdirectory("livechat-process-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Sigterm_tells_everybody_loses_nothing_and_exits_with_0()
    {
        using var first = await Process.Start(_data);
        var (one, other) = (await first.Visitor(), await first.Visitor());
        var sessionId = await first.Direct(one, other);
        await using var hub = await HubClient.Connect(first.Address, one);
        await hub.Join(sessionId);
        await hub.Say(sessionId, "before");

        first.Terminate();
        (await hub.Take("system")).GetProperty("code").GetString().Should().Be("RESTARTING");
        await hub.Closed.WaitAsync(Patience);
        (await first.Exit()).Should().Be(0);

        using var second = await Process.Start(_data);
        await using var again = await HubClient.Connect(second.Address, one);
        (await again.Join(sessionId)).GetProperty("messages")[0].GetProperty("content").GetString().Should().Be("before");
    }

    [Fact]
    public async Task Kill_9_loses_nothing_that_was_acknowledged_and_tokens_hold_on()
    {
        using var first = await Process.Start(_data);
        var (one, other) = (await first.Visitor(), await first.Visitor());
        var sessionId = await first.Direct(one, other);
        await using var hub = await HubClient.Connect(first.Address, one);
        await hub.Join(sessionId);
        for (var i = 1; i <= 50; i++) await hub.Say(sessionId, $"line {i}", $"id {i}");
        first.Kill();
        await first.Exit();

        using var second = await Process.Start(_data);
        await using var again = await HubClient.Connect(second.Address, one);
        (await again.Join(sessionId, 0)).GetProperty("lastSeq").GetInt64().Should().Be(50);
        (await again.Say(sessionId, "line 50", "id 50")).GetProperty("duplicate").GetBoolean().Should().BeTrue();
        (await again.Say(sessionId, "line 51", "id 51")).GetProperty("seq").GetInt64().Should().Be(51);
    }

    /// <summary>The built program.</summary>
    private sealed class Process : IDisposable
    {
        private readonly System.Diagnostics.Process _process;
        private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<string> _output = [];
        private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

        private Process(string data)
        {
            var program = Path.Combine(AppContext.BaseDirectory, "LiveChat.WebFront.dll");
            _process = new()
            {
                StartInfo = new("dotnet", [program, "--urls", "http://127.0.0.1:0", "--DataDirectory", data, "--Demo:Enabled", "true"]) { RedirectStandardOutput = true, RedirectStandardError = true },
            };
            _process.OutputDataReceived += (_, line) => Hear(line.Data);
            _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        }

        public Uri Address { get; private set; } = null!;

        public static async Task<Process> Start(string data)
        {
            var process = new Process(data);
            process._process.Start();
            process._process.BeginOutputReadLine();
            process._process.BeginErrorReadLine();
            process.Address = await process._address.Task.WaitAsync(Patience);
            using var ready = await process._http.GetAsync(new Uri(process.Address, "/health/ready"));
            ready.StatusCode.Should().Be(HttpStatusCode.OK);
            return process;
        }

        public async Task<string> Visitor() => (await Post("/api/auth/visitor", null, "{}")).GetProperty("accessToken").GetString()!;

        public async Task<Guid> Direct(string token, string otherToken)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "/api/auth/me"));
            request.Headers.Authorization = new("Bearer", otherToken);
            using var response = await _http.SendAsync(request);
            var target = (await RunningFront.Read(response)).GetProperty("id").GetString();
            return (await Post("/api/chat/session/create", token, $$"""{"kind":"direct","target":"{{target}}"}""")).GetProperty("sessionId").GetGuid();
        }

        public void Terminate() => System.Diagnostics.Process.Start("kill", ["-TERM", _process.Id.ToString()]).Dispose();

        public void Kill() => _process.Kill();

        public async Task<int> Exit()
        {
            using var patience = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(patience.Token);
            return _process.ExitCode;
        }

        public void Dispose()
        {
            if (!_process.HasExited) _process.Kill();
            _process.Dispose();
            _http.Dispose();
        }

        private async Task<System.Text.Json.JsonElement> Post(string path, string? token, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path)) { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
            if (token is not null) request.Headers.Authorization = new("Bearer", token);
            using var response = await _http.SendAsync(request);
            var answer = await RunningFront.Read(response);
            response.IsSuccessStatusCode.Should().BeTrue("{0} was answered {1}", path, answer);
            return answer;
        }

        private void Hear(string? line)
        {
            if (line is null) return;
            lock (_output) _output.Add(line);
            var at = line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal);
            if (line.Contains("Visitor's chat", StringComparison.Ordinal) && at >= 0) _address.TrySetResult(new(line[at..].Replace("/chat", "", StringComparison.Ordinal)));
        }
    }
}
