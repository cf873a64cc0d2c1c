using System.Globalization;
using LiveChat.Chaos.Plan;
using LiveChat.Testing;

namespace LiveChat.Chaos.World;

/// <summary>The server and all that it depends on: its database, disk, clock, model, and the way to it. Each can be made to fail.</summary>
internal sealed class Surroundings : IAsyncDisposable
{
    /// <summary>The key with which visitors' identities are signed.</summary>
    public const string IdentityKey = "an identity key for chaos, long enough";

    private readonly string _home;
    private readonly string _log;
    private readonly Dictionary<string, string> _environment;

    private Surroundings(string home, string log, Quota disk)
    {
        (_home, _log, Disk, Clock) = (home, log, disk, new(home));
        _environment = Settings();
        foreach (var (name, value) in Clock.Environment()) _environment[name] = value;
    }

    public Quota Disk { get; }

    public FrailDatabase? Database { get; private set; }

    public MovableClock Clock { get; }

    public StallingModel Model { get; } = new();

    /// <summary>The way of the clients to the server.</summary>
    public TcpProxy Door { get; } = new(0);

    public ChatServer Server { get; private set; } = null!; // since Start

    /// <summary>Where clients find it.</summary>
    public Uri Address => new($"http://127.0.0.1:{Door.Port.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Starts everything.</summary>
    /// <param name="onPostgres">Whether the data is in PostgreSQL, or else in SQLite.</param>
    /// <param name="log">Where the server's log goes.</param>
    public static async Task<Surroundings> Start(bool onPostgres, string log)
    {
        var home = Directory.CreateTempSubdirectory("livechat-chaos-").FullName;
        await Shell.Run($"chmod 711 '{home}'"); // PostgreSQL runs as somebody else
        var disk = await Quota.Mount(Path.Combine(home, "disk"));
        var world = new Surroundings(home, log, disk);
        try
        {
            if (onPostgres) await world.AddDatabase();
            await world.Restart();
            return world;
        }
        catch
        {
            await world.DisposeAsync(); // nobody else knows of it
            throw;
        }
    }

    /// <summary>What can go wrong here, and what cannot, with the reason.</summary>
    public static (FaultKind[] Able, string[] Unable) Kinds(bool onPostgres, Quota disk)
    {
        var unable = new Dictionary<FaultKind, string>();
        if (disk.WhyNot is { } noDisk) unable[FaultKind.DiskFull] = noDisk;
        if (MovableClock.WhyNot is { } noClock) unable[FaultKind.ClockAhead] = unable[FaultKind.ClockBack] = noClock;
        var all = Enum.GetValues<FaultKind>().Where(kind => onPostgres || !NeedsDatabaseServer(kind));
        return ([.. all.Where(kind => !unable.ContainsKey(kind))], [.. unable.Select(each => $"{each.Key} is left out: {each.Value}")]);
    }

    /// <summary>Starts the server, which must not run, and answers when it was ready, by the stopwatch.</summary>
    public async Task<long> Restart()
    {
        if (Server is not null) await Server.DisposeAsync();
        Server = await ChatServer.Start(_environment, _log);
        Door.Lead(Server.Address.Port);
        return await Server.Ready();
    }

    /// <summary>Ends whatever is wrong.</summary>
    public async Task Heal()
    {
        Door.Weather.Clear();
        Database?.Link.Weather.Clear();
        Model.Manner = Manner.Well;
        Disk.Free();
        if (Database is not null)
        {
            await Database.Thaw();
            await Database.Restart();
        }

        await Server.Thaw();
    }

    /// <summary>What <c>verify</c> says of all that is stored.</summary>
    public Task<(int Code, string Said)> Verify() =>
        Shell.Try("dotnet", [ChatServer.Program, "verify", "--Storage:CommandTimeout", "00:01:00"], _environment);

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        await Door.DisposeAsync();
        await Model.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
        await Disk.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    private static bool NeedsDatabaseServer(FaultKind kind) =>
        kind is FaultKind.DatabaseCrash or FaultKind.DatabaseFreeze or FaultKind.DatabaseCut or FaultKind.DatabaseDelay;

    private async Task AddDatabase()
    {
        Database = await FrailDatabase.Start(Disk.Directory);
        (_environment["Storage__Provider"], _environment["ConnectionStrings__LiveChat"]) = ("PostgreSql", Database.Connection);
    }

    // What takes minutes in service takes seconds here, in the same proportions, so that it happens within a round.
    private Dictionary<string, string> Settings() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DataDirectory"] = Path.Combine(Disk.Directory, "data"),
        ["Storage__Provider"] = "Sqlite",
        ["Storage__CommandTimeout"] = "00:00:04",
        ["Storage__LockTimeout"] = "00:00:02",
        ["Storage__LongestProbeInterval"] = "00:00:00.3",
        ["Files__LeastFreeBytes"] = "1000000",
        ["Auth__IdentityKey"] = IdentityKey,
        ["RateLimits__Enabled"] = "false",
        ["Presence__LeaseTime"] = "00:00:06",
        ["Presence__PollInterval"] = "00:00:01",
        ["Queues__OfferTimeout"] = "00:00:02",
        ["Queues__DeclineCoolDown"] = "00:00:02",
        ["Queues__AsideFor"] = "00:00:03",
        ["Queues__AvailabilityLease"] = "00:00:06",
        ["Queues__PresenceGrace"] = "00:00:03",
        ["Queues__LostRepeat"] = "00:00:01",
        ["Queues__SettleTime"] = "00:00:10",
        ["Queues__SweepEvery"] = "00:00:01",
        ["Queues__IdleAfter"] = "00:00:00",
        ["Ai__Provider"] = "OpenAI",
        ["Ai__Endpoint"] = Model.Address.ToString(),
        ["Ai__Model"] = "chaos",
        ["Ai__FirstTokenTimeout"] = "00:00:02",
        ["Ai__BetweenTokensTimeout"] = "00:00:01",
        ["Ai__Retries"] = "1",
        ["Assistant__ReplyTimeout"] = "00:00:08",
        ["Sessions__ReplySilence"] = "00:00:10",
        ["Intents__ModelPerMinute"] = "0",
        ["Moods__ModelPerMinute"] = "0",
        ["Logging__LogLevel__Default"] = "Information",
        ["Logging__LogLevel__Microsoft"] = "Warning",
    };
}
