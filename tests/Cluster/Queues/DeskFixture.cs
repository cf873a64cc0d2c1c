using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Queues;

/// <summary>
/// The desk m1 with real sessions, presences and queue. The clock stands still; the queue looks at it every few
/// milliseconds, so that what a test makes due happens soon.
/// </summary>
internal sealed class DeskFixture : IAsyncDisposable
{
    public const string Desk = "m1";
    private const string Front = "front";

    private readonly ScriptedAssistant _assistant = new();

    private DeskFixture(Action<QueueOptions>? configure, Action<ISiloBuilder>? install) => Configure = silo =>
    {
        install?.Invoke(silo);
        _assistant.Install(silo);
        silo.AddStartupTask((services, _) =>
        {
            Reminders = services.GetRequiredService<IReminderTable>();
            return Task.CompletedTask;
        });
        silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = ChatCluster.Tick);
        silo.Configure<PresenceOptions>(options => options.LeaseTime = TimeSpan.FromDays(1));
        silo.Configure<QueueOptions>(options =>
        {
            options.SweepEvery = ChatCluster.Tick;
            options.WakeUpEvery = ChatCluster.Tick;
            options.AvailabilityLease = TimeSpan.FromDays(1);
            configure?.Invoke(options);
        });
    };

    public ChatCluster Chat { get; private set; } = null!;

    /// <summary>Where the silo keeps its reminders.</summary>
    public IReminderTable Reminders { get; private set; } = null!;

    public IAgentQueue Queue => Chat.Client.GetGrain<IAgentQueue>(Desk);

    private Action<ISiloBuilder> Configure { get; }

    public static Task<DeskFixture> Start(Action<QueueOptions>? configure = null, params Caller[] seated) => Start(configure, install: null, seated);

    /// <summary>The same with grains that the test scripts.</summary>
    public static async Task<DeskFixture> Start(Action<QueueOptions>? configure, Action<ISiloBuilder>? install, params Caller[] seated)
    {
        var fixture = new DeskFixture(configure, install);
        fixture.Chat = await ChatCluster.Start(fixture.Configure);
        foreach (var agent in seated) await fixture.Seat(agent, capacity: 2);
        return fixture;
    }

    public Task Seat(Caller agent, int capacity, params string[] skills) =>
        Chat.Stores.Desks.SaveSeat(new(Desk, agent.UserId, agent.Name, capacity) { Skills = skills }, CancellationToken.None);

    /// <summary>The agent opens the desk's page and says so; what the agent is told from now on is on the tape.</summary>
    public async Task<EventTape<UserEvent>> ComeOnline(Caller agent)
    {
        var tape = await Chat.Listen<UserEvent>(StreamNames.User(agent.UserId));
        var presence = Chat.Client.GetGrain<IUserPresence>(agent.UserId);
        await presence.Connect(agent, Front, agent.UserId);
        (await presence.SetStatus(agent, PresenceStatus.Online)).Should().BeNull();
        return tape;
    }

    public Task GoAway(Caller agent) => Chat.Client.GetGrain<IUserPresence>(agent.UserId).Disconnect(Front, agent.UserId);

    /// <summary>A visitor who asks for a person at the desk.</summary>
    public async Task<Guid> Ask(Caller visitor)
    {
        var id = await Chat.Create(visitor, SessionKind.Support, Desk);
        (await Chat.Session(id).RequestHuman(visitor, new(null, "the parcel is late"))).Refusal.Should().BeNull();
        return id;
    }

    public void Pass(TimeSpan time) => Chat.Time.Advance(time);

    public async Task<DeskSnapshot> Snapshot() => (await Queue.Snapshot(People.Admin)).Value!;

    /// <summary>Waits until the queue has, or has no longer, a reminder that would wake it.</summary>
    public async Task UntilReminded(bool wanted)
    {
        using var patience = new CancellationTokenSource(ChatCluster.Patience);
        while ((await Reminders.ReadRows(Queue.GetGrainId())).Reminders.Any() != wanted)
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"The queue never became so: reminded {wanted}.");
            Pass(TimeSpan.FromSeconds(1)); // reminders tick by the clock
            await Task.Delay(ChatCluster.Tick, CancellationToken.None);
        }
    }

    /// <summary>Waits until the desk is as wanted.</summary>
    public async Task<DeskSnapshot> Until(Func<DeskSnapshot, bool> wanted)
    {
        using var patience = new CancellationTokenSource(ChatCluster.Patience);
        while (true)
        {
            var desk = await Snapshot();
            if (wanted(desk)) return desk;
            if (patience.IsCancellationRequested) throw new TimeoutException($"The desk never became so; it is {desk}, waiting: {string.Join("; ", desk.Waiting.AsEnumerable())}, agents: {string.Join("; ", desk.Agents.AsEnumerable())}");
            await Task.Delay(ChatCluster.Tick, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => Chat.DisposeAsync();
}
