using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LiveChat.Chaos.World;

/// <summary>The real program as a process of its own, on a free port, with its log in a file. It ends when this process does, however that ends.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(60);

    // Runs the program beside a watch that kills it once nobody holds the other end of the standard input any more.
    private const string Script = """
        log=$1; shift
        exec 2>>"$log"
        exec 3<&0
        dotnet "$@" </dev/null >>"$log" 2>&1 3<&- &
        program=$!
        (cat <&3 >/dev/null; kill -9 $program 2>/dev/null) &
        watch=$!
        echo $program
        exec 3<&-
        wait $program
        code=$?
        kill $watch
        exit $code
        """;

    private readonly Process _watch;
    private readonly string _log;

    private ChatServer(Process watch, int id, Uri address, string log) => (_watch, Id, Address, _log) = (watch, id, address, log);

    /// <summary>Its process id.</summary>
    public int Id { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it; it is not ready yet.</summary>
    public static async Task<ChatServer> Start(IReadOnlyDictionary<string, string> environment, string log)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", log, Program, "--urls", address.ToString().TrimEnd('/')])
        {
            WorkingDirectory = Path.GetDirectoryName(Program),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var watch = Process.Start(start)!;
        var line = await watch.StandardOutput.ReadLineAsync().WaitAsync(StartTimeout);
        return new(watch, int.Parse(line!, CultureInfo.InvariantCulture), address, log);
    }

    /// <summary>The program's assembly.</summary>
    public static string Program { get; } = FindProgram();

    /// <summary>Waits until it says that it is ready, and answers when that was, by the stopwatch.</summary>
    public async Task<long> Ready()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var patience = new CancellationTokenSource(StartTimeout);
        while (true)
        {
            if (_watch.HasExited) throw new InvalidOperationException($"The server ended with {_watch.ExitCode}: see {_log}");
            try
            {
                using var answer = await http.GetAsync(new Uri(Address, "/health/ready"), patience.Token);
                if (answer.IsSuccessStatusCode) return Stopwatch.GetTimestamp();
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !patience.IsCancellationRequested)
            {
                // Not listening yet, or too busy to answer: asked again below.
            }

            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task Kill()
    {
        await Shell.Signal("KILL", Id);
        await _watch.WaitForExitAsync().WaitAsync(EndTimeout);
    }

    /// <summary>Asks it to end, and waits until it has; its exit code.</summary>
    public async Task<int> Stop()
    {
        await Shell.Signal("TERM", Id);
        await _watch.WaitForExitAsync().WaitAsync(EndTimeout);
        return _watch.ExitCode;
    }

    /// <summary>Freezes it, as a machine that is moved or swaps does.</summary>
    public Task Freeze() => Shell.Signal("STOP", Id);

    /// <summary>Lets it go on.</summary>
    public Task Thaw() => Shell.Signal("CONT", Id);

    public async ValueTask DisposeAsync()
    {
        if (!_watch.HasExited) await Kill();
        _watch.StandardInput.Close();
        _watch.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string FindProgram()
    {
        // …/bin/Chaos/<configuration>/ stands beside …/bin/WebFront/<configuration>/.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, "WebFront", here.Name, "LiveChat.WebFront.dll");
    }
}
