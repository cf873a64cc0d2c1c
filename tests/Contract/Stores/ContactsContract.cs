using LiveChat.Accounts;
using LiveChat.Contacts;
using LiveChat.Desks;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Contacts;

namespace LiveChat.Contract.Stores;

/// <summary>Who finds whom, and a desk's customers.</summary>
public abstract class ContactsContract(DatabaseFixture database) : IAsyncLifetime
{
    // Names that no other test has, for all share one database.
    private readonly string _x = Guid.CreateVersion7().ToString("N");

    private IContactStore Contacts => database.Store.Contacts;

    private string Desk => "desk-" + _x;

    private string Me => "me-" + _x;

    public async Task InitializeAsync()
    {
        await database.Store.Desks.Save(new Desk(Desk, "桌"), default);
        foreach (var (name, role) in new[]
        {
            ("me", UserRole.Agent), ("colleague", UserRole.Agent), ("merchant", UserRole.Agent), ("buyer", UserRole.Customer),
            ("friend", UserRole.Customer), ("stranger", UserRole.Customer), ("root", UserRole.Admin),
        })
        {
            await database.Store.Users.Add(new User(Id(name), $"{name} 100%_{_x}", role, []), null, null, Chat.Start, default);
        }
        foreach (var name in new[] { "me", "colleague" }) await database.Store.Desks.SaveSeat(new DeskSeat(Desk, Id(name), name, 4), default);
        await database.Store.Desks.Save(new Desk("other-" + _x, "桌"), default);
        await database.Store.Desks.SaveSeat(new DeskSeat("other-" + _x, Id("merchant"), "merchant", 4), default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_shares_a_session_is_found_and_nobody_else()
    {
        await Session(SessionKind.Group, null, "friend", "buyer");
        await Session(SessionKind.Direct, null, "buyer", "root");
        var deleted = await Session(SessionKind.Direct, null, "buyer", "stranger");
        await deleted.Append(new SessionAppend { Header = deleted.Header with { Status = SessionStatus.Deleted } });

        (await Found(new(Id("buyer")))).Should().Equal("friend");
        (await Found(new(Id("stranger")))).Should().BeEmpty();
    }

    [Fact]
    public async Task Buyers_find_merchants() =>
        (await Found(new(Id("stranger"), Merchants: true))).Should().Equal("colleague", "me", "merchant");

    [Fact]
    public async Task Staff_find_colleagues_and_their_desks_customers()
    {
        await Session(SessionKind.Support, Desk, "buyer");
        await Session(SessionKind.Support, "other-" + _x, "stranger");
        (await Found(new(Me, Desks: true))).Should().Equal("buyer", "colleague");
    }

    [Fact]
    public async Task Everybody_is_all_but_admins_and_oneself() =>
        (await Found(new(Id("root"), Everybody: true))).Should().Equal("buyer", "colleague", "friend", "me", "merchant", "stranger");

    [Theory]
    [InlineData("FRIEND 100%_", 1)]
    [InlineData("friend 100__", 0)]
    [InlineData("fr%end", 0)]
    [InlineData("' or 1=1 --", 0)]
    [InlineData("!", 0)]
    [InlineData("[a-z]", 0)]
    [InlineData("friend-", 1)]
    public async Task The_text_is_text(string text, int count)
    {
        var found = await Contacts.Find(new(Id("root"), Everybody: true), text.EndsWith('_') || text.EndsWith('-') ? text + _x : text, 50, default);
        found.Count(contact => contact.UserId.EndsWith(_x, StringComparison.Ordinal)).Should().Be(count);
    }

    [Fact]
    public async Task Of_many_the_first_by_name_come() =>
        (await Contacts.Find(new(Id("root"), Everybody: true), _x, 2, default)).Select(contact => contact.UserId).Should().Equal(Id("buyer"), Id("colleague"));

    [Fact]
    public async Task Among_answers_those_within_the_scope()
    {
        string[] asked = [Id("merchant"), Id("stranger"), Id("root"), Me, "nobody"];
        (await Contacts.Among(new(Id("buyer"), Merchants: true), asked, default)).Select(contact => contact.UserId).Should().BeEquivalentTo(Id("merchant"), Me);
        (await Contacts.Among(new(Id("root"), Everybody: true), asked, default)).Should().HaveCount(3);
        (await Contacts.Among(new(Id("buyer"), Merchants: true), [], default)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("' or 1=1 --")]
    [InlineData("__________8A")]
    [InlineData("_________39hYWE")]
    public async Task A_position_that_was_not_given_out_is_refused(string next)
    {
        var list = () => Contacts.CustomersOf(Desk, Me, next, 10, default);
        await list.Should().ThrowAsync<FormatException>();
    }

    private string Id(string name) => $"{name}-{_x}";

    private async Task<IEnumerable<string>> Found(ContactScope scope) =>
        (await Contacts.Find(scope, _x, 50, default)).Select(contact => contact.UserId[..contact.UserId.IndexOf('-', StringComparison.Ordinal)]);

    private Task<Chat> Session(SessionKind kind, string? deskId, params string[] members) => Chat.Create(
        database.Store.Log,
        Chat.NewHeader(Id(members[0])) with { Kind = kind, DeskId = deskId, DirectKey = null },
        [.. members.Select(member => new SessionMember(Id(member), member, UserRole.Customer, 0))]);

    private async Task<Chat> Said(Chat chat, int minutes)
    {
        var message = chat.Next("hello", sender: chat.Header.CreatorId) with { CreatedAt = Chat.Start.AddMinutes(minutes) };
        await chat.Append(chat.Of(message));
        return chat;
    }
}

public sealed class SqliteContactsTests(SqliteFixture database) : ContactsContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresContactsTests(PostgresFixture database) : ContactsContract(database), IClassFixture<PostgresFixture>;
