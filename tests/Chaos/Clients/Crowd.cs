using LiveChat.Chaos.World;

namespace LiveChat.Chaos.Clients;

/// <summary>Everybody who is there: pairs and groups that talk, askers of the assistant, agents, and the visitors of each round.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    /// <summary>The desk of the agents.</summary>
    public const string Desk = "chaos";

    private const string Merchant = "m3";
    private const int Pairs = 8;
    private const int Groups = 2;
    private const int GroupSize = 5;
    private const int Askers = 4;
    private const int VisitorsPerRound = 6;
    private const int NightVisitorsPerRound = 2;
    private static readonly (string Id, int Capacity)[] Staff = [("p1", 3), ("m1", 2), ("m2", 2)];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Surroundings _world;
    private readonly Api _api;
    private readonly List<(Person Person, Guid SessionId)> _talkers = [];
    private readonly List<(Person Person, Guid SessionId)> _askers = [];
    private readonly List<Person> _people = [];

    private Crowd(Surroundings world)
    {
        _world = world;
        _api = new(() => world.Address);
    }

    /// <summary>All that was said.</summary>
    public Ledger Ledger { get; } = new();

    public List<Agent> Agents { get; } = [];

    /// <summary>Those of this round.</summary>
    public List<Visitor> Visitors { get; private set; } = [];

    /// <summary>Those of this round who wait at the desk that closes.</summary>
    public List<NightVisitor> NightVisitors { get; private set; } = [];

    /// <summary>The desk that closes.</summary>
    public ClosingDesk Night { get; private set; } = null!; // since Gather

    /// <summary>An admin, who has no page open.</summary>
    public Person Admin { get; private set; } = null!; // since Gather

    /// <summary>Everybody with a page open.</summary>
    public IEnumerable<Person> People => _people.Concat(Visitors.Select(visitor => visitor.Person)).Concat(NightVisitors.Select(visitor => visitor.Person));

    /// <summary>The same without agents.</summary>
    public IEnumerable<Person> Customers => People.Where(person => !Agents.Exists(agent => agent.Person == person));

    /// <summary>The conversations with the assistant alone.</summary>
    public IReadOnlyList<(Person Person, Guid SessionId)> Asking => _askers;

    /// <summary>The conversations between people, each with those in it.</summary>
    public IEnumerable<IGrouping<Guid, Person>> Talking => _talkers.GroupBy(talker => talker.SessionId, talker => talker.Person);

    /// <summary>Brings them together, in a world where nothing is wrong yet.</summary>
    public static async Task<Crowd> Gather(Surroundings world, string name, Random random)
    {
        var crowd = new Crowd(world);
        try
        {
            crowd.Admin = crowd.New("a1", Identity.Demo("a1"));
            var admin = await crowd.Admin.Token();
            await crowd._api.Post("/api/admin/desks", admin, new { deskId = Desk, name = "Chaos", members = Staff.Select(agent => new { userId = agent.Id, name = agent.Id, capacity = agent.Capacity, skills = Array.Empty<string>() }) });
            crowd.Night = new(crowd.Admin, crowd._api);
            await crowd.Night.Make();
            var merchant = crowd.New(Merchant, Identity.Demo(Merchant));
            for (var i = 0; i < Pairs; i++) await crowd.Pair($"{name} pair {i}");
            for (var i = 0; i < Groups; i++) await crowd.Group($"{name} group {i}", await merchant.Token());
            for (var i = 0; i < Askers; i++) await crowd.Asker($"{name} asker {i}");
            foreach (var (id, capacity) in Staff)
            {
                var agent = new Agent(crowd.New(id, Identity.Demo(id)), Desk, capacity, [.. Staff.Select(other => other.Id).Where(other => other != id)], crowd._api, new Random(random.Next()));
                await agent.Come();
                crowd.Agents.Add(agent);
                crowd._people.Add(agent.Person);
            }

            return crowd;
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    /// <summary>All do what they do; each task ends when they are told to stop and everything they said was acknowledged.</summary>
    public async Task<(string Who, Task Doing)[]> Begin(string name, Random random, CancellationToken stop, CancellationToken stopAgents, CancellationToken giveUp)
    {
        foreach (var gone in Visitors.Select(visitor => visitor.Person).Concat(NightVisitors.Select(visitor => visitor.Person))) await gone.DisposeAsync();
        Visitors = [.. Enumerable.Range(0, VisitorsPerRound).Select(i => NewVisitor($"{name} visitor {i}", random))];
        NightVisitors = [.. Enumerable.Range(0, NightVisitorsPerRound).Select(i => new NightVisitor(New($"{name} night {i}", Identity.Visitor($"{name} night {i}")), _api))];
        await Night.Open(giveUp);
        return
        [
            .. _talkers.Select(talker => (talker.Person.Name, Talk.Until(talker.Person, talker.SessionId, new Random(random.Next()), stop, giveUp))),
            .. _askers.Select(asker => (asker.Person.Name, Talk.Ask(asker.Person, asker.SessionId, new Random(random.Next()), stop, giveUp))),
            .. Visitors.Select(visitor => (visitor.Person.Name, Arrive(visitor, random.Next(2000), giveUp))),
            .. NightVisitors.Select(visitor => (visitor.Person.Name, visitor.Visit(giveUp))),
            ("night", CloseNight(random.Next(500, 2500), giveUp)),
            .. Agents.Select(agent => (agent.Person.Name, agent.Work(stopAgents, giveUp))),
        ];
    }

    /// <summary>Each says one more thing in each conversation, so that whatever was missed shows.</summary>
    public Task Close(CancellationToken giveUp) =>
        Task.WhenAll(_talkers.Concat(_askers).Select(talker => talker.Person.Say(talker.SessionId, "so much for this round", giveUp)));

    public async ValueTask DisposeAsync()
    {
        foreach (var person in People) await person.DisposeAsync();
        _api.Dispose();
    }

    private static async Task Arrive(Visitor visitor, int afterMs, CancellationToken giveUp)
    {
        await Task.Delay(afterMs, giveUp);
        await visitor.Visit(giveUp);
    }

    private async Task CloseNight(int afterMs, CancellationToken giveUp)
    {
        await Task.Delay(afterMs, giveUp);
        await Night.Close(giveUp);
    }

    private Visitor NewVisitor(string name, Random random) => new(New(name, Identity.Visitor(name)), Desk, _api, new Random(random.Next()));

    private Person New(string name, Identity identity) => new(name, identity, _world.Address, _api, Ledger);

    private async Task<Person> Come(string name)
    {
        var person = New(name, Identity.Visitor(name));
        _people.Add(person);
        await Patiently(async () =>
        {
            await person.Come();
            return person;
        });
        return person;
    }

    private async Task Pair(string name)
    {
        var (one, other) = (await Come(name + "a"), await Come(name + "b"));
        var session = await Make(await one.Token(), new { kind = "direct", target = other.UserId });
        _talkers.AddRange([(one, session), (other, session)]);
    }

    // Visitors find nobody, and merchants those with whom they talk.
    private async Task Group(string name, string merchant)
    {
        var members = new List<Person>();
        for (var i = 0; i < GroupSize; i++)
        {
            members.Add(await Come($"{name}{(char)('a' + i)}"));
            await Make(await members[i].Token(), new { kind = "direct", target = Merchant });
        }

        var session = await Make(merchant, new { kind = "group", title = name, participants = members.Select(member => member.UserId) });
        _talkers.AddRange(members.Select(member => (member, session)));
    }

    private async Task Asker(string name)
    {
        var person = await Come(name);
        _askers.Add((person, await Make(await person.Token(), new { kind = "assistant" })));
    }

    private async Task<Guid> Make(string token, object session) =>
        (await Patiently(() => _api.Post("/api/chat/session/create", token, session))).GetProperty("sessionId").GetGuid();

    // On a machine that is very busy even a database where nothing is wrong may seem to be away.
    private static async Task<T> Patiently<T>(Func<Task<T>> deed)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await deed();
            }
            catch (Exception e) when (Refused.IsPassing(e) && !patience.IsCancellationRequested)
            {
                await Task.Delay(Pause);
            }
        }
    }
}
