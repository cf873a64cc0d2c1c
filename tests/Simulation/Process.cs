using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Cluster;
using LiveChat.Cluster.Files;
using LiveChat.Contacts;
using LiveChat.Desks;
using LiveChat.Files;
using LiveChat.Moods;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.Sessions;
using LiveChat.Simulation.Engine;
using LiveChat.Simulation.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace LiveChat.Simulation;

/// <summary>A process that hosts the real grains, from its start to its death. What it knew dies with it.</summary>
internal sealed class Process
{
    private static readonly IConfiguration Strict = new ConfigurationBuilder().AddInMemoryCollection([new(StrictMode.Key, "true")]).Build();

    private readonly Lane _lane;
    private readonly ServiceProvider _services;

    // Goes on where it is completed: what goes on "asynchronously" would do so on the pool, outside of the order.
    private readonly TaskCompletionSource _died = new();

    public Process(World world, int number)
    {
        _lane = new Lane(world.Simulator, number);
        _services = Compose(world, new Connection(world.Simulator, _lane, world.Outside, world.Weather)).BuildServiceProvider();
        Client = _services.GetRequiredService<IClusterClient>();
    }

    public IClusterClient Client { get; }

    /// <summary>Done when the process is dead.</summary>
    public Task Died => _died.Task;

    public bool IsDead => _lane.IsClosed;

    public async Task Start()
    {
        await _lane.Begin(() => _services.GetRequiredService<SiloHost>().StartAsync(CancellationToken.None));
        await _lane.Begin(WakeBusyDesks);
    }

    /// <summary>Calls a grain; the answer may be waited for together with something else, and the order is kept.</summary>
    public async Task<T> Call<T>(Func<IClusterClient, Task<T>> call) => await call(Client);

    /// <inheritdoc cref="Call{T}"/>
    public async Task Call(Func<IClusterClient, Task> call) => await call(Client);

    /// <summary>kill -9: no turn runs to its end, nothing is written any more, callers hear nothing.</summary>
    public void Kill()
    {
        _lane.Close();
        _services.GetRequiredService<SiloHost>().Kill();
        _services.Dispose();
        _died.TrySetResult();
    }

    /// <summary>The activations there are, for somebody who ends one of them.</summary>
    public IGrainContext[] Activations => [.. _services.GetRequiredService<Silo>().Activations];

    private ServiceCollection Compose(World world, Connection connection)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(world.Journal);
        services.AddSingleton<TimeProvider>(_lane.Clock);
        services.AddSingleton(_lane.Turns);
        services.AddSingleton(Strict);
        services.AddSingleton(world);
        SiloServices.AddSilo(services, Strict).AddMemoryStreams(StreamNames.Provider).AddReminders();
        services.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));

        var log = new RemoteLog(world.Database, connection);
        var desks = new RemoteDesks(world.Database, connection);
        var people = new RemotePeople(world.Database, connection);
        services.AddSingleton<IReminderTable>(new RemoteReminders(world.Database, connection));
        services.AddSingleton<IMessageLog>(log).AddSingleton<ISessionIndex>(log);
        services.AddSingleton<IDeskStore>(desks).AddSingleton<IScheduleStore>(desks);
        services.AddSingleton<IUserStore>(people).AddSingleton<IContactStore>(people).AddSingleton<IAuditLog>(people);
        services.AddSingleton<IFileStore>(new InMemoryFiles());
        services.AddSingleton<IMoodStore>(new InMemoryMoods());
        services.AddSingleton(Options.Create(world.Circumstances.Sessions));
        services.AddSingleton(Options.Create(world.Circumstances.Queues));
        services.AddSingleton(Options.Create(new PresenceOptions()));
        services.AddSingleton(Options.Create(new FilesOptions()));
        services.AddSingleton(Options.Create(new Reports.ReportOptions()));
        return services;
    }

    // As the product's start does.
    private async Task WakeBusyDesks()
    {
        try
        {
            foreach (var deskId in await _services.GetRequiredService<ISessionIndex>().BusyDesks(CancellationToken.None))
                await Client.GetGrain<IAgentQueue>(deskId).PlaceOf(Guid.Empty);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or TimeoutException)
        {
            // They are woken by who asks next, or by their reminder.
        }
    }
}
