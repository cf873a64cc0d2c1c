using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LiveChat.Browser;

/// <summary>The real program as a process of its own, with a data directory and an address that outlive it.</summary>
public sealed class LiveChatServer : IAsyncDisposable
{
    /// <summary>Long, for on a busy machine several start at once; one that ends is noticed at once.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("livechat-browser-");
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    private readonly (string Name, string Value)[] _settings;

    private LiveChatServer(string address, (string Name, string Value)[] settings) => (Address, _settings) = (address, settings);

    public string Address { get; }

    public static async Task<LiveChatServer> Start(params (string Name, string Value)[] settings)
    {
        var server = new LiveChatServer($"http://127.0.0.1:{FreePort()}", settings);
        try
        {
            await server.Run();
            return server;
        }
        catch
        {
            await server.DisposeAsync(); // nobody else knows of it
            throw;
        }
    }

    /// <summary>Starts the program on the data that is there, and waits until it can serve.</summary>
    public async Task Run()
    {
        _process = Process.Start(StartInfo()) ?? throw new InvalidOperationException("The server did not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilReady();
    }

    /// <summary>Kills the process at once, as <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await Kill();
        _process?.Dispose();
        _data.Delete(recursive: true);
    }

    private ProcessStartInfo StartInfo() => new("dotnet", [Place.WebFront, "--urls", Address, .. _settings.Select(setting => $"--{setting.Name}={setting.Value}")])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Path.GetDirectoryName(Place.WebFront)!,
        Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DataDirectory"] = _data.FullName },
    };

    private async Task UntilReady()
    {
        using var client = new HttpClient();
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (!await IsReady(client, timeout.Token))
        {
            if (_process!.HasExited || timeout.IsCancellationRequested)
                throw new InvalidOperationException($"The server is not ready:\n{string.Join('\n', _output)}");
            await Task.Delay(50);
        }
    }

    private async Task<bool> IsReady(HttpClient client, CancellationToken token)
    {
        try
        {
            return (await client.GetAsync($"{Address}/health/ready", token)).IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        if (_output.Count > 200) _output.TryDequeue(out _);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
