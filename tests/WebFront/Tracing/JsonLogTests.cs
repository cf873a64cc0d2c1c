using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LiveChat.WebFront.Tests.Tracing;

/// <summary>The log as a log store takes it: the program as a process of its own, which writes JSON.</summary>
public class JsonLogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Each_line_is_an_object_and_what_a_request_caused_bears_its_trace_id()
    {
        var data = Directory.CreateTempSubdirectory("livechat-log-");
        using var patience = new CancellationTokenSource(Patience);
        using var process = Start(data.FullName);
        try
        {
            var lines = new List<string>();
            var address = await AddressOf(process, lines, patience.Token);
            using var http = new HttpClient { BaseAddress = address };
            using var signedIn = await http.PostAsJsonAsync("/api/auth/visitor", new { displayName = "Unmistakable" }, patience.Token);
            var token = (await signedIn.Content.ReadFromJsonAsync<JsonElement>(patience.Token)).GetProperty("accessToken").GetString()!;
            const string trace = "0af7651916cd43dd8448eb211c80319c";
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/chat/sessions?access_token={token}");
            request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.SendAsync(request, patience.Token);
            answer.EnsureSuccessStatusCode();

            while (!lines.Exists(line => line.Contains(trace, StringComparison.Ordinal))) lines.Add(await Next(process, patience.Token));

            lines.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("LogLevel").GetString()).Should().NotBeEmpty();
            var traced = JsonDocument.Parse(lines.Find(line => line.Contains(trace, StringComparison.Ordinal))!).RootElement;
            traced.GetProperty("Scopes").EnumerateArray().Select(scope => scope.ToString()).Should().Contain(scope => scope.Contains("\"TraceId\"", StringComparison.Ordinal));
            string.Concat(lines).Should().NotContain(token).And.NotContain("Unmistakable");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            data.Delete(recursive: true);
        }
    }

    // The log of requests is off by default; here it is what has a trace to bear.
    private static Process Start(string data) => Process.Start(new ProcessStartInfo("dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "LiveChat.WebFront.dll"), "--urls", "http://127.0.0.1:0", "--DataDirectory", data, "--environment", "Production",
        "--Logging:Console:FormatterName", "json", "--Logging:Console:FormatterOptions:IncludeScopes", "true", "--Logging:LogLevel:Microsoft.AspNetCore.Hosting", "Information",
        "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information",
    ]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data })!;

    private static async Task<Uri> AddressOf(Process process, List<string> lines, CancellationToken token)
    {
        const string said = "Now listening on: ";
        while (true)
        {
            var line = await Next(process, token);
            lines.Add(line);
            if (line.IndexOf(said, StringComparison.Ordinal) is >= 0 and var at) return new(line[(at + said.Length)..].Split('"')[0]);
        }
    }

    private static async Task<string> Next(Process process, CancellationToken token) =>
        await process.StandardOutput.ReadLineAsync(token) ?? throw new InvalidOperationException($"The program ended: {await process.StandardError.ReadToEndAsync(token)}");
}
