using Dapper;
using LiveChat.Moods;
using LiveChat.Reports;
using LiveChat.Sessions;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Silo.Storage.Reports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LiveChat.Contract.Reports;

/// <summary>The figures: each entry of each log in them once, whoever counts, and whatever ends in the middle.</summary>
public abstract class FigureContract(DatabaseFixture database) : IAsyncLifetime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");

    private TestStore _store = null!;

    private string _connection = "";

    public async Task InitializeAsync()
    {
        _connection = await database.CreateDatabase();
        _store = await TestStore.Open(database.Provider, _connection);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_histories_are_counted_once_and_as_they_are(int seed)
    {
        await using var other = await TestStore.Open(database.Provider, _connection);
        var random = new Random(seed);
        List<RandomTalk> talks = [];
        for (var count = 0; count < 14; count++) talks.Add(await RandomTalk.Create(_store.Log, random));
        for (var step = 0; step < 500; step++)
        {
            await talks[random.Next(talks.Count)].Step();
            if (random.Next(4) == 0) await Judge(talks[random.Next(talks.Count)], random, random.Next(2) == 0 ? _store : other);
            if (random.Next(12) != 0) continue;
            var some = talks.Where(_ => random.Next(2) == 0).Select(talk => talk.Id).ToArray();
            if (some.Length > 0) await CountAtOnce(some, other, random.Next(3) == 0 ? random.Next(1, 8) : null);
        }
        await CountAll(_store);

        var counted = await Stored(_store);
        counted.Should().BeEquivalentTo(PlainCount.Of(talks, Zone));
        (await Count(_store).Stale(Guid.Empty, 100, default)).Should().BeEmpty();

        await _store.Database.Write((connection, transaction) =>
            connection.ExecuteAsync("delete from figures; delete from figure_topics; delete from figure_marks", transaction: transaction), default);
        await CountAll(other);
        (await Stored(other)).Should().BeEquivalentTo(counted, "made anew, they are the same");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_model_says_counts_once_at_the_desk_where_it_was_said_whenever_it_comes(bool isLate)
    {
        var chat = await Chat.Create(_store.Log);
        await chat.Say("This is terrible, I am furious");
        await chat.Say("Well, thank you very much indeed.");
        await chat.Say("words");
        await chat.Say("Thank you, great!");
        var passedOn = chat.Of(chat.Next("", null, "system", MessageType.System) with { Event = new(SystemEventName.Transferred, new() { ["fromAgentId"] = "ann", ["deskId"] = "m2" }) });
        await chat.Append(passedOn with { Header = passedOn.Header with { DeskId = "m2" } });
        if (isLate) await CountAll(_store);
        var counter = new MoodCounter(_store.Database, _store.Get<MoodStore>(), new OneZone());
        for (var again = 0; again < 2; again++)
        {
            (await counter.Correct(chat.Id, new(1, 0), MoodLexicon.Score("This is terrible, I am furious"), Chat.Start, default)).Should().BeTrue();
            (await counter.Correct(chat.Id, new(2, -80), MoodLexicon.Score("Well, thank you very much indeed."), Chat.Start, default)).Should().BeTrue();
            (await counter.Correct(chat.Id, new(3, -40), 0, Chat.Start, default)).Should().BeTrue();
        }
        await CountAll(_store);
        var happy = MoodLexicon.Score("Thank you, great!");
        (await Moods()).Should().BeEquivalentTo([("platform", MoodBand.VeryLow, 1L), ("platform", MoodBand.Low, 1L), ("platform", MoodBand.Good, 1L), ("platform", (MoodBand)0, happy - 120L)]);

        // What is taken back leaves the figures, whoever judged it.
        var said = (await chat.Read())[1];
        await chat.Append(chat.Of(chat.Next("", null, "system", MessageType.System) with { Event = new(SystemEventName.Recalled, new() { ["seq"] = "2" }) })
            with { Amended = said with { Content = "", Recalled = true } });
        await CountAll(_store);
        (await counter.Correct(chat.Id, new(2, -90), 0, Chat.Start, default)).Should().BeFalse();
        (await Moods()).Should().BeEquivalentTo([("platform", MoodBand.Low, 1L), ("platform", MoodBand.Good, 1L), ("platform", (MoodBand)0, happy - 40L)]);

        async Task<(string Desk, MoodBand Band, long Amount)[]> Moods() =>
            [.. (await Stored(_store)).Where(figure => figure.Key.Measure is Measure.Moods or Measure.MoodScores).Select(figure => (figure.Key.DeskId, (MoodBand)figure.Key.Bucket, figure.Value))];
    }

    [Fact]
    public async Task The_follower_counts_beside_the_index_and_goes_on_when_another_reader_fails()
    {
        using var follower = new LogFollower([new FailingReader(), Count(_store)], _store.Get<ChangedSessions>(), TimeProvider.System,
            Options.Create(new Silo.Storage.Search.SearchOptions { Interval = TimeSpan.FromMilliseconds(20), SweepInterval = TimeSpan.FromSeconds(1), Share = 100 }), NullLogger<LogFollower>.Instance);
        await follower.StartAsync(default);
        var chat = await Chat.Create(_store.Log);
        await chat.Say("one");
        await Until(async () => (await Stored(_store)).Values.Sum() == 2);
        await chat.Say("two");
        await Until(async () => (await Stored(_store)).Values.Sum() == 3);
        await follower.StopAsync(default);
    }

    [Fact]
    public async Task A_desks_figures_are_its_own_and_all_desks_are_the_sum()
    {
        await _store.Desks.Save(new("m1", "One"), default);
        await _store.Desks.Save(new("m2", "Two"), default);
        await _store.Users.Add(new("ann", "Ann", UserRole.Agent, []), null, null, Chat.Start, default);
        var random = new Random(7);
        for (var count = 0; count < 10; count++)
        {
            var talk = await RandomTalk.Create(_store.Log, random);
            for (var step = 0; step < 40; step++) await talk.Step();
        }
        await CountAll(_store);
        var figures = _store.Get<IFigureStore>();
        var (all, one, two) = (await Read(null), await Read("m1"), await Read("m2"));
        Sum(one.Days, Measure.Sessions).Should().BePositive();
        (Sum(one.Days, Measure.Sessions) + Sum(two.Days, Measure.Sessions) + Sum([.. all.Desks.Where(amount => amount.Of == "")], Measure.Sessions)).Should().Be(Sum(all.Days, Measure.Sessions));
        Sum([.. all.Desks.Where(amount => amount.Of == "m1")], Measure.CustomerMessages).Should().Be(Sum(one.Days, Measure.CustomerMessages));
        all.Agents.Select(amount => amount.Of).Distinct().Should().BeEquivalentTo([new NamedAgent("ann", "Ann"), new NamedAgent("ben", "ben")]);
        all.Topics.Should().HaveCount(2).And.BeInDescendingOrder(topic => topic.Answers);
        one.Desks.Should().BeEmpty();
        (await figures.Read("m1", 20270101, 20271231, 5, default)).Days.Should().BeEmpty();

        Task<StoredFigures> Read(string? deskId) => figures.Read(deskId, 20261101, 20261231, 2, default);
        static long Sum<T>(Amount<T>[] amounts, Measure measure) => amounts.Where(amount => amount.Measure == measure).Sum(amount => amount.Sum);
    }

    [Fact]
    public async Task A_fronts_batch_is_added_once_however_often_it_is_sent()
    {
        var figures = _store.Get<IFigureStore>();
        ApiTime[] times = [new("GET /x", ApiResult.Done, 3, 5), new("GET /x", ApiResult.Failed, 40, 1)];
        var batch = Guid.CreateVersion7();
        for (var again = 0; again < 3; again++) await figures.AddApi("front", batch, Chat.Start, 20261120, times, default);
        await figures.AddApi("another", batch, Chat.Start, 20261120, times, default);
        await figures.AddApi("front", Guid.CreateVersion7(), Chat.Start, 20261121, [new("GET /x", ApiResult.Done, 3, 2)], default);
        (await figures.ReadApi(20261120, 20261121, default)).Should().BeEquivalentTo([new ApiAmount("GET /x", ApiResult.Done, 3, 12), new ApiAmount("GET /x", ApiResult.Failed, 40, 2)]);
        (await figures.ReadApi(20261121, 20261121, default)).Should().BeEquivalentTo([new ApiAmount("GET /x", ApiResult.Done, 3, 2)]);
    }

    [Fact]
    public async Task What_an_earlier_schema_counted_is_counted_anew_with_its_moods()
    {
        var options = new StorageOptions { Provider = database.Provider, ConnectionString = await database.CreateDatabase() };
        await using (var earlier = Databases.Open(options))
        {
            var before = Migration.Embedded(earlier.Dialect).TakeWhile(migration => !migration.Name.EndsWith("_moods_in_figures.sql", StringComparison.Ordinal)).ToArray();
            await new Migrator(earlier, before, TimeProvider.System, NullLogger<Migrator>.Instance).Migrate(default);
            var (entries, changed) = (new EntryReader(earlier), new ChangedSessions());
            await using var writer = new LogWriter(earlier, entries, changed, options, TimeProvider.System, NullLogger<LogWriter>.Instance);
            var chat = await Chat.Create(new MessageLog(earlier, writer, entries, changed));
            await chat.Say("Thank you, great!");
            await earlier.Write((connection, transaction) => connection.ExecuteAsync(
                """
                insert into figures (desk_id, day, measure, agent_id, bucket, amount) values ('platform', 20261120, 1, '', 8, 1), ('platform', 20261120, 2, '', 8, 1);
                insert into figure_marks (session_id, counted_seq, tally) values (@id, 1, '{}');
                """, new { id = chat.Id }, transaction), default);
        }

        await using var store = await TestStore.Open(database.Provider, options.ConnectionString);
        (await Stored(store)).Should().BeEmpty();
        await CountAll(store);
        (await Stored(store)).Where(figure => figure.Key.Measure is not Measure.MoodScores).Select(figure => (figure.Key.Measure, figure.Value))
            .Should().BeEquivalentTo([(Measure.Sessions, 1L), (Measure.CustomerMessages, 1L), (Measure.Moods, 1L)]);
    }

    private static FigureCounter Count(TestStore store) => new(store.Database, store.Get<EntryReader>(), new OneZone(), store.Get<MoodStore>());

    /// <summary>A model says of something that a customer said how it sounds, while two processes count it.</summary>
    private async Task Judge(RandomTalk talk, Random random, TestStore store)
    {
        if (talk.Entries.FindLast(entry => entry is { Type: MessageType.User, Recalled: false } && random.Next(3) > 0) is not { } said) return;
        var mood = new Mood(said.Seq, random.Next(3) == 0 ? 0 : random.Next(Mood.Worst, Mood.Best + 1));
        var counter = new MoodCounter(store.Database, store.Get<MoodStore>(), new OneZone());
        var correct = counter.Correct(talk.Id, mood, MoodLexicon.Score(said.Content), said.CreatedAt, default);
        if (random.Next(2) == 0) await Task.WhenAll(correct, Count(_store).Read([talk.Id], default), Count(store).Read([talk.Id], default));
        if (await correct) talk.Felt[mood.Seq] = mood.Score;
    }

    /// <summary>Two processes count the same sessions; one of them may be ended somewhere in the middle.</summary>
    private async Task CountAtOnce(Guid[] sessions, TestStore other, int? endsAfter)
    {
        using var end = new CancellationTokenSource();
        var dying = endsAfter is { } reads ? new FigureCounter(other.Database, other.Get<EntryReader>(), new EndingZone(end, reads), other.Get<MoodStore>()) : Count(other);
        await Task.WhenAll(Count(_store).Read(sessions, default), Dying());

        async Task Dying()
        {
            try
            {
                for (var again = 0; again < 3; again++) await dying.Read(sessions, end.Token);
            }
            catch (OperationCanceledException)
            {
                // As when its process ends: what was not committed never was.
            }
        }
    }

    private static async Task CountAll(TestStore store)
    {
        var counter = Count(store);
        while (await counter.Stale(Guid.Empty, 5, default) is { Length: > 0 } stale) await counter.Read(stale, default);
    }

    private static Task<Dictionary<FigureKey, long>> Stored(TestStore store) => store.Database.Read(async connection =>
        (await connection.QueryAsync<(string Desk, int Day, int Measure, string Agent, int Bucket, long Amount)>("select desk_id, day, measure, agent_id, bucket, amount from figures where amount <> 0"))
            .ToDictionary(row => new FigureKey(row.Desk, row.Day, (Measure)row.Measure, row.Agent, row.Bucket), row => row.Amount), default);

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Waits.Long);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds()) await again.WaitForNextTickAsync(patience.Token);
    }

    private sealed class OneZone : IDeskZones
    {
        public Task<Func<string, TimeZoneInfo>> Read(CancellationToken token) => Task.FromResult<Func<string, TimeZoneInfo>>(_ => Zone);
    }

    /// <summary>Ends the counting process while it counts.</summary>
    private sealed class EndingZone(CancellationTokenSource end, int reads) : IDeskZones
    {
        private int _left = reads;

        public Task<Func<string, TimeZoneInfo>> Read(CancellationToken token) => Task.FromResult<Func<string, TimeZoneInfo>>(_ =>
        {
            if (--_left == 0) end.Cancel();
            return Zone;
        });
    }

    private sealed class FailingReader : ILogReader
    {
        public string Name => "failing reader";

        public Task<Guid[]> Stale(Guid after, int count, CancellationToken token) => throw new InvalidOperationException("It fails.");

        public Task<Guid[]> Read(Guid[] sessions, CancellationToken token) => throw new InvalidOperationException("It fails.");
    }
}

public sealed class SqliteFigureTests(SqliteFixture database) : FigureContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresFigureTests(PostgresFixture database) : FigureContract(database), IClassFixture<PostgresFixture>;
