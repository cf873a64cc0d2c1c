using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace LiveChat.WebFront.Tests.Metrics;

/// <summary>A real Prometheus on a free port of the loopback that scrapes one server every second.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http;
    private readonly Process _process;
    private readonly DirectoryInfo _data;

    private Prometheus(HttpClient http, Process process, DirectoryInfo data) => (_http, _process, _data) = (http, process, data);

    /// <summary>Has its checker read the text; what it complains of fails the test.</summary>
    public static async Task Check(string text)
    {
        using var checker = Run("promtool", ["check", "metrics"]);
        var said = checker.StandardError.ReadToEndAsync();
        await checker.StandardInput.WriteAsync(text);
        checker.StandardInput.Close();
        await checker.WaitForExitAsync().WaitAsync(Patience);
        // Names that others chose (the runtime's, the web server's) are theirs; the form must be right, and our own names too.
        (await said).Split('\n').Where(line => line.StartsWith("livechat", StringComparison.Ordinal) || line.Contains("error", StringComparison.Ordinal)).Should().BeEmpty();
    }

    /// <summary>Runs its checker, which must have nothing to complain of.</summary>
    public static async Task Tool(params string[] arguments)
    {
        using var checker = Run("promtool", arguments);
        checker.StandardInput.Close();
        var said = await Task.WhenAll(checker.StandardOutput.ReadToEndAsync(), checker.StandardError.ReadToEndAsync()).WaitAsync(Patience);
        await checker.WaitForExitAsync().WaitAsync(Patience);
        checker.ExitCode.Should().Be(0, string.Concat(said));
    }

    public static async Task<Prometheus> Start(Uri server, string token)
    {
        var data = Directory.CreateTempSubdirectory("livechat-prometheus-");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "prometheus.yml"), $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
              - job_name: livechat
                authorization: { credentials: "{{token}}" }
                static_configs: [{ targets: ["{{server.Authority}}"] }]
            """);
        var port = FreePort();
        var process = Run("prometheus",
            [$"--config.file={data.FullName}/prometheus.yml", $"--storage.tsdb.path={data.FullName}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]);
        process.StandardInput.Close();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new(new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(5) }, process, data);
    }

    /// <summary>A query's value, as soon as there is one.</summary>
    public async Task<double> Ask(string query)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var answer = JsonDocument.Parse(await _http.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}", patience.Token));
                if (answer.RootElement.GetProperty("data").GetProperty("result") is { } result && result.GetArrayLength() > 0)
                    return double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // It does not listen yet.
            }
            await Task.Delay(Pause, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private static Process Run(string program, string[] arguments)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))
            throw new InvalidOperationException($"$XunitDynamicSkip${program} is not installed: apt-get install prometheus");
        return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
