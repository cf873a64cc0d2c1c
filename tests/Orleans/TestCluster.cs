using System.Diagnostics;
using System.Globalization;
using LiveChat.Load.Servers;
using LiveChat.Testing;

namespace LiveChat.Clusters;

/// <summary>How the processes of a test find each other.</summary>
public enum Meeting
{
    Redis,
    AdoNet,
}

/// <summary>A cluster of real processes on this machine: silos and fronts over PostgreSQL.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("livechat-cluster-").FullName;
    private readonly Dictionary<string, string> _environment;
    private readonly RedisServer? _redis;

    private TestCluster(RedisServer? redis, Dictionary<string, string> environment) => (_redis, _environment) = (redis, environment);

    /// <summary>The silos that run, and those that ran.</summary>
    public List<ServerProcess> Silos { get; } = [];

    /// <summary>The fronts.</summary>
    public List<ServerProcess> Fronts { get; } = [];

    public static async Task<TestCluster> Start(Meeting meeting, int silos, int fronts)
    {
        var postgres = await PostgresServer.Shared;
        var database = await postgres.CreateDatabaseAsync();
        var redis = meeting == Meeting.Redis ? RedisServer.Start() : null;
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Cluster__Membership"] = meeting.ToString(),
            ["Cluster__ClusterId"] = Guid.CreateVersion7().ToString("N"),
            ["ConnectionStrings__Cluster"] = redis?.Connection ?? database,
            ["Auth__SigningKey"] = "a key for the tests of a cluster, long enough for it",
            ["RateLimits__Enabled"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        var cluster = new TestCluster(redis, environment);
        environment["DataDirectory"] = cluster._data;
        cluster._storage = new(StringComparer.Ordinal) { ["Storage__Provider"] = "PostgreSql", ["ConnectionStrings__LiveChat"] = database };
        try
        {
            for (var i = 0; i < silos; i++) await cluster.AddSilo();
            for (var i = 0; i < fronts; i++) await cluster.AddFront();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private Dictionary<string, string> _storage = [];

    /// <summary>Starts one silo more, and waits until it serves.</summary>
    public async Task<ServerProcess> AddSilo()
    {
        Dictionary<string, string> environment = new(_environment.Concat(_storage), StringComparer.Ordinal)
        {
            ["Cluster__SiloPort"] = ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture),
            ["Cluster__GatewayPort"] = ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture),
        };
        var silo = await ServerProcess.Start("Silo", core: null, Assembly("Silo"), address => ["--urls", address.ToString().TrimEnd('/')], environment);
        Silos.Add(silo);
        return silo;
    }

    /// <summary>Starts one front more, which knows of no database but, where there is no Redis, that of the membership.</summary>
    public async Task<ServerProcess> AddFront()
    {
        var front = await ServerProcess.Start("WebFront", core: null, Assembly("WebFront"), address => ["--urls", address.ToString().TrimEnd('/')], _environment);
        Fronts.Add(front);
        return front;
    }

    /// <summary>Sends a process a signal: TERM to stop in order, STOP to freeze it, CONT to let it go on.</summary>
    public static async Task Signal(ServerProcess process, string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        kill.ExitCode.Should().Be(0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Fronts.Concat(Silos)) await process.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>A program that was built beside these tests.</summary>
    public static string Assembly(string project)
    {
        // …/bin/Orleans/<configuration>/ stands beside …/bin/Silo/<configuration>/.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, $"LiveChat.{project}.dll");
    }
}
