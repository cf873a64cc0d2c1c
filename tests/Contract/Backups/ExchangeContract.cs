using LiveChat.Silo.Commands;
using LiveChat.Silo.Exchange;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;

namespace LiveChat.Contract.Backups;

/// <summary>What is exported can be imported elsewhere, whole or not at all, and is the same when it is exported there.</summary>
public abstract class ExchangeContract(DatabaseFixture fixture)
{
    [Fact]
    public async Task A_round_trip_is_equal_and_a_second_one_adds_nothing()
    {
        await using var store = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        using var sample = await Sample.Fill(store, Random.Shared.Next());
        await using var other = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        foreach (var desk in new[] { "platform", "m1", "m2" }) await other.Desks.Save(new(desk, desk), default);
        await other.Articles.Save([LiveChat.Testing.Articles.Article("Theirs?", "Yes.")], null, null, default);
        var theirs = await Export(other, "knowledge");

        foreach (var set in ExchangeSet.All)
        {
            var exported = await Export(store, set.Name);
            exported.Should().NotBeEmpty();
            (await Import(other, set.Name, exported)).Should().Be(new ImportSummary(exported.Length, 0));
            (await Export(other, set.Name)).Except(theirs).Should().BeEquivalentTo(exported, options => options.WithStrictOrdering());
            (await Import(other, set.Name, exported)).Should().Be(new ImportSummary(0, exported.Length));
        }
        // The imported conversations go on, and the next article gets a number of its own.
        await new Chat(other.Log, (await other.Log.Load(sample.File.SessionId, default))!.Header).Say("after the import");
        (await other.Articles.Save([LiveChat.Testing.Articles.Article("New?", "Yes.")], null, null, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Lines_that_are_wrong_are_named_and_nothing_is_imported()
    {
        await using var store = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        using var sample = await Sample.Fill(store, 1, talks: 1);
        await using var other = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        var users = await Export(store, "users");
        await Refused(other, "users", [.. users, "no json"], "*line 19:*");
        await Refused(other, "users", [.. users, """{"table":"entries"}"""], "*line 19: table must be one of logins, users*");
        await Refused(other, "users", [.. users, """{"table":"users","user_id":"x","name":"X","role":1,"created_at":"now"}"""], "*line 19: created_at must be a time*");
        await Refused(other, "users", [.. users, """{"table":"users","user_id":"x","name":"X","role":1,"created_at":"2026-11-20T08:00:00Z","rank":1}"""], "*users has no rank*");
        await Refused(other, "users", [.. users, """{"table":"users","user_id":"x","role":1,"created_at":"2026-11-20T08:00:00Z"}"""], "*line 19:*");
        (await Export(other, "users")).Should().BeEmpty();

        var sessions = await Export(store, "sessions");
        await Refused(other, "sessions", sessions, "*no such user*");
        (await Import(other, "users", users)).Added.Should().Be(users.Length);
        foreach (var desk in new[] { "platform", "m1", "m2" }) await other.Desks.Save(new(desk, desk), default);
        var gap = sessions.Where(line => !(line.Contains("\"table\":\"entries\"", StringComparison.Ordinal) && line.Contains("\"seq\":1,", StringComparison.Ordinal))).ToArray();
        await Refused(other, "sessions", gap, "*entry 1 is missing*");
        (await Export(other, "sessions")).Should().BeEmpty();
        (await Import(other, "sessions", sessions)).Added.Should().Be(sessions.Length);
    }

    private static async Task Refused(TestStore store, string set, string[] lines, string why)
    {
        var attempt = () => Import(store, set, lines);
        await attempt.Should().ThrowAsync<ImportException>().WithMessage(why);
    }

    private static async Task<string[]> Export(TestStore store, string set)
    {
        using var stream = new MemoryStream();
        await new Export(store.Database, store.Get<Migrator>()).Write(Set(set), stream, new Progress(TextWriter.Null, false), default);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<ImportSummary> Import(TestStore store, string set, string[] lines)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return await new Import(store.Database, store.Get<Migrator>()).Read(Set(set), stream, new Progress(TextWriter.Null, false), default);
    }

    private static ExchangeSet Set(string name) => ExchangeSet.All.Single(set => set.Name == name);
}

public sealed class SqliteExchangeTests(SqliteFixture database) : ExchangeContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresExchangeTests(PostgresFixture database) : ExchangeContract(database), IClassFixture<PostgresFixture>;
