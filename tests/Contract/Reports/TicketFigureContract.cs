using Dapper;
using LiveChat.Desks;
using LiveChat.Reports;
using LiveChat.Silo.Storage.Reports;
using LiveChat.Tickets;

namespace LiveChat.Contract.Reports;

/// <summary>Tickets in the figures: each change of each record once, whoever counts.</summary>
public abstract class TicketFigureContract(DatabaseFixture database) : IAsyncLifetime
{
    private static readonly Desk[] Desks = [new("m1", "One"), new("m2", "Two")];
    private static readonly Caller Ann = new("ann", "Ann", UserRole.Agent, ["m1", "m2"]);

    private TestStore _store = null!;

    private string _connection = "";

    public async Task InitializeAsync()
    {
        _connection = await database.CreateDatabase();
        _store = await TestStore.Open(database.Provider, _connection);
        foreach (var desk in Desks) await _store.Desks.Save(desk, default);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Random_records_are_counted_once_and_as_they_are(int seed)
    {
        await using var other = await TestStore.Open(database.Provider, _connection);
        var random = new Random(seed);
        var store = _store.Get<ITicketStore>();
        Dictionary<Guid, TicketAppend> now = [];
        Dictionary<Guid, List<TicketEntry>> records = [];
        for (var step = 0; step < 150; step++)
        {
            var at = Chat.Start.AddHours(step).AddSeconds(random.Next(3000));
            if (now.Count == 0 || random.Next(8) == 0) Keep((await store.Open("m1", (number, _) => Opened(number, Desks[random.Next(2)].DeskId, at), default))!);
            else
            {
                var draft = new TicketDraft(now.Values.ElementAt(random.Next(now.Count)).Stored, Ann, at);
                Change(draft, random);
                if (draft.ToAppend() is { Entries.Length: > 0 } append && await store.Append(append, default)) Keep(append);
            }
            if (random.Next(6) != 0) continue;
            var some = now.Keys.Where(_ => random.Next(2) == 0).Append(Guid.CreateVersion7()).ToArray();
            await Task.WhenAll(Count(_store, some), Count(other, some));
        }
        while (await _store.Get<TicketCounter>().Stale(Guid.Empty, 3, default) is { Length: > 0 } stale) await Count(_store, stale);

        var counted = await _store.Database.Read(connection => connection.QueryAsync<(string Desk, int Measure, string Agent, long Amount)>(
            "select desk_id, measure, agent_id, cast(sum(amount) as bigint) from figures where measure in (21, 22, 23) group by desk_id, measure, agent_id"), default);
        counted.ToDictionary(row => (row.Desk, (Measure)row.Measure, row.Agent), row => row.Amount).Should().BeEquivalentTo(
            records.Values.SelectMany(Plain).GroupBy(key => key).ToDictionary(keys => keys.Key, keys => (long)keys.Count()));

        void Keep(TicketAppend append)
        {
            now[append.Stored.Ticket.TicketId] = append;
            if (!records.TryGetValue(append.Stored.Ticket.TicketId, out var record)) records.Add(append.Stored.Ticket.TicketId, record = []);
            record.AddRange(append.Entries);
        }

        // What the record says, read off it change by change.
        IEnumerable<(string, Measure, string)> Plain(List<TicketEntry> record)
        {
            var changes = record.SelectMany(entry => entry.Changes).ToList();
            var (desk, agent) = (changes.Find(change => change.Field == "deskId")?.From ?? now.Values.First(kept => records[kept.Stored.Ticket.TicketId] == record).Stored.Ticket.DeskId, "");
            yield return (desk, Measure.TicketsOpened, "");
            foreach (var change in changes)
            {
                if (change.Field == "deskId") desk = change.To!;
                if (change.Field == "assigneeId") agent = change.To ?? "";
                if (change.Field != "status") continue;
                var (was, isDone) = (change.From is "resolved" or "closed", change.To is "resolved" or "closed");
                if (isDone && !was) yield return (desk, Measure.TicketsResolved, agent);
                if (was && !isDone) yield return (desk, Measure.TicketsReopened, "");
            }
        }
    }

    private static void Change(TicketDraft draft, Random random)
    {
        var step = random.Next(10);
        if (step < 6) draft.SetStatus((TicketStatus)random.Next(1, 5));
        if (step is > 4 and < 8) draft.SetAssignee(random.Next(2) == 0 ? "ann" : null, "Ann");
        if (step == 8) draft.SetPriority((TicketPriority)random.Next(1, 4));
        if (step == 9 && Array.Find(Desks, desk => desk.DeskId != draft.Ticket.DeskId) is { } to) draft.SetDesk(Array.Find(Desks, desk => desk.DeskId == draft.Ticket.DeskId)!, to);
    }

    private static TicketAppend Opened(long number, string deskId, DateTimeOffset at)
    {
        var ticket = new Ticket
        {
            TicketId = Guid.CreateVersion7(), Number = number, DeskId = deskId, Subject = "s", Description = "", Status = TicketStatus.Pending, Priority = TicketPriority.Normal,
            CustomerId = "b1", CustomerName = "B", SessionIds = [], CreatedAt = at, UpdatedAt = at, Revision = 0,
        };
        var draft = new TicketDraft(new(ticket, "b1", []), Ann, at);
        draft.Open();
        return draft.ToAppend();
    }

    private static async Task Count(TestStore store, Guid[] tickets)
    {
        for (var left = tickets; left.Length > 0;) left = await store.Get<TicketCounter>().Read(left, default);
    }
}

public sealed class SqliteTicketFigureTests(SqliteFixture database) : TicketFigureContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresTicketFigureTests(PostgresFixture database) : TicketFigureContract(database), IClassFixture<PostgresFixture>;
