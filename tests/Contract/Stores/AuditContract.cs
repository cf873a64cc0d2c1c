using LiveChat.Audit;

namespace LiveChat.Contract.Stores;

/// <summary>The trail: kept as written, read newest first, page by page.</summary>
public abstract class AuditContract(DatabaseFixture database)
{
    private readonly string _me = "a-" + Guid.CreateVersion7();

    private IAuditLog Trail => database.Store.Get<IAuditLog>();

    [Fact]
    public async Task Entries_are_read_as_they_were_written_newest_first_page_by_page()
    {
        var entries = new List<AuditEntry>();
        // Several at one moment: the id decides then.
        for (var count = 0; count < 7; count++) entries.Add(await Write("user.changed", "u1", count / 3));
        var (read, next, pages) = (new List<AuditEntry>(), (string?)null, 0);
        do
        {
            var page = await Trail.Read(new(_me), next, 3, default);
            read.AddRange(page.Entries);
            next = page.Next;
            pages++;
        }
        while (next is not null);

        pages.Should().Be(3);
        read.Should().BeEquivalentTo(
            entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.AuditId.ToString(), StringComparer.Ordinal), options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Each_filter_narrows()
    {
        var (user, desk) = (await Write("user.changed", "u-" + _me, 0), await Write("desk.changed", "d-" + _me, 10));
        var other = await Write("userland", null, 20);

        await Finds(new(_me), other, desk, user);
        await Finds(new("安 " + _me), other, desk, user);
        await Finds(new(_me, "user"), user);
        await Finds(new(_me, "desk.changed"), desk);
        await Finds(new(_me, Target: "u-" + _me), user);
        await Finds(new(_me, From: desk.At), other, desk);
        await Finds(new(_me, To: desk.At), user);
        await Finds(new(_me, From: desk.At, To: other.At), desk);
        await Finds(new("nobody"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("' or 1=1 --")]
    public async Task A_position_that_was_not_given_out_is_refused(string after) =>
        await FluentActions.Awaiting(() => Trail.Read(new(), after, 10, default)).Should().ThrowAsync<FormatException>();

    [Fact]
    public async Task What_cannot_be_stored_is_refused()
    {
        var write = () => Trail.Append(Entry("user.changed", "a\0", 0), default);
        await write.Should().ThrowAsync<EntryRejectedException>();
    }

    private async Task Finds(AuditFilter filter, params AuditEntry[] entries) =>
        (await Trail.Read(filter, null, 10, default)).Entries.Select(entry => entry.AuditId).Should().Equal(entries.Select(entry => entry.AuditId), filter.ToString());

    private async Task<AuditEntry> Write(string action, string? target, int minutes)
    {
        var entry = Entry(action, target, minutes);
        await Trail.Append(entry, default);
        return entry;
    }

    private AuditEntry Entry(string action, string? target, int minutes) =>
        new(Guid.CreateVersion7(), Chat.Start.AddMinutes(minutes), _me, "安 " + _me, action, target, new() { ["name"] = "\"新\" 😀" });
}

public sealed class SqliteAuditTests(SqliteFixture database) : AuditContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresAuditTests(PostgresFixture database) : AuditContract(database), IClassFixture<PostgresFixture>;
