using Dapper;
using LiveChat.Sessions;
using LiveChat.Silo.Backups;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Files;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Silo.Verifying;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.Contract.Backups;

/// <summary>What is backed up comes back: whole, of one moment, in an empty database or instead of another, or not at all.</summary>
public abstract class BackupContract(DatabaseFixture fixture) : IAsyncLifetime
{
    private TestStore _store = null!;
    private Sample _sample = null!;

    public async Task InitializeAsync()
    {
        _store = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        _sample = await Sample.Fill(_store, Random.Shared.Next());
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _sample.Dispose();
    }

    [Fact]
    public async Task What_is_restored_is_what_was_backed_up()
    {
        var manifest = await Take("whole");
        manifest.Tables.Sum(table => table.Rows).Should().BeGreaterThan(100);
        manifest.Files.Should().BeEquivalentTo(new { Count = 2, Missing = 0, Bytes = 2 * Sample.Bytes.Length });

        await using var target = await Empty();
        var files = _sample.NewFiles("restored");
        await Restore("whole", target, files);
        (await Sample.Contents(target)).Should().Equal(await Sample.Contents(_store.Database));
        (await Findings(target, files)).Should().BeEmpty();
        await using var restored = files.Open(_sample.File.Place);
        restored!.Length.Should().Be(Sample.Bytes.Length);
    }

    [Fact]
    public async Task Who_follows_the_log_learns_that_it_is_another()
    {
        await Take("epoch");
        var connectionString = await fixture.CreateDatabase();
        await using (var target = Open(connectionString)) await Restore("epoch", target, _sample.NewFiles("epoch files"));

        await using var store = await TestStore.Open(fixture.Provider, connectionString);
        var session = (await store.Log.Load(_sample.File.SessionId, default))!;
        session.Header.LogEpoch.Should().BeGreaterThan(0);
        (await _store.Log.Load(_sample.File.SessionId, default))!.Header.Should().Be(session.Header with { LogEpoch = 0 });
        // And it goes on where it stood.
        await new Chat(store.Log, session.Header).Say("after the restore");
    }

    [Fact]
    public async Task A_backup_under_load_has_all_that_was_acknowledged_before_and_nothing_torn()
    {
        var chats = new List<Chat>();
        for (var at = 0; at < 8; at++) chats.Add(await Chat.Create(_store.Log));
        using var enough = new CancellationTokenSource();
        var acknowledged = new long[chats.Count];
        var talking = chats.Select((chat, at) => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await chat.Say("under load");
                Volatile.Write(ref acknowledged[at], chat.Header.LastSeq);
            }
        })).ToArray();
        await Task.WhenAll(Enumerable.Range(0, chats.Count).Select(async at =>
        {
            while (Volatile.Read(ref acknowledged[at]) < 5) await Task.Yield();
        })).WaitAsync(Waits.Long);
        var before = acknowledged.ToArray();
        await Take("load");
        await enough.CancelAsync();
        await Task.WhenAll(talking).WaitAsync(Waits.Long);

        await using var target = await Empty();
        var files = _sample.NewFiles("load files");
        await Restore("load", target, files);
        (await Findings(target, files)).Should().BeEmpty();
        for (var at = 0; at < chats.Count; at++)
            (await LastSeq(target, chats[at].Id)).Should().BeInRange(before[at], chats[at].Header.LastSeq);
    }

    [Fact]
    public async Task A_database_that_holds_anything_is_kept_unless_it_is_given_up()
    {
        await Take("kept");
        await using var other = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        await other.Desks.Save(new("theirs", "Theirs"), default);
        var attempt = () => Restore("kept", other.Database, _sample.NewFiles("other files"));
        await attempt.Should().ThrowAsync<BackupException>().WithMessage("*not empty*desks*--replace*");
        (await Names(other.Database)).Should().Contain("theirs");

        await Restore("kept", other.Database, _sample.NewFiles("other files"), new(Replaces: true));
        (await Sample.Contents(other.Database)).Should().Equal(await Sample.Contents(_store.Database));
        // Once more, onto itself.
        await Restore("kept", other.Database, _sample.NewFiles("other files"), new(Replaces: true));
        (await Sample.Contents(other.Database)).Should().Equal(await Sample.Contents(_store.Database));
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_changes_nothing()
    {
        await Take("sound");
        await using var other = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        await other.Desks.Save(new("theirs", "Theirs"), default);
        var sound = await File.ReadAllBytesAsync(_sample.PathOf("sound"));
        foreach (var (name, damage) in Damages(sound))
        {
            await File.WriteAllBytesAsync(_sample.PathOf(name), damage);
            var attempt = () => Restore(name, other.Database, _sample.NewFiles(name + " files"), new(Replaces: true));
            (await attempt.Should().ThrowAsync<Exception>(name)).Which.Should().Match(fault => fault is BackupException || fault is InvalidDataException, name);
            (await Names(other.Database)).Should().Contain("theirs", name);
        }
    }

    [Fact]
    public async Task A_backup_of_an_older_schema_is_brought_up()
    {
        var connectionString = await fixture.CreateDatabase();
        await using (var old = Open(connectionString))
        {
            // Before articles: its questions become some on the way.
            await new Migrator(old, Migration.Embedded(old.Dialect)[..10], TimeProvider.System, NullLogger<Migrator>.Instance).Migrate(default);
            await old.Write((connection, transaction) => connection.ExecuteAsync(Dialect.Insert("faqs", "faq_id", "updated_at", "language", "question", "answer", "tags"),
                new { faq_id = Guid.CreateVersion7(), updated_at = Chat.Start, language = "en", question = "Old?", answer = "Very.", tags = "[]" }, transaction), default);
            (await new Backup(old, _sample.Files, TimeProvider.System).Write(_sample.PathOf("old"), new Progress(TextWriter.Null, false), default)).SchemaVersion.Should().Be(10);
        }

        var restoredTo = await fixture.CreateDatabase();
        await using (var target = Open(restoredTo)) await Restore("old", target, _sample.NewFiles("old files"));
        await using var store = await TestStore.Open(fixture.Provider, restoredTo);
        (await store.Articles.Page(new(), null, 10, default)).Articles.Should().ContainSingle(article => article.Title == "Old?");
    }

    [Fact]
    public async Task A_backup_of_a_newer_schema_and_a_moment_that_it_does_not_know_are_refused()
    {
        await Take("newer");
        await using var target = await Empty();
        using var backup = BackupFile.Open(_sample.PathOf("newer"));
        var older = new Migrator(target, Migration.Embedded(target.Dialect)[..3], TimeProvider.System, NullLogger<Migrator>.Instance);
        var attempt = () => new Restore(target, older, _sample.NewFiles("newer files"), TimeProvider.System).Run(backup, new(false), new Progress(TextWriter.Null, false), default);
        await attempt.Should().ThrowAsync<BackupException>().WithMessage("*knows 3*newer*");
        var tomorrow = () => Restore("newer", target, _sample.NewFiles("newer files"), new(false, TimeProvider.System.GetUtcNow().AddDays(1)));
        await tomorrow.Should().ThrowAsync<BackupException>().WithMessage("*knows nothing of*");
    }

    [Fact]
    public async Task A_name_that_is_taken_is_left_alone_and_a_broken_off_backup_leaves_nothing()
    {
        await File.WriteAllTextAsync(_sample.PathOf("taken"), "mine");
        var attempt = () => Take("taken");
        await attempt.Should().ThrowAsync<BackupException>();
        (await File.ReadAllTextAsync(_sample.PathOf("taken"))).Should().Be("mine");

        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var stopped = () => new Backup(_store.Database, _sample.Files, TimeProvider.System).Write(_sample.PathOf("stopped"), new Progress(TextWriter.Null, false), stop.Token);
        await stopped.Should().ThrowAsync<OperationCanceledException>();
        Directory.GetFiles(_sample.PathOf("."), "stopped*").Should().BeEmpty();
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Damages(byte[] sound)
    {
        yield return ("cut off", sound[..(sound.Length / 2)]);
        yield return ("empty", []);
        // The bytes of attached files stand as they are.
        var at = sound.AsSpan().IndexOf(Sample.Bytes);
        var changed = (byte[])sound.Clone();
        changed[at] ^= 1;
        yield return ("a changed file", changed);
        var rows = (byte[])sound.Clone();
        rows[200] ^= 0x55;
        yield return ("changed rows", rows);
    }

    private Database Open(string connectionString) => Databases.Open(new() { Provider = fixture.Provider, ConnectionString = connectionString });

    private async Task<Database> Empty() => Open(await fixture.CreateDatabase());

    private Task<BackupManifest> Take(string name) =>
        new Backup(_store.Database, _sample.Files, TimeProvider.System).Write(_sample.PathOf(name), new Progress(TextWriter.Null, false), default);

    private Task<RestoreSummary> Restore(string name, Database target, FileDirectory files, RestoreWish? wish = null) =>
        Operations.Restore(_sample.PathOf(name), target, files, wish);

    private static Task<IReadOnlyList<string>> Findings(Database database, FileDirectory files) => Operations.Verify(database, files);

    private static Task<IEnumerable<string>> Names(Database database) => database.Read(connection => connection.QueryAsync<string>("select desk_id from desks"), default);

    private static Task<long> LastSeq(Database database, Guid sessionId) => database.Read(
        connection => connection.ExecuteScalarAsync<long>("select last_seq from sessions where session_id = @sessionId", new { sessionId }), default);
}

/// <summary>What commands do, without a process of their own.</summary>
internal static class Operations
{
    public static async Task<RestoreSummary> Restore(string path, Database target, FileDirectory files, RestoreWish? wish = null)
    {
        var migrator = new Migrator(target, Migration.Embedded(target.Dialect), TimeProvider.System, NullLogger<Migrator>.Instance);
        using var backup = BackupFile.Open(path);
        return await new Restore(target, migrator, files, TimeProvider.System).Run(backup, wish ?? new(false), new Progress(TextWriter.Null, false), default);
    }

    public static Task<IReadOnlyList<string>> Verify(Database database, FileDirectory? files) => database.Read(async connection =>
    {
        await using var snapshot = await database.BeginSnapshot(connection, default);
        return (await new Verification(connection, snapshot, new Progress(TextWriter.Null, false), default).Run(files)).Kept;
    }, default);
}

public sealed class SqliteBackupTests(SqliteFixture database) : BackupContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresBackupTests(PostgresFixture database) : BackupContract(database), IClassFixture<PostgresFixture>;
