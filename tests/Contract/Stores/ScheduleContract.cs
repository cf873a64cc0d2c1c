using LiveChat.Audit;
using LiveChat.Schedules;

namespace LiveChat.Contract.Stores;

/// <summary>When desks serve, and which promises were broken.</summary>
public abstract class ScheduleContract(DatabaseFixture database)
{
    private readonly string _desk = "d" + Guid.CreateVersion7().ToString("N");

    private IScheduleStore Schedules => database.Store.Get<IScheduleStore>();

    [Fact]
    public async Task A_schedule_is_kept_whole()
    {
        (await Schedules.Find(_desk, default)).Should().BeNull();
        await database.Store.Desks.Save(new(_desk, "桌"), default);
        var schedule = new DeskSchedule(
            _desk, "Asia/Taipei", [new(DayOfWeek.Sunday, 22 * 60, 6 * 60), new(DayOfWeek.Monday, 0, 24 * 60)],
            [new(new DateOnly(2026, 2, 17), [], "春節 \"假\" 😀"), new(new DateOnly(2026, 2, 18), [new(60, 120)], null)],
            [new("ann", [new(DayOfWeek.Friday, 540, 1080)], [new(new DateOnly(2026, 3, 1), [new(0, 60)], null)])],
            [new("m2", [], ["律師", "a'b"], true)], new(60, null, 50), 1);

        (await Schedules.Save(schedule, Deed(), default)).Should().BeTrue();
        (await Schedules.Find(_desk, default)).Should().BeEquivalentTo(schedule);
        var always = schedule with { Hours = null, Exceptions = [], Revision = 2 };
        (await Schedules.Save(always, Deed(), default)).Should().BeTrue();
        (await Schedules.Find(_desk, default)).Should().BeEquivalentTo(always);
        (await database.Store.Get<IAuditLog>().Read(new("admin" + _desk), null, 10, default)).Entries.Should().HaveCount(2);
    }

    [Fact]
    public async Task Of_two_changes_made_from_one_schedule_one_is_written()
    {
        await database.Store.Desks.Save(new(_desk, "桌"), default);
        var first = DeskSchedule.Always(_desk) with { Revision = 1 };
        (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Schedules.Save(first, Deed(), default)))).Should().ContainSingle(written => written);
        var second = first with { Revision = 2 };
        (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Schedules.Save(second, Deed(), default)))).Should().ContainSingle(written => written);
        (await Schedules.Save(second with { Revision = 4 }, Deed(), default)).Should().BeFalse();
        (await Schedules.Find(_desk, default))!.Revision.Should().Be(2);
        (await database.Store.Get<IAuditLog>().Read(new("admin" + _desk), null, 10, default)).Entries.Should().HaveCount(2, "what is not written leaves no trail");
    }

    [Fact]
    public async Task A_broken_promise_is_recorded_once()
    {
        var miss = new TargetMiss(Guid.CreateVersion7(), Target.FirstReply, Chat.Start, _desk, null, Chat.Start.AddMinutes(1));
        (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Schedules.Record(miss, default)))).Should().ContainSingle(recorded => recorded);
        (await Schedules.Record(miss with { AgentId = "ann", DueAt = Chat.Start.AddMinutes(2) }, default)).Should().BeFalse("it is the same promise");
        (await Schedules.Record(miss with { Target = Target.Resolution }, default)).Should().BeTrue();
        (await Schedules.Record(miss with { Since = Chat.Start.AddMinutes(-5), DueAt = Chat.Start.AddMinutes(-4), AgentId = "ann" }, default)).Should().BeTrue("asked anew, promised anew");

        (await Schedules.MissesSince(Chat.Start, default)).Single(desk => desk.DeskId == _desk).Should().Be(new DeskMisses(_desk, 1, 1));
        (await Schedules.MissesSince(Chat.Start.AddHours(-1), default)).Single(desk => desk.DeskId == _desk).Should().Be(new DeskMisses(_desk, 2, 1));
        (await Schedules.MissesSince(Chat.Start.AddMinutes(2), default)).Should().NotContain(desk => desk.DeskId == _desk);
    }

    private AuditEntry Deed() => new(Guid.CreateVersion7(), Chat.Start, "admin" + _desk, "Admin", AuditAction.ScheduleChanged, _desk, new() { ["zone"] = "UTC" });
}

public sealed class SqliteScheduleTests(SqliteFixture database) : ScheduleContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresScheduleTests(PostgresFixture database) : ScheduleContract(database), IClassFixture<PostgresFixture>;
