using LiveChat.Accounts;
using LiveChat.Desks;
using LiveChat.Knowledge;
using Orleans;
using Orleans.Runtime;

namespace LiveChat.Contract.Stores;

/// <summary>Users, desks, knowledge, reminders.</summary>
public abstract class StoresContract(DatabaseFixture database)
{
    private readonly string _id = "u-" + Guid.CreateVersion7();

    private TestStore Store => database.Store;

    [Fact]
    public async Task A_user_is_found_by_id_and_by_login_with_the_desks_of_their_seats()
    {
        var desk = new Desk("d-" + _id, "桌");
        await Store.Desks.Save(desk, default);
        await Store.Desks.SaveSeat(new DeskSeat(desk.DeskId, _id, "Ann", 4), default);

        (await Store.Users.Add(new User(_id, "Ann 安", UserRole.Agent, []), "ann-" + _id, "hash", Chat.Start, default)).Should().BeTrue();

        var expected = new User(_id, "Ann 安", UserRole.Agent, [desk.DeskId]);
        (await Store.Users.Find(_id, default)).Should().BeEquivalentTo(expected);
        (await Store.Users.FindLogin("ann-" + _id, default)).Should().BeEquivalentTo(new StoredLogin(expected, "hash"));
        (await Store.Users.FindLogin(_id, default)).Should().BeNull();
        (await Store.Users.Find("nobody", default)).Should().BeNull();
    }

    [Fact]
    public async Task A_taken_id_or_login_is_refused_and_leaves_nothing_behind()
    {
        (await Add(_id, "login-" + _id)).Should().BeTrue();
        (await Add(_id, "other-" + _id)).Should().BeFalse();
        (await Add("other-" + _id, "login-" + _id)).Should().BeFalse();
        (await Store.Users.Find("other-" + _id, default)).Should().BeNull();
        (await Store.Users.FindLogin("other-" + _id, default)).Should().BeNull();

        Task<bool> Add(string id, string login) => Store.Users.Add(new User(id, "x", UserRole.Customer, []), login, "hash", Chat.Start, default);
    }

    [Fact]
    public async Task A_name_that_cannot_be_stored_is_refused()
    {
        var add = () => Store.Users.Add(new User(_id, "a\0", UserRole.Visitor, []), null, null, Chat.Start, default);
        await add.Should().ThrowAsync<EntryRejectedException>();
    }

    [Fact]
    public async Task Last_seen_is_kept()
    {
        await Store.Users.Add(new User(_id, "v", UserRole.Visitor, []), null, null, Chat.Start, default);
        (await Store.Users.LastSeen(_id, default)).Should().BeNull();
        await Store.Users.SaveLastSeen(_id, Chat.Start.AddMinutes(3), default);
        (await Store.Users.LastSeen(_id, default)).Should().Be(Chat.Start.AddMinutes(3));
        (await Store.Users.LastSeen("nobody", default)).Should().BeNull();
    }

    [Fact]
    public async Task Sign_ins_change_end_and_expire()
    {
        await Store.Users.Add(new User(_id, "v", UserRole.Visitor, []), null, null, Chat.Start, default);
        var now = TimeProvider.System.GetUtcNow();
        var (one, other) = (new SignIn(Guid.CreateVersion7(), _id, "a", Later(1)), new SignIn(Guid.CreateVersion7(), _id, "b", Later(2)));
        await Store.Users.SaveSignIn(one, default);
        await Store.Users.SaveSignIn(other, default);
        await Store.Users.SaveSignIn(one with { TokenHash = "c" }, default);

        (await Store.Users.SignIns(_id, now, default)).Should().BeEquivalentTo([one with { TokenHash = "c" }, other]);
        (await Store.Users.SignIns(_id, Later(1), default)).Should().BeEquivalentTo([other]);
        await Store.Users.EndSignIn(other.SignInId, default);
        await Store.Users.EndSignIn(other.SignInId, default);
        (await Store.Users.SignIns(_id, now, default)).Should().ContainSingle();

        // Whole milliseconds, as the callers' clock gives them.
        DateTimeOffset Later(int hours) => DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()).AddHours(hours);
    }

    [Fact]
    public async Task Desks_and_seats_are_written_new_and_changed()
    {
        var (b, a) = (new Desk("b-" + _id, "B" + _id), new Desk("a-" + _id, "A" + _id));
        await Store.Desks.Save(b, default);
        await Store.Desks.Save(a with { Name = "old" }, default);
        await Store.Desks.Save(a, default);
        (await Store.Desks.All(default)).Where(desk => desk.Name.EndsWith(_id, StringComparison.Ordinal)).Should().Equal(a, b);

        await Store.Desks.SaveSeat(new DeskSeat(a.DeskId, "x", "X", 1), default);
        await Store.Desks.SaveSeat(new DeskSeat(a.DeskId, "x", "X2", 4), default);
        (await Store.Desks.Seats(a.DeskId, default)).Should().Equal(new DeskSeat(a.DeskId, "x", "X2", 4));
        (await Store.Desks.Seats(b.DeskId, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Reminders_are_kept_with_their_versions()
    {
        var table = Store.Get<IReminderTable>();
        var grain = GrainId.Create("ticket", _id);
        var entry = new ReminderEntry { GrainId = grain, ReminderName = "due", StartAt = Chat.Start.UtcDateTime, Period = TimeSpan.FromMinutes(1) };

        var first = await table.UpsertRow(entry);
        entry.Period = TimeSpan.FromMinutes(2);
        var second = await table.UpsertRow(entry);

        second.Should().NotBe(first);
        var read = await table.ReadRow(grain, "due");
        read.Should().BeEquivalentTo(new { GrainId = grain, ReminderName = "due", StartAt = Chat.Start.UtcDateTime, Period = TimeSpan.FromMinutes(2), ETag = second });
        read!.StartAt.Kind.Should().Be(DateTimeKind.Utc);
        (await table.ReadRow(grain, "other")).Should().BeNull();
        (await table.ReadRows(grain)).Reminders.Should().ContainSingle();
        (await table.RemoveRow(grain, "due", first!)).Should().BeFalse();
        (await table.RemoveRow(grain, "due", second!)).Should().BeTrue();
        (await table.ReadRows(grain)).Reminders.Should().BeEmpty();
    }

    [Fact]
    public async Task Reminders_are_read_by_ranges_of_the_ring()
    {
        var table = Store.Get<IReminderTable>();
        var grain = GrainId.Create("ring", _id);
        var hash = grain.GetUniformHashCode();
        await table.UpsertRow(new ReminderEntry { GrainId = grain, ReminderName = "r", StartAt = Chat.Start.UtcDateTime, Period = TimeSpan.FromMinutes(1) });

        (await Has(hash - 1, hash)).Should().BeTrue();
        (await Has(hash, hash + 1)).Should().BeFalse("the beginning is outside");
        (await Has(hash + 1, hash - 1)).Should().BeFalse("it goes around the ring past it");
        (await Has(hash, hash - 1)).Should().BeFalse();
        (await Has(hash + 1, hash)).Should().BeTrue();
        (await Has(hash, hash)).Should().BeTrue("that is the whole ring");
        (await Has(0, 0)).Should().BeTrue("that is the whole ring");

        async Task<bool> Has(uint begin, uint end) => (await table.ReadRows(begin, end)).Reminders.Any(row => row.GrainId == grain);
    }
}

public sealed class SqliteStoresTests(SqliteFixture database) : StoresContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresStoresTests(PostgresFixture database) : StoresContract(database), IClassFixture<PostgresFixture>;
