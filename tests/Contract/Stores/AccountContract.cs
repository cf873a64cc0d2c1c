using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Desks;

namespace LiveChat.Contract.Stores;

/// <summary>Accounts as admins see and change them.</summary>
public abstract class AccountContract(DatabaseFixture database)
{
    private readonly string _mark = "k" + Guid.CreateVersion7().ToString("N");

    private IAccountStore Accounts => database.Store.Get<IAccountStore>();

    private IUserStore Users => database.Store.Users;

    [Fact]
    public async Task Accounts_are_listed_newest_first_page_by_page_without_visitors()
    {
        for (var count = 0; count < 5; count++) await Make(count, minutes: count / 2);
        await Users.Add(new User("v-" + _mark, _mark, UserRole.Visitor, []), null, null, Chat.Start.AddYears(1), default);

        var (listed, next) = (new List<AccountView>(), (string?)null);
        do
        {
            var page = await Accounts.List(new(_mark), next, 2, default);
            page.Accounts.Length.Should().BeLessThanOrEqualTo(2);
            listed.AddRange(page.Accounts);
            next = page.Next;
        }
        while (next is not null);

        listed.Select(account => account.UserId).Should().Equal(Id(4), Id(3), Id(2), Id(1), Id(0));
        listed[0].Should().BeEquivalentTo(new AccountView(Id(4), $"Name4 {_mark}", $"login4{_mark}", UserRole.Agent, false, [], Chat.Start.AddMinutes(2), null));
    }

    [Fact]
    public async Task Each_filter_narrows_and_wildcards_are_text()
    {
        await Make(1);
        await Make(2, role: UserRole.Admin);
        await Make(3, name: $"100%_[x]! {_mark}");
        (await Accounts.Update(new(Id(1), "Ann 安 " + _mark, UserRole.Agent, true, null, true, true), Deed(), default)).Should().NotBeNull();

        await Finds(new($"ANN 安 {_mark}"), 1);
        await Finds(new($"100%_[x]! {_mark}"), 3);
        await Finds(new($"Name_ {_mark}"));
        await Finds(new($"login2{_mark}"), 2);
        await Finds(new(Id(2)), 2);
        await Finds(new(_mark, UserRole.Admin), 2);
        await Finds(new(_mark, Disabled: true), 1);
        await Finds(new(_mark, Disabled: false), 3, 2);
    }

    [Fact]
    public async Task A_taken_name_leaves_nothing_behind_not_even_in_the_trail()
    {
        await Make(1);
        var deed = Deed();
        (await Accounts.Create(new User(Id(2), "x", UserRole.Agent, []), $"login1{_mark}", "hash", deed, default)).Should().BeFalse();
        (await Accounts.Find(Id(2), default)).Should().BeNull();
        (await Trail(deed)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_change_is_written_with_its_deed_and_everything_that_ends_with_it()
    {
        await Make(1);
        var desk = new Desk("d-" + _mark, "桌");
        await database.Store.Desks.Save(desk, default);
        await database.Store.Desks.SaveSeat(new DeskSeat(desk.DeskId, Id(1), "old", 2), default);
        await Users.SaveSignIn(new(Guid.CreateVersion7(), Id(1), "a", DateTimeOffset.MaxValue.AddDays(-1)), default);
        var deed = Deed();

        var updated = await Accounts.Update(new(Id(1), "New", UserRole.Customer, true, "hash 2", true, true), deed, default);

        updated!.Epoch.Should().Be(1);
        updated.LeftDesks.Should().Equal(desk.DeskId);
        (await database.Store.Desks.Seats(desk.DeskId, default)).Should().BeEmpty();
        (await Users.SignIns(Id(1), Chat.Start, default)).Should().BeEmpty();
        (await Users.FindLogin($"login1{_mark}", default)).Should().BeEquivalentTo(
            new StoredLogin(new User(Id(1), "New", UserRole.Customer, []) { Epoch = 1, Disabled = true }, "hash 2"));
        (await Trail(deed)).Should().ContainSingle();
        (await Accounts.RevokedSince(deed.At.AddSeconds(-1), default)).Should().Contain(new AccessRevoked(Id(1), 1));
        (await Accounts.RevokedSince(deed.At, default)).Should().NotContain(access => access.UserId == Id(1));
    }

    [Fact]
    public async Task A_new_name_is_that_of_the_seats_too_and_revokes_nothing()
    {
        await Make(1);
        await database.Store.Desks.Save(new("d-" + _mark, "桌"), default);
        await database.Store.Desks.SaveSeat(new DeskSeat("d-" + _mark, Id(1), "old", 2), default);
        (await Accounts.Update(new(Id(1), "New", UserRole.Agent, false, null, false, false), Deed(), default))!.LeftDesks.Should().BeEmpty();
        (await database.Store.Desks.Seats("d-" + _mark, default)).Should().Equal(new DeskSeat("d-" + _mark, Id(1), "New", 2));
        (await Users.Find(Id(1), default))!.Epoch.Should().Be(0);
    }

    [Fact]
    public async Task A_database_is_never_left_without_an_admin()
    {
        // Alone on the database: who else is an admin there is shut out first.
        await Make(1, role: UserRole.Admin);
        foreach (var admin in await Admins(except: Id(1))) await Accounts.Update(new(admin.UserId, admin.Name, admin.Role, true, null, true, true), Deed(), default);
        var deed = Deed();
        (await Accounts.Update(new(Id(1), "x", UserRole.Admin, true, null, true, true), deed, default)).Should().BeNull();
        (await Accounts.Update(new(Id(1), "x", UserRole.Agent, false, null, true, false), deed, default)).Should().BeNull();
        (await Accounts.Find(Id(1), default))!.Should().BeEquivalentTo(new { Role = UserRole.Admin, Disabled = false });
        (await Users.Find(Id(1), default))!.Epoch.Should().Be(0);
        (await Trail(deed)).Should().BeEmpty();
    }

    private async Task<AccountView[]> Admins(string except) =>
        [.. (await Accounts.List(new(Role: UserRole.Admin, Disabled: false), null, 100, default)).Accounts.Where(account => account.UserId != except)];

    private async Task<AuditEntry[]> Trail(AuditEntry deed) =>
        [.. (await database.Store.Get<IAuditLog>().Read(new(deed.ActorId), null, 100, default)).Entries.Where(entry => entry.AuditId == deed.AuditId)];

    private async Task Finds(AccountFilter filter, params int[] numbers) =>
        (await Accounts.List(filter, null, 10, default)).Accounts.Select(account => account.UserId).Should().Equal(numbers.Select(Id), filter.ToString());

    private async Task Make(int number, UserRole role = UserRole.Agent, string? name = null, int minutes = 0) =>
        (await Accounts.Create(
            new User(Id(number), name ?? $"Name{number} {_mark}", role, []), $"login{number}{_mark}", "hash", Deed() with { At = Chat.Start.AddMinutes(minutes) }, default)).Should().BeTrue();

    private AuditEntry Deed() => new(Guid.CreateVersion7(), Chat.Start, _mark, "admin", AuditAction.UserChanged, null, []);

    private string Id(int number) => $"u{number}-{_mark}";
}

public sealed class SqliteAccountTests(SqliteFixture database) : AccountContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresAccountTests(PostgresFixture database) : AccountContract(database), IClassFixture<PostgresFixture>;
