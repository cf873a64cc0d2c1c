using LiveChat.Accounts;
using LiveChat.Cluster.Files;
using LiveChat.Cluster.Spending;
using LiveChat.Cluster.Tickets;
using LiveChat.Contacts;
using LiveChat.Audit;
using LiveChat.Desks;
using LiveChat.Files;
using LiveChat.Moods;
using LiveChat.Presence;
using LiveChat.Reports;
using LiveChat.Schedules;
using LiveChat.Sessions;
using LiveChat.Silo.Hosting;
using LiveChat.Spending;
using LiveChat.Testing;
using LiveChat.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.TestingHost;

namespace LiveChat.Cluster;

/// <summary>What outlives a cluster, as a database outlives a process; and the clock that its silos go by.</summary>
public sealed class ChatStores
{
    public InMemoryMessageLog Log { get; } = new();

    public InMemoryUsers Users { get; } = new();

    public InMemoryDesks Desks { get; } = new();

    public InMemoryFiles Files { get; } = new();
    public InMemoryAudit Audit { get; } = new();

    public InMemoryTickets Tickets { get; }

    public InMemoryMoods Moods { get; } = new();

    public InMemorySchedules Schedules { get; } = new();

    public InMemorySpending Spending { get; } = new();

    public ManualTime Time { get; } = new();

    public ChatStores() => Tickets = new(Desks);
}

/// <summary>
/// A silo with the real grains over stores in memory. The same code runs on the embedded engine and on Orleans. Grains
/// that a test does not want for real are scripted: see <see cref="ScriptedAssistant"/> and <see cref="ScriptedQueue"/>.
/// </summary>
public sealed class ChatCluster : IAsyncDisposable
{
    /// <summary>A test that waits longer than this hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How often grains look after what is due, in tests.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly Action<ISiloBuilder>? _configure;
    private InProcessTestCluster _cluster;

    private ChatCluster(ChatStores stores, Action<ISiloBuilder>? configure, InProcessTestCluster cluster) =>
        (Stores, _configure, _cluster) = (stores, configure, cluster);

    public ChatStores Stores { get; }

    public InMemoryMessageLog Log => Stores.Log;

    public ManualTime Time => Stores.Time;

    public IClusterClient Client => _cluster.Client;

    /// <summary>Starts a silo.</summary>
    /// <param name="configure">What the test adds: options, services, scripted grains.</param>
    /// <param name="stores">Stores with a past; null for new ones.</param>
    public static async Task<ChatCluster> Start(Action<ISiloBuilder>? configure = null, ChatStores? stores = null)
    {
        stores ??= new();
        return new(stores, configure, await Deploy(stores, configure));
    }

    /// <summary>The process is killed, and another starts over the same stores.</summary>
    public async Task KillAndRestart()
    {
        // Who is dead writes nothing more; Orleans' test cluster lets grains of a killed silo end in order all the same.
        var wasAway = Log.Away;
        Log.Away = true;
        await _cluster.KillSiloAsync(_cluster.Silos[0]);
        await _cluster.DisposeAsync();
        Log.Away = wasAway;
        _cluster = await Deploy(Stores, _configure);
    }

    /// <summary>Ends a grain's activation in order, as idleness would, and waits for it.</summary>
    public Task Deactivate(IAddressable grain) => _cluster.DeactivateAsync(grain).WaitAsync(Patience);

    /// <summary>Waits until a grain has no activation.</summary>
    public Task Gone(IAddressable grain) => _cluster.WaitForDeactivationAsync(grain).WaitAsync(Patience);

    public IChatSession Session(Guid id) => Client.GetGrain<IChatSession>(id);

    public ISessionControl Control(Guid id) => Client.GetGrain<ISessionControl>(id);

    /// <summary>Makes a session and answers its id.</summary>
    public async Task<Guid> Create(Caller caller, SessionKind kind = SessionKind.Assistant, string? deskId = null)
    {
        var id = Guid.CreateVersion7();
        (await Session(id).Create(caller, new(kind, deskId, null, []))).Refusal.Should().BeNull();
        return id;
    }

    /// <summary>Records what is published on a stream from now on.</summary>
    public async Task<EventTape<T>> Listen<T>(StreamId stream)
    {
        var tape = new EventTape<T>();
        await Client.GetStreamProvider(StreamNames.Provider).GetStream<T>(stream).SubscribeAsync((happened, _) =>
        {
            tape.Add(happened);
            return Task.CompletedTask;
        });
        return tape;
    }

    /// <summary>Records a session's events from now on.</summary>
    public async Task<EventTape<SessionEvent>> Listen(Guid sessionId)
    {
        var tape = await Listen<SessionEvent>(StreamNames.Session(sessionId));
        // A stream that is read by polling hands a new listener what was published a moment before; a mark parts the two.
        var mark = new TypingChanged(sessionId, $"mark-{Guid.CreateVersion7()}", IsTyping: true);
        await Client.GetStreamProvider(StreamNames.Provider).GetStream<SessionEvent>(StreamNames.Session(sessionId)).OnNextAsync(mark);
        await tape.Expect<TypingChanged>(mark.Equals);
        tape.ForgetThrough(mark);
        return tape;
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    private static async Task<InProcessTestCluster> Deploy(ChatStores stores, Action<ISiloBuilder>? configure)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureClient(client => client.AddLiveStreams());
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddLiveStreams();
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton<TimeProvider>(stores.Time);
            silo.Services.AddSingleton<IMessageLog>(stores.Log);
            silo.Services.AddSingleton<ISessionIndex>(stores.Log);
            silo.Services.AddSingleton<IUserStore>(stores.Users);
            silo.Services.AddSingleton<IDeskStore>(stores.Desks);
            silo.Services.AddSingleton<IDeskSessionIndex, NoDeskSessions>();
            silo.Services.AddSingleton<IFileStore>(stores.Files);
            silo.Services.AddSingleton<IFileBytes>(stores.Files);
            silo.Services.AddSingleton<IContactStore>(new InMemoryContacts(stores.Users, stores.Desks, stores.Log));
            silo.Configure<SessionOptions>(options => (options.RetryInterval, options.ReadInterval) = (Tick, Tick));
            silo.Services.AddSingleton<IAuditLog>(stores.Audit);
            silo.Services.AddSingleton<IMoodStore>(stores.Moods);
            silo.Services.AddSingleton<IAccountStore>(new InMemoryAccounts(stores));
            silo.Services.AddSingleton<IDeskSetupStore>(new InMemoryDeskSetups(stores));
            silo.Services.AddSingleton<IDeskFigures, NoFigures>();
            silo.Services.AddSingleton<ITicketStore>(stores.Tickets);
            silo.Services.AddSingleton<IScheduleStore>(stores.Schedules);
            silo.Services.AddSingleton<ISpendingStore>(stores.Spending);
            silo.Configure<PresenceOptions>(options => options.PollInterval = Tick);
            configure?.Invoke(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
