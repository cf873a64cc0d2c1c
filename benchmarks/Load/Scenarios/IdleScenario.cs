using LiveChat.Load.Servers;

namespace LiveChat.Load.Scenarios;

/// <summary>Sockets that have joined a session of their own and say nothing.</summary>
public static class IdleScenario
{
    /// <summary>The server's resident memory a joined socket, in kilobytes.</summary>
    public static async Task<double> MemoryPerSocket(ChatTarget target, int sockets)
    {
        // What the first sockets cost is the program warming up, not the sockets.
        var warm = await target.OpenSingles(500, "assistant");
        await Task.Delay(TimeSpan.FromSeconds(2));
        var before = target.Server.ResidentBytes;
        var opened = await target.OpenSingles(sockets, "assistant");
        await Task.Delay(TimeSpan.FromSeconds(5));
        var after = target.Server.ResidentBytes;
        foreach (var (socket, _) in warm.Concat(opened)) socket.Dispose();
        return (after - before) / 1024.0 / sockets;
    }
}
