using System.Globalization;
using LiveChat.Desks;
using LiveChat.Schedules;
using LiveChat.Sessions;
using LiveChat.Simulation.Engine;
using LiveChat.Simulation.People;
using LiveChat.Simulation.Store;

namespace LiveChat.Simulation;

/// <summary>
/// One history, told by a seed: people talk and work, the database fails, the process dies; then all of it ceases, what is open
/// is brought to an end, and the promises are checked.
/// </summary>
internal sealed class World
{
    private static readonly TimeSpan LongestHistory = TimeSpan.FromHours(1);

    private readonly List<string> _history = [];
    private readonly Dictionary<Guid, string> _names = [];
    private readonly DateTimeOffset _begin;

    public World(ulong seed)
    {
        Dice = new Dice(seed);
        Circumstances = new Circumstances(Dice.Fork());
        Weather = new Weather(Dice.Fork());
        Simulator = new Simulator(Dice.Fork());
        Outside = new Lane(Simulator, 0);
        Promises = new Promises(this);
        (Database.Committed, Database.Missed) = (Promises.Committed, Promises.Missed);
        _begin = Simulator.Now;
    }

    public Dice Dice { get; }

    public Circumstances Circumstances { get; }

    public Weather Weather { get; }

    public Simulator Simulator { get; }

    /// <summary>Where people and the database live: no kill reaches them.</summary>
    public Lane Outside { get; }

    public Database Database { get; } = new();

    public Journal Journal { get; } = new();

    public Promises Promises { get; }

    /// <summary>The process that serves; null while there is none.</summary>
    public Process? Running { get; set; }

    public List<Visitor> Visitors { get; } = [];

    public List<Agent> Agents { get; } = [];

    /// <summary>Whether what is open is to be brought to an end.</summary>
    public bool IsSettling { get; private set; }

    public DateTimeOffset Now => Simulator.Now;

    /// <summary>What happened, a line each.</summary>
    public IReadOnlyList<string> History => _history;

    /// <summary>What is stored, a line a session.</summary>
    public IEnumerable<string> Logs => Database.Log.Sessions().Select(session =>
        $"{NameOf(session.Header.SessionId)} {session.Header.Status} at {session.Header.DeskId}: {string.Join(", ", Database.Log.All(session.Header.SessionId).Select(LineOf))}");

    /// <summary>Plays the history to its end.</summary>
    public void Play()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var life = Outside.Begin(Live);
            if (!Simulator.Run(() => life.IsCompleted, LongestHistory)) throw new TimeoutException("The history does not end.");
            if (life.Exception is { } fault) throw fault.InnerException!;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public void Note(string what) =>
        _history.Add(string.Create(CultureInfo.InvariantCulture, $"{(Now - _begin).TotalSeconds,8:F3}  {what}"));

    /// <summary>A session's name in the history.</summary>
    public string NameOf(Guid sessionId)
    {
        if (!_names.TryGetValue(sessionId, out var name)) _names[sessionId] = name = $"s{_names.Count + 1}";
        return name;
    }

    /// <summary>Begins something that nobody waits for.</summary>
    public void Begin(Func<Task> work) => _ = Outside.Begin(async () =>
    {
        try
        {
            await work();
        }
        catch (Exception fault) // nobody waits for it: it is an end that no history should take
        {
            Promises.Break($"something ended with {fault}");
        }
    });

    public Task Delay(TimeSpan time) => Task.Delay(time, Outside.Clock);

    /// <summary>The process, as soon as there is one.</summary>
    public async Task<Process> Up()
    {
        while (Running is null) await Delay(TimeSpan.FromMilliseconds(100));
        return Running;
    }

    private string LineOf(Message entry) => string.Create(CultureInfo.InvariantCulture,
        $"{entry.Seq} {entry.SenderId} {entry.Event?.Name ?? entry.ClientMessageId}{(entry.Recalled ? " (taken back)" : "")} {(entry.CreatedAt - _begin).TotalSeconds:F3}");

    private async Task Live()
    {
        await Furnish();
        var fate = new Fate(this, Dice.Fork());
        await fate.Boot();
        var fates = fate.Begin();
        var people = Visitors.ConvertAll<Person>(visitor => visitor).Concat(Agents).Select(person => person.Live()).ToArray();
        await Task.WhenAll(fates);
        await Task.WhenAll(people);
        await Settle();
        await Promises.Check();
    }

    private async Task Furnish()
    {
        foreach (var deskId in Circumstances.Desks)
        {
            if (Circumstances.Targets == DeskTargets.None) continue;
            var schedule = DeskSchedule.Always(deskId) with { Targets = Circumstances.Targets, Revision = 1 };
            await Database.Schedules.Save(schedule, null!, CancellationToken.None);
        }
        for (var number = 1; number <= Circumstances.Agents; number++)
        {
            // The first works everywhere and always comes back: a line that nobody serves need not empty.
            string[] desks = number == 1 || Dice.Chance(0.3) ? Circumstances.Desks : [Dice.Of(Circumstances.Desks)];
            var agent = new Agent(this, new($"a{number}", $"Agent {number}", UserRole.Agent, desks), Dice.Fork(), isLoyal: number == 1);
            Agents.Add(agent);
            foreach (var deskId in desks) await Promises.Seat(new DeskSeat(deskId, agent.Me.UserId, agent.Me.Name, Dice.Between(1, 3)));
        }
        for (var number = 1; number <= Circumstances.Visitors; number++)
            Visitors.Add(new Visitor(this, new($"v{number}", $"Visitor {number}", UserRole.Visitor, []), Dice.Fork()));
    }

    /// <summary>Nothing fails any more and the agents work off what is there, for as long as the product may take to find out by itself.</summary>
    private async Task Settle()
    {
        Note("all is well from here on");
        IsSettling = true;
        Weather.Clear();
        await Up();
        // What is stored is told to the queues a moment later; and who still answers an old offer may take what was calm.
        for (var (waited, calm) = (0, 0); waited < 600 && calm < 5; waited++)
        {
            await Delay(TimeSpan.FromSeconds(1));
            calm = IsCalm() ? calm + 1 : 0;
        }
        foreach (var agent in Agents) await agent.End();
        foreach (var visitor in Visitors) await visitor.End();
    }

    /// <summary>Nobody waits, nobody is served, and every question to the assistant has its answer.</summary>
    private bool IsCalm() => Database.Log.Sessions().All(session =>
        session.Header.Status is SessionStatus.Closed
        || (session.Header.Status is SessionStatus.Open && Questions.Unanswered(Database.Log.All(session.Header.SessionId)) is null));
}
