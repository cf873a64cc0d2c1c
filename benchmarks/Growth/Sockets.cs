using LiveChat.Load.Servers;

namespace LiveChat.Benchmarks.Growth;

/// <summary>Sockets that have joined a session of their own and say nothing: memory, and what they cost while nothing happens.</summary>
internal static class Sockets
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public static async Task Measure(Place place, int sockets)
    {
        await using var server = await place.Start();
        using var target = new ChatTarget(server, isLiveChat: true);
        var warm = await target.OpenSingles(500, "assistant");
        await Task.Delay(TimeSpan.FromSeconds(2));
        var before = server.ResidentBytes;
        var opened = await target.OpenSingles(sockets, "assistant");
        await Task.Delay(TimeSpan.FromSeconds(5));
        var (after, processor) = (server.ResidentBytes, server.ProcessorTime);
        await Task.Delay(Silence);
        var silent = (server.ProcessorTime - processor) / Silence;
        Console.WriteLine($"{place.Provider,-10} {sockets,7:N0} sockets   {after / 1048576.0,5:F0} MB, {(after - before) / 1024.0 / sockets,5:F1} KB each   silent: processor {silent:P1}, {silent * 1e6 / sockets,5:F1} µs a second each");
        foreach (var (socket, _) in warm.Concat(opened)) socket.Dispose();
    }
}
