using System.Globalization;
using LiveChat.Testing;

namespace LiveChat.Chaos.World;

/// <summary>A PostgreSQL server on the small disk, reached through a proxy.</summary>
internal sealed class FrailDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private int[] _frozen = [];

    private FrailDatabase(PostgresServer server, TcpProxy link, string connection) => (_server, Link, Connection) = (server, link, connection);

    /// <summary>The way to it.</summary>
    public TcpProxy Link { get; }

    /// <summary>How the server reaches it, through the proxy.</summary>
    public string Connection { get; }

    public static async Task<FrailDatabase> Start(string directory)
    {
        // A small write-ahead log: the disk is small too.
        var server = await PostgresServer.StartInAsync(directory, "max_wal_size=64MB", "min_wal_size=32MB", "shared_buffers=32MB");
        try
        {
            await server.CreateDatabaseAsync();
            var link = new TcpProxy(server.Port);
            return new(server, link, $"Host=127.0.0.1;Port={link.Port.ToString(CultureInfo.InvariantCulture)};Username=livechat;Database=test_1");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public Task Crash() => _server.CrashAsync();

    /// <summary>Starts it again, if it does not run.</summary>
    public Task Restart() => _server.ProcessId is null ? _server.RestartAsync() : Task.CompletedTask;

    /// <summary>Freezes all of its processes.</summary>
    public Task Freeze()
    {
        _frozen = _server.ProcessId is { } first ? [first, .. ChildrenOf(first)] : [];
        return Shell.Signal("STOP", _frozen);
    }

    /// <summary>Lets them go on.</summary>
    public Task Thaw() => Shell.Signal("CONT", Interlocked.Exchange(ref _frozen, []));

    public async ValueTask DisposeAsync()
    {
        await Thaw();
        await Link.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static IEnumerable<int> ChildrenOf(int parent)
    {
        foreach (var directory in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id)) continue;
            if (ParentOf(id) == parent) yield return id;
        }
    }

    private static int? ParentOf(int id)
    {
        try
        {
            // "id (name) state parent …", where the name may hold anything.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }
}
