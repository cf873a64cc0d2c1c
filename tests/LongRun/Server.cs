using System.Diagnostics.Tracing;
using System.Globalization;
using LiveChat.Load.Servers;
using Microsoft.Diagnostics.NETCore.Client;

namespace LiveChat.LongRun;

/// <summary>The server, and what can be seen of it from outside.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const long CollectHeap = 0x800000; // the runtime's GCHeapCollect keyword: who listens with it has a full collection made
    private static readonly TimeSpan LongestCollection = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ServerProcess _process;
    private readonly HttpClient _http;

    private Server(ServerProcess process) =>
        (_process, _http) = (process, new() { BaseAddress = process.Address, Timeout = TimeSpan.FromSeconds(30) });

    public Uri Address => _process.Address;

    public string Output => _process.Output;

    public static async Task<Server> Start(Dictionary<string, string> environment) =>
        new(await ServerProcess.Start("WebFront", core: null, WebFrontAssembly(), address => ["--urls", address.ToString().TrimEnd('/')], environment));

    /// <summary>How it stands, without what is garbage.</summary>
    public async Task<Sample> Look(TimeSpan at)
    {
        await Collect();
        return new(at, await Figures(), _process.ResidentBytes, OpenSockets());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task Collect()
    {
        var before = Collections(await Figures());
        using (var session = new DiagnosticsClient(_process.Id).StartEventPipeSession(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectHeap)], requestRundown: false))
        {
            var reading = session.EventStream.CopyToAsync(Stream.Null);
            await session.StopAsync(CancellationToken.None).WaitAsync(LongestCollection);
            await reading.WaitAsync(LongestCollection);
        }
        using var patience = new CancellationTokenSource(LongestCollection);
        while (Collections(await Figures()) == before) await Task.Delay(Pause, patience.Token);
    }

    private async Task<Dictionary<string, double>> Figures() =>
        (await _http.GetStringAsync("/metrics")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToDictionary(
            line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private int OpenSockets() =>
        Directory.EnumerateFiles($"/proc/{_process.Id}/fd").Count(IsSocket);

    private static bool IsSocket(string handle)
    {
        try
        {
            return File.ResolveLinkTarget(handle, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) is true;
        }
        catch (IOException)
        {
            return false; // closed since it was listed
        }
    }

    private static double Collections(Dictionary<string, double> figures) =>
        figures.GetValueOrDefault("dotnet_gc_collections_total{gc_heap_generation=\"gen2\"}");

    private static string WebFrontAssembly()
    {
        // …/bin/LongRun/<configuration>/ stands beside …/bin/WebFront/<configuration>/.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, "WebFront", here.Name, "LiveChat.WebFront.dll");
    }
}
