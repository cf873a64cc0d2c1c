using System.Diagnostics;
using LiveChat.Load.Servers;

namespace LiveChat.Clusters;

/// <summary>A real Redis on a free port of the loopback address, without a file. Skips the test where Redis is not installed.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";
    private readonly Process _process;

    private RedisServer(Process process, int port) => (_process, Connection) = (process, $"127.0.0.1:{port}");

    /// <summary>Where it listens.</summary>
    public string Connection { get; }

    public static RedisServer Start()
    {
        if (!File.Exists(Program)) throw new InvalidOperationException($"$XunitDynamicSkip$Redis is not installed (looked for {Program}): apt-get install redis-server");
        var port = ServerProcess.FreePort();
        var process = Process.Start(new ProcessStartInfo(Program, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return new(process, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
