using Dapper;
using LiveChat.Accounts;
using LiveChat.Desks;
using LiveChat.Sessions;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Contacts;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.Contract.Stores;

/// <summary>A desk's customers follow the conversations, each once, whoever follows; and they are read off a list of their own.</summary>
public abstract class CustomerContract(DatabaseFixture database) : IAsyncLifetime
{
    private static readonly string[] Customers = ["amy", "bea", "cat", "dan"];
    private static readonly string[] DeskIds = ["d1", "d2"];

    private TestStore _store = null!;

    private string _connection = "";

    public async Task InitializeAsync()
    {
        _connection = await database.CreateDatabase();
        _store = await TestStore.Open(database.Provider, _connection);
        foreach (var name in Customers) await _store.Users.Add(new User(name, name, UserRole.Customer, []), null, null, Chat.Start, default);
        foreach (var name in new[] { "me", "colleague" }) await _store.Users.Add(new User(name, name, UserRole.Agent, []), null, null, Chat.Start, default);
        foreach (var deskId in DeskIds) await _store.Desks.Save(new Desk(deskId, deskId), default);
        foreach (var name in new[] { "me", "colleague" }) await _store.Desks.SaveSeat(new DeskSeat("d1", name, name, 4), default);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task They_come_latest_first_with_their_last_session_and_what_is_unread()
    {
        await Said(await Support("d1", "amy"), 1);
        var latest = await Said(await Support("d1", "amy"), 30);
        var direct = await Said(await Direct("bea", "me"), 20);
        await Said(await Direct("cat", "colleague"), 10);
        await Said(await Direct("colleague", "me"), 40);
        await Support("d1", "cat");
        (await List("d1")).Should().BeEmpty("nobody has followed yet");
        await Follow(_store);

        var (customers, next) = await _store.Contacts.CustomersOf("d1", "me", null, 10, default);

        next.Should().BeNull();
        customers.Select(customer => (customer.Who.UserId, customer.LastSession.SessionId, customer.Sessions, customer.Unread))
            .Should().Equal(("amy", latest.Id, 2, 0), ("bea", direct.Id, 1, 1));
        var (first, more) = await _store.Contacts.CustomersOf("d1", "me", null, 1, default);
        var (second, end) = await _store.Contacts.CustomersOf("d1", "me", more, 1, default);
        first.Concat(second).Should().BeEquivalentTo(customers, options => options.WithStrictOrdering());
        end.Should().BeNull();
    }

    [Fact]
    public async Task Who_asked_the_desk_and_talks_directly_stands_once_where_the_later_one_is()
    {
        var asked = await Said(await Support("d1", "amy"), 5);
        var direct = await Said(await Direct("amy", "me"), 10);
        await Said(await Support("d1", "bea"), 7);
        await Follow(_store);
        (await List("d1")).Should().Equal(("amy", direct.Id, 2), ("bea", (await List("d1"))[1].SessionId, 1));
        await Said(asked, 20);
        await Follow(_store);
        (await List("d1"))[0].Should().Be(("amy", asked.Id, 2));
        await _store.Desks.SaveSeat(new DeskSeat("d1", "amy", "amy", 1), default);
        (await List("d1"))[0].Should().Be(("amy", asked.Id, 1), "with colleagues one talks, too, but not as with customers");
    }

    [Fact]
    public async Task What_was_deleted_or_passed_on_a_moment_ago_is_not_shown()
    {
        var deleted = await Said(await Support("d1", "amy"), 1);
        var passedOn = await Said(await Support("d1", "bea"), 2);
        await Follow(_store);
        await deleted.Append(new SessionAppend { Header = deleted.Header with { Status = SessionStatus.Deleted } });
        await PassOn(passedOn, "d2", 3);
        (await List("d1")).Should().BeEmpty();
        await Follow(_store);
        (await List("d1")).Should().BeEmpty();
        (await List("d2")).Should().Equal(("bea", passedOn.Id, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_histories_are_listed_as_they_are(int seed)
    {
        await using var other = await TestStore.Open(database.Provider, _connection);
        var random = new Random(seed);
        List<Chat> chats = [];
        for (var step = 0; step < 150; step++)
        {
            await Step(chats, random, step);
            if (random.Next(8) != 0) continue;
            var some = chats.Where(_ => random.Next(2) == 0).Select(chat => chat.Id).ToArray();
            // Two processes follow the same conversations.
            if (some.Length > 0) await Task.WhenAll(Follow(_store, some), Follow(other, some));
        }
        await Follow(other);
        var kept = await Kept();
        foreach (var deskId in DeskIds) (await List(deskId)).Should().Equal(Expected(chats, deskId));
        await _store.Database.Write((connection, transaction) => connection.ExecuteAsync("delete from contacts; delete from contact_marks", transaction: transaction), default);
        await Follow(_store);
        (await Kept()).Should().Equal(kept, "made anew, they are the same");
    }

    [Fact]
    public async Task What_was_said_under_an_earlier_schema_is_listed()
    {
        var options = new StorageOptions { Provider = database.Provider, ConnectionString = await database.CreateDatabase() };
        Guid talk;
        await using (var earlier = Databases.Open(options))
        {
            var before = Migration.Embedded(earlier.Dialect).TakeWhile(migration => !migration.Name.EndsWith("_contacts.sql", StringComparison.Ordinal)).ToArray();
            await new Migrator(earlier, before, TimeProvider.System, NullLogger<Migrator>.Instance).Migrate(default);
            var (entries, changed) = (new EntryReader(earlier), new ChangedSessions());
            await using var writer = new LogWriter(earlier, entries, changed, options, TimeProvider.System, NullLogger<LogWriter>.Instance);
            var chat = await Chat.Create(new MessageLog(earlier, writer, entries, changed));
            await chat.Say("Said long ago");
            talk = chat.Id;
        }
        await using var store = await TestStore.Open(database.Provider, options.ConnectionString);
        await store.Users.Add(new User("b1", "b1", UserRole.Customer, []), null, null, Chat.Start, default);
        await Follow(store);
        (await store.Contacts.CustomersOf("platform", "m1", null, 10, default)).Customers.Should().ContainSingle(customer => customer.LastSession.SessionId == talk);
    }

    /// <summary>Somebody asks, says something, passes on or deletes.</summary>
    private async Task Step(List<Chat> chats, Random random, int step)
    {
        var customer = Customers[random.Next(Customers.Length)];
        var alive = chats.Where(chat => chat.Header.Status is not SessionStatus.Deleted).ToArray();
        var chat = alive.Length == 0 ? null : alive[random.Next(alive.Length)];
        switch (random.Next(10))
        {
            case 0 or 1 when chats.Count < 20 || chat is null:
                chats.Add(await Support(DeskIds[random.Next(2)], customer));
                return;
            case 2 when !alive.Any(talk => talk.Header.Kind == SessionKind.Direct && talk.Header.CreatorId == customer):
                chats.Add(await Direct(customer, "me"));
                return;
            case 3 when chat?.Header.Kind == SessionKind.Support:
                await PassOn(chat, DeskIds[random.Next(2)], step);
                return;
            case 4 when chat is not null:
                await chat.Append(new SessionAppend { Header = chat.Header with { Status = SessionStatus.Deleted } });
                return;
            default:
                if (chat is not null) await Said(chat, step);
                return;
        }
    }

    private static (string UserId, Guid SessionId, int Sessions)[] Expected(List<Chat> chats, string deskId) =>
    [
        .. chats.Select(chat => chat.Header).Where(header => header.Status is not SessionStatus.Deleted && header.LastSeq > 0)
            .Where(header => header.Kind == SessionKind.Direct || header.DeskId == deskId)
            .GroupBy(header => header.CreatorId, (customer, talks) => (Customer: customer, Talks: talks.OrderByDescending(talk => talk.UpdatedAt).ToArray()))
            .OrderByDescending(listed => listed.Talks[0].UpdatedAt)
            .Select(listed => (listed.Customer, listed.Talks[0].SessionId, listed.Talks.Length)),
    ];

    private async Task<(string UserId, Guid SessionId, int Sessions)[]> List(string deskId)
    {
        List<(string, Guid, int)> all = [];
        string? next = null;
        do
        {
            (var page, next) = await _store.Contacts.CustomersOf(deskId, "me", next, 2, default);
            all.AddRange(page.Select(customer => (customer.Who.UserId, customer.LastSession.SessionId, customer.Sessions)));
        }
        while (next is not null);
        return [.. all];
    }

    private Task<List<string>> Kept() => _store.Database.Read(async connection =>
        (await connection.QueryAsync<(int Kind, string Owner, string User, Guid Session, DateTimeOffset At, int Count)>(
            "select kind, owner_id, user_id, session_id, updated_at, sessions from contacts order by kind, owner_id, user_id"))
        .Select(row => row.ToString()).ToList(), default);

    private static async Task Follow(TestStore store, params Guid[] sessions)
    {
        var follower = store.Get<ContactFollower>();
        if (sessions.Length > 0)
        {
            while (sessions.Length > 0) sessions = await follower.Read(sessions, default);
            return;
        }
        while (await follower.Stale(Guid.Empty, 5, default) is { Length: > 0 } stale) await follower.Read(stale, default);
    }

    private Task<Chat> Support(string deskId, string customer) => Create(SessionKind.Support, deskId, customer);

    private Task<Chat> Direct(string one, string other) => Create(SessionKind.Direct, null, one, other);

    private Task<Chat> Create(SessionKind kind, string? deskId, params string[] members) => Chat.Create(
        _store.Log, Chat.NewHeader(members[0]) with { Kind = kind, DeskId = deskId }, [.. members.Select(member => new SessionMember(member, member, UserRole.Customer, 0))]);

    private static async Task<Chat> Said(Chat chat, int minutes)
    {
        await chat.Append(chat.Of(chat.Next("hello", sender: chat.Header.CreatorId) with { CreatedAt = Chat.Start.AddMinutes(minutes) }));
        return chat;
    }

    private static Task PassOn(Chat chat, string deskId, int minutes)
    {
        var append = chat.Of(chat.Next("", null, "system", MessageType.System) with { CreatedAt = Chat.Start.AddMinutes(minutes), Event = new(SystemEventName.Transferred, new() { ["deskId"] = deskId }) });
        return chat.Append(append with { Header = append.Header with { DeskId = deskId } });
    }
}

public sealed class SqliteCustomerTests(SqliteFixture database) : CustomerContract(database), IClassFixture<SqliteFixture>
{
    [Fact]
    public void No_conversation_is_read_but_those_of_the_page()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var migration in Migration.Embedded(SqliteDialect.Instance)) connection.Execute(migration.Sql);
        var plan = connection.Query<(int Id, int Parent, int Unused, string Detail)>("explain query plan " + new ContactSql(SqliteDialect.Instance).Customers,
            new { deskId = "d", readerId = "r", beforeTime = 1L, beforeUser = "u", most = 1, count = 1 }).Select(step => step.Detail).ToArray();
        plan.Where(step => step.Contains("TABLE sessions", StringComparison.Ordinal)).Should().NotBeEmpty().And.OnlyContain(step => step.Contains("PRIMARY KEY (session_id=?)", StringComparison.Ordinal));
        plan.Where(step => step.Contains("TABLE contacts AS c", StringComparison.Ordinal)).Should().HaveCount(2)
            .And.OnlyContain(step => step.Contains("contacts_in_order (kind=? AND owner_id=? AND updated_at<?)", StringComparison.Ordinal));
    }
}

public sealed class PostgresCustomerTests(PostgresFixture database) : CustomerContract(database), IClassFixture<PostgresFixture>;
