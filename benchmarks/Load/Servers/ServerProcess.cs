using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LiveChat.Load.Servers;

/// <summary>A server under load: a process of its own, held to one core, stopped by its id.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Tail _output;
    private bool _isDisposed;

    private ServerProcess(string name, Process process, Uri address, Tail output)
    {
        Name = name;
        _process = process;
        _output = output;
        Address = address;
    }

    /// <summary>What it is called in the report.</summary>
    public string Name { get; }

    /// <summary>Its process id, for signals.</summary>
    public int Id => _process.Id;

    /// <summary>Ends when it does, with its exit code.</summary>
    public async Task<int> Exited()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The last lines that it wrote.</summary>
    public string Output => $"{_output}{(_process.HasExited ? $"\n(it ended with {_process.ExitCode})" : "")}";

    /// <summary>Its resident memory in bytes.</summary>
    public long ResidentBytes =>
        File.ReadLines($"/proc/{_process.Id}/status")
            .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024)
            .Single();

    /// <summary>The processor time it has taken.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until it answers that it is ready.</summary>
    /// <param name="name">Its name in the report.</param>
    /// <param name="core">The core that it is held to, or null for any.</param>
    /// <param name="assembly">The program's assembly.</param>
    /// <param name="arguments">From its address, its arguments.</param>
    /// <param name="environment">What is added to the environment.</param>
    public static async Task<ServerProcess> Start(
        string name, int? core, string assembly, Func<Uri, IEnumerable<string>> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] program = core is { } pinned ? ["taskset", "-c", pinned.ToString(CultureInfo.InvariantCulture), "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(program[0], [.. program[1..], assembly, .. arguments(address)])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start.");
        var output = new Tail();
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(name, process, address, output);
        await server.WaitUntilReady(output);
        return server;
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task Kill()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await Kill();
        _process.Dispose();
    }

    private async Task WaitUntilReady(Tail output)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"{Name} ended with {_process.ExitCode}:\n{output}");
            if (Stopwatch.GetElapsedTime(since) > StartTimeout)
            {
                await Kill();
                throw new TimeoutException($"{Name} was not ready within {StartTimeout.TotalSeconds:0} s:\n{output}");
            }

            try
            {
                using var answer = await http.GetAsync(new Uri(Address, "/health/ready"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet, or too busy to answer: asked again below.
            }

            await Task.Delay(20);
        }
    }

    /// <summary>The last lines of a process's output, for when it fails.</summary>
    private sealed class Tail
    {
        private const int MostLines = 60;
        private readonly Queue<string> _lines = new();

        public void Add(string? line)
        {
            if (line is null) return;
            lock (_lines)
            {
                _lines.Enqueue(line);
                if (_lines.Count > MostLines) _lines.Dequeue();
            }
        }

        public override string ToString()
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }
}
