using System.Collections.Concurrent;
using Dapper;
using LiveChat.Sessions;
using LiveChat.Silo.Storage;
using LiveChat.Testing;

namespace LiveChat.Contract.Outages;

/// <summary>A real server that crashes, stays away, comes back, hangs, or is not to be trusted.</summary>
public sealed class PostgresOutageTests(FragileServer fragile) : IClassFixture<FragileServer>, IAsyncLifetime
{
    private readonly PostgresServer _server = fragile.Server;
    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await _server.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_crash_under_load_loses_nothing_acknowledged_and_doubles_nothing_retried()
    {
        await using var store = await Open();
        var speakers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => new Speaker(store.Log, await Chat.Create(store.Log))));
        using var end = new CancellationTokenSource();
        var talking = speakers.Select(speaker => Task.Run(() => speaker.Talk(end.Token))).ToArray();

        for (var round = 0; round < 3; round++)
        {
            await Until(() => speakers.All(speaker => speaker.Acknowledged.Count >= (round + 1) * 20));
            var refusals = speakers.Sum(speaker => speaker.Refusals);
            await _server.CrashAsync();
            await Until(() => speakers.Sum(speaker => speaker.Refusals) > refusals + 200);
            await _server.RestartAsync();
        }

        await Until(() => speakers.All(speaker => speaker.Acknowledged.Count >= 80));
        await end.CancelAsync();
        await Task.WhenAll(talking).WaitAsync(Waits.Long);
        foreach (var speaker in speakers) await speaker.Verify();
    }

    [Fact]
    public async Task While_it_is_away_everything_is_refused_and_reads_say_so_too()
    {
        await using var store = await Open();
        var chat = await Chat.Create(store.Log);
        await _server.CrashAsync();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Refused(() => chat.Say("x"));
            await Refused(() => store.Log.Load(chat.Id, default));
            await Refused(() => chat.Read());
            await Refused(() => store.Index.ListOf("b1", null, 10, default));
            await Refused(() => store.Users.Find("b1", default));
            await Refused(() => store.Desks.Save(new Desks.Desk("d", "D"), default));
        }

        await _server.RestartAsync();
        await Eventually.Said(chat, "back");
        (await chat.Read()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_command_that_hangs_counts_as_away()
    {
        await using var store = await Open(("CommandTimeout", "00:00:01"), ("LockTimeout", "00:00:00.5"));
        var chat = await Chat.Create(store.Log);
        await Execute(store, "create function hang() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$");
        await Execute(store, "create trigger hang before insert on entries for each row execute function hang()");

        await Refused(() => chat.Say("x"));

        await Execute(store, "drop trigger hang on entries");
        await Eventually.Said(chat, "back");
        (await chat.Read()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_midst_of_a_row_counts_as_away()
    {
        await using var store = await Open();
        await Refused(() => store.Database.Read<int>(
            _ => throw new System.Data.DataException("as it is wrapped", new Npgsql.NpgsqlException("the stream", new TimeoutException())), default));
    }

    [Fact]
    public async Task A_program_that_starts_first_waits_for_the_database()
    {
        await _server.CrashAsync();
        var opening = Open(("StartTimeout", "00:01:00"));
        await _server.RestartAsync();
        await using var store = await opening;
        (await Chat.Create(store.Log)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_database_that_never_comes_ends_the_start_with_what_to_check()
    {
        await _server.CrashAsync();
        var open = () => Open(("StartTimeout", "00:00:01"));
        await open.Should().ThrowAsync<StoreUnavailableException>().WithMessage("*Storage:StartTimeout*ConnectionStrings:LiveChat*");
        await _server.RestartAsync();
    }

    [Fact]
    public async Task A_server_that_does_not_sync_is_warned_of_by_name()
    {
        await using var store = await Open();
        store.Written.Lines.Should().Contain(line => line.StartsWith("Critical: DURABILITY AT RISK: PostgreSQL's fsync is off", StringComparison.Ordinal));
        store.Written.Lines.Should().NotContain(line => line.Contains("synchronous_commit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_forgets_commits_is_warned_of_by_name()
    {
        await using (var store = await Open())
        {
            await Execute(store, $"do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$");
        }

        await using var again = await TestStore.Open(StorageProvider.PostgreSql, _connectionString + ";Application Name=Again");
        again.Written.Lines.Should().Contain(line => line.Contains("PostgreSQL's synchronous_commit is off", StringComparison.Ordinal));
    }

    private Task<TestStore> Open(params (string Name, string Value)[] settings) => TestStore.Open(StorageProvider.PostgreSql, _connectionString, settings);

    private static Task<int> Execute(TestStore store, string sql) =>
        store.Database.Write((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), default);

    private static async Task Refused(Func<Task> attempt) =>
        await ((Func<Task>)(() => attempt().WaitAsync(Waits.Long))).Should().ThrowAsync<StoreUnavailableException>();

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Waits.Long);
        while (!condition()) await Task.Delay(10, patience.Token);
    }

    /// <summary>Says one thing after the other, again with the same client id until it is acknowledged, as an outbox does.</summary>
    private sealed class Speaker(IMessageLog log, Chat first)
    {
        private Chat _chat = first;
        private int _refusals;

        public ConcurrentQueue<(string ClientId, long Seq, Guid MessageId)> Acknowledged { get; } = new();

        public int Refusals => Volatile.Read(ref _refusals);

        public async Task Talk(CancellationToken end)
        {
            for (var number = 0; !end.IsCancellationRequested; number++) await Deliver($"c{number}", end);
        }

        public async Task Verify()
        {
            var entries = new List<Message>();
            while (await log.Read(_chat.Id, LogKind.Shared, new HistoryRange(entries.Count, null, HistoryRange.MostEntries), default) is { Length: > 0 } page) entries.AddRange(page);
            entries.Select(entry => entry.Seq).Should().Equal(Enumerable.Range(1, entries.Count).Select(seq => (long)seq));
            entries.Select(entry => entry.ClientMessageId).Should().OnlyHaveUniqueItems();
            var stored = entries.ToDictionary(entry => entry.ClientMessageId!, entry => (entry.Seq, entry.MessageId));
            foreach (var (clientId, seq, messageId) in Acknowledged) stored[clientId].Should().Be((seq, messageId));
            (await log.Load(_chat.Id, default))!.Header.LastSeq.Should().Be(entries.Count);
        }

        private async Task Deliver(string clientId, CancellationToken end)
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    var message = _chat.Next("text", clientId);
                    var stored = (await _chat.Append(_chat.Of(message))).Earlier ?? message;
                    Acknowledged.Enqueue((clientId, stored.Seq, stored.MessageId));
                    return;
                }
                catch (Exception exception) when (exception is StoreUnavailableException or SequenceTakenException)
                {
                    Interlocked.Increment(ref _refusals);
                    await Reload(end);
                }
            }
        }

        // Whether the refused append happened is not known: the header tells.
        private async Task Reload(CancellationToken end)
        {
            try
            {
                _chat = new Chat(log, (await log.Load(_chat.Id, end))!.Header);
            }
            catch (Exception exception) when (exception is StoreUnavailableException or OperationCanceledException)
            {
                await Task.Yield();
            }
        }
    }
}

/// <summary>A server for the tests that crash it; each starts it again.</summary>
public sealed class FragileServer : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgresServer.StartAsync("fsync=off");

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
