using Dapper;
using LiveChat.Audit;
using LiveChat.Reports;
using LiveChat.Schedules;
using LiveChat.Sessions;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Reports;
using LiveChat.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LiveChat.Contract.Reports;

/// <summary>Each desk's days begin at its own midnight; a change of its zone moves nothing that is counted.</summary>
public abstract class ZoneContract(DatabaseFixture database) : IAsyncLifetime
{
    // One o'clock in the morning of the next day in Taipei, noon in New York.
    private static readonly DateTimeOffset Late = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new();
    private TestStore _store = null!;
    private DeskZones _zones = null!;

    public async Task InitializeAsync()
    {
        _store = await TestStore.Open(database.Provider, await database.CreateDatabase());
        _zones = new(_store.Database, _clock, Options.Create(new ReportOptions { TimeZone = "Asia/Kathmandu" }), NullLogger<DeskZones>.Instance);
        foreach (var desk in new[] { "east", "west", "none" }) await _store.Desks.Save(new(desk, desk), default);
        await Schedule("east", "Asia/Taipei", 1);
        await Schedule("west", "America/New_York", 1);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_message_counts_for_its_desks_day_and_hour()
    {
        foreach (var desk in new[] { "east", "west", "none" }) await Say(await Begin(desk), Late);
        await Count();
        (await Of("east")).Should().Equal((20261121, 1));
        (await Of("west")).Should().Equal((20261120, 12));
        (await Of("none")).Should().Equal([(20261120, 22)], "without a schedule it is the operator's zone");
        (await _zones.Read(default))("").Id.Should().Be("Asia/Kathmandu");
    }

    [Fact]
    public async Task Days_change_with_summer_time()
    {
        var chat = await Begin("west");
        // 23:30 on the 13th in winter time; 23:30 on the 14th, when the clocks have been put forward.
        await Say(chat, new(2027, 3, 14, 4, 30, 0, TimeSpan.Zero));
        await Say(chat, new(2027, 3, 15, 3, 30, 0, TimeSpan.Zero));
        await Count();
        (await Of("west")).Should().Equal((20270313, 23), (20270314, 23));
    }

    [Fact]
    public async Task A_zone_that_is_changed_holds_from_then_on_and_moves_nothing_that_is_counted()
    {
        var chat = await Begin("east");
        await Say(chat, Late);
        await Count();
        await Schedule("east", "Europe/London", 2);
        _clock.Advance(DeskZones.GoodFor);
        await Say(chat, Late.AddHours(1));
        await Say(chat, Late.AddHours(2), MessageType.Ai);
        await Count();
        (await Of("east")).Should().Equal((20261120, 18), (20261121, 1));
        (await Of("east", Measure.Alone)).Should().Equal([(20261121, 0)], "the conversation stays where its beginning was counted");

        await _store.Database.Write((connection, transaction) => connection.ExecuteAsync("delete from figures; delete from figure_marks", transaction: transaction), default);
        await Count();
        (await Of("east")).Should().Equal([(20261120, 17), (20261120, 18)], "made anew, all are of the zone of today");
    }

    private Task<Chat> Begin(string desk) => Chat.Create(_store.Log, Chat.NewHeader() with { DeskId = desk });

    private static Task Say(Chat chat, DateTimeOffset at, MessageType type = MessageType.User) =>
        chat.Append(chat.Of(chat.Next("Hello", sender: type is MessageType.Ai ? "ai" : "b1", type: type) with { CreatedAt = at }));

    private async Task Count()
    {
        var counter = new FigureCounter(_store.Database, _store.Get<EntryReader>(), _zones, _store.Get<MoodStore>());
        while (await counter.Stale(Guid.Empty, 50, default) is { Length: > 0 } stale) await counter.Read(stale, default);
    }

    private Task<IEnumerable<(int Day, int Bucket)>> Of(string desk, Measure measure = Measure.CustomerMessages) => _store.Database.Read(connection =>
        connection.QueryAsync<(int, int)>("select day, bucket from figures where desk_id = @desk and measure = @measure and amount <> 0 order by day, bucket", new { desk, measure = (int)measure }), default);

    private async Task Schedule(string desk, string zone, long revision) => (await _store.Get<IScheduleStore>().Save(
        DeskSchedule.Always(desk) with { Zone = zone, Revision = revision },
        new(Guid.CreateVersion7(), Chat.Start, "admin", "Admin", AuditAction.ScheduleChanged, desk, new() { ["zone"] = zone }), default)).Should().BeTrue();
}

public sealed class SqliteZoneTests(SqliteFixture database) : ZoneContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresZoneTests(PostgresFixture database) : ZoneContract(database), IClassFixture<PostgresFixture>;
