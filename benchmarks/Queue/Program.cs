using System.Globalization;
using LiveChat.Desks;
using LiveChat.Presence;
using LiveChat.Queue;
using LiveChat.Queues;
using LiveChat.Sessions;

// What a desk's decisions cost: by how many sessions wait, with 500 agents of three slots each. Run with -c Release.
// Usage: Queue [waiting,waiting …]
const int Agents = 500;
const int Capacity = 3;
const int Rounds = 50_000;

var random = new Random(1);
var now = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
var options = new QueueOptions { AvailabilityLease = TimeSpan.FromDays(1) };
int[] lengths = args is [var given, ..] ? [.. given.Split(',').Select(length => int.Parse(length, CultureInfo.InvariantCulture))] : [10_000];

Work(lengths[0], rounds: 5_000, report: false); // warm
foreach (var length in lengths)
{
    Console.WriteLine($"{length:N0} waiting, {Agents} agents with {Capacity} slots, {Rounds:N0} rounds, {Environment.ProcessorCount} cores");
    Console.WriteLine($"{"",-52}{"p50",10}{"p99",10}{"max",10}  µs");
    Work(length, Rounds, report: true);
}

void Work(int length, int rounds, bool report)
{
    Measure rebuild = new("start: all stored headers"), arrive = new("arrival in a full desk"), free = new("a session ends: its slot is offered to the next"),
        claim = new("the offer is accepted"), decline = new("an offer is declined and goes to the next agent"), snapshot = new("snapshot for the staff"), changes = new("what changed, told to the staff"), place = new("place of a session");

    var queue = new DeskQueue("platform", options);
    queue.SetSeats([.. Enumerable.Range(0, Agents).Select(agent => new DeskSeat("platform", Name(agent), Name(agent), Capacity))], now);
    var headers = Enumerable.Range(0, length).Select(_ => Header()).ToArray();
    rebuild.Time(() => queue.Sweep(headers, new Dictionary<Guid, string>(), now, now));

    var online = new Measure("an agent comes: three offers at once");
    for (var agent = 0; agent < Agents; agent++)
    {
        var availability = new AgentAvailability(Name(agent), Name(agent), PresenceStatus.Online, true);
        online.Time(() => queue.SetAvailability(availability, now));
    }

    var held = new List<(Guid SessionId, string AgentId)>();
    Accept(claim);
    for (var round = 0; round < rounds; round++)
    {
        now += TimeSpan.FromMilliseconds(20);
        var ticket = new QueueTicket(Guid.CreateVersion7(now), "visitor", now, random.Next(4), null, null, null);
        arrive.Time(() => queue.Enqueue(ticket, now));

        var index = random.Next(held.Count);
        var (ended, _) = held[index];
        held[index] = held[^1];
        held.RemoveAt(held.Count - 1);
        free.Time(() => queue.Release(ended, now));
        if (round % 10 == 0) DeclineOne();
        Accept(claim);

        place.Time(() => queue.PlaceOf(ticket.SessionId));
        if (round % 100 != 0) continue;
        snapshot.Time(() => queue.Snapshot());
        changes.Time(() => queue.Changes());
    }

    if (!report) return;
    foreach (var measure in new[] { rebuild, online, arrive, free, claim, decline, place, snapshot, changes }) measure.Print();

    void Accept(Measure measure)
    {
        foreach (var made in queue.TakeEffects().OfType<OfferMade>())
        {
            if (measure.Time(() => queue.Claim(made.Offer.SessionId, made.AgentId, now)).Value is not null) held.Add((made.Offer.SessionId, made.AgentId));
        }
    }

    void DeclineOne()
    {
        var made = queue.TakeEffects().OfType<OfferMade>().First();
        decline.Time(() => queue.Decline(made.Offer.SessionId, made.AgentId, now));
    }
}

SessionHeader Header() => new()
{
    SessionId = Guid.CreateVersion7(now), Kind = SessionKind.Support, Title = "", Status = SessionStatus.Waiting, DeskId = "platform", CreatorId = "v",
    WaitingSince = now.AddSeconds(-random.Next(3600)), Urgency = random.Next(4), CreatedAt = now, UpdatedAt = now,
};

static string Name(int agent) => $"agent-{agent:000}";
