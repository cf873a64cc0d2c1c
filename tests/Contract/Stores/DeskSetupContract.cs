using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Desks;
using LiveChat.Reports;
using LiveChat.Sessions;

namespace LiveChat.Contract.Stores;

/// <summary>Desks as admins set them up, and their day in figures.</summary>
public abstract class DeskSetupContract(DatabaseFixture database)
{
    private readonly string _id = Guid.CreateVersion7().ToString("N");

    private IDeskSetupStore Desks => database.Store.Get<IDeskSetupStore>();

    [Fact]
    public async Task A_desk_is_made_once_and_changed_whole()
    {
        foreach (var user in new[] { "ann", "bo", "cy" }) await database.Store.Users.Add(new User(user + _id, user, UserRole.Agent, []), null, null, Chat.Start, default);
        var desk = new DeskSetup(_id, "桌 " + _id, [Seat("ann", 2, "tea", "粵語"), Seat("bo", 1)]);

        (await Desks.Create(desk, Deed(), default)).Should().BeEquivalentTo([new AccessRevoked("ann" + _id, 1), new AccessRevoked("bo" + _id, 1)]);
        (await Desks.Create(desk with { Name = "other" }, Deed(), default)).Should().BeNull();
        (await Desks.Find(_id, default)).Should().BeEquivalentTo(desk);

        var changed = desk with { Name = "新 " + _id, Members = [Seat("bo", 3), Seat("cy", 1)] };
        (await Desks.Update(changed, Deed(), default)).Should().BeEquivalentTo([new AccessRevoked("ann" + _id, 2), new AccessRevoked("cy" + _id, 1)]);
        (await Desks.Find(_id, default)).Should().BeEquivalentTo(changed);
        (await Desks.All(default)).Single(known => known.DeskId == _id).Should().BeEquivalentTo(changed);
        (await database.Store.Users.Find("ann" + _id, default))!.Desks.Should().BeEmpty();
        (await database.Store.Get<IAuditLog>().Read(new("admin" + _id), null, 10, default)).Entries.Should().HaveCount(2);
    }

    [Fact]
    public async Task Settings_of_a_widget_are_kept_whole()
    {
        (await Desks.Widget(_id, default)).Should().BeNull();
        await database.Store.Desks.Save(new(_id, "桌"), default);
        (await Desks.Widget(_id, default)).Should().Be(new StoredWidget(new(_id, "桌"), null));

        var settings = new WidgetSettings("#aa3300", new() { ["en"] = "Hi \"there\"", ["zh-Hant"] = "你好😀" }, new() { ["en"] = ["a", "b"], ["zh-Hant"] = [] }, new(true, false, true, false), false);
        await Desks.SaveWidget(_id, settings with { Open = true }, Deed(), default);
        await Desks.SaveWidget(_id, settings, Deed(), default);
        (await Desks.Widget(_id, default))!.Settings.Should().BeEquivalentTo(settings);
    }

    [Fact]
    public async Task A_day_counts_what_the_assistant_had_alone_what_was_handed_over_and_what_ended()
    {
        var day = Chat.Start.AddYears(3);
        await Make(day.AddHours(1), header => header with { LastSeq = 2 });
        await Make(day.AddHours(1), header => header);
        await Make(day.AddHours(2), header => header with { WaitingSince = day, Status = SessionStatus.Waiting });
        await Make(day.AddHours(2), header => header with { AssigneeId = "ann", Status = SessionStatus.Closed, UpdatedAt = day.AddHours(3) });
        await Make(day.AddHours(-2), header => header with { WaitingSince = day.AddHours(-2), Status = SessionStatus.Closed, UpdatedAt = day.AddHours(1) });
        await Make(day.AddHours(-2), header => header with { Status = SessionStatus.Closed, UpdatedAt = day.AddHours(-1) });
        await Make(day.AddHours(1), header => header with { LastSeq = 2, Status = SessionStatus.Deleted });
        await Make(day.AddHours(1), header => header with { LastSeq = 2, DeskId = null });

        (await database.Store.Get<IDeskFigures>().Day(day, default)).Single(figures => figures.DeskId == _id).Should().Be(new DayFigures(_id, 1, 2, 2));
    }

    [Fact]
    public async Task Everybodys_sessions_are_listed_newest_first_and_narrowed()
    {
        var begin = Chat.Start.AddYears(5);
        var (one, two) = (await Make(begin, header => header with { Title = "100% tea " + _id }), await Make(begin.AddMinutes(1), header => header with { Status = SessionStatus.Waiting }));
        var three = await Make(begin.AddMinutes(2), header => header with { Kind = SessionKind.Assistant });
        await Make(begin.AddMinutes(3), header => header with { Status = SessionStatus.Deleted });

        await Finds(new(DeskId: _id), three, two, one);
        await Finds(new(DeskId: _id, Status: SessionStatus.Waiting), two);
        await Finds(new(DeskId: _id, Kind: SessionKind.Assistant), three);
        await Finds(new(Text: "100% TEA " + _id), one);
        await Finds(new(DeskId: _id, Text: "保安堂"), three, two, one);
        await Finds(new(DeskId: _id, Text: "1__"));

        var first = await database.Store.Index.All(new(DeskId: _id), null, 2, default);
        var rest = await database.Store.Index.All(new(DeskId: _id), first.Next, 2, default);
        first.Sessions.Concat(rest.Sessions).Select(view => view.Header.SessionId).Should().Equal(three, two, one);
        rest.Next.Should().BeNull();
        first.Sessions[0].Members.Should().NotBeEmpty();
    }

    private async Task Finds(SessionFilter filter, params Guid[] sessions) =>
        (await database.Store.Index.All(filter, null, 10, default)).Sessions.Select(view => view.Header.SessionId).Should().Equal(sessions, filter.ToString());

    private async Task<Guid> Make(DateTimeOffset createdAt, Func<SessionHeader, SessionHeader> with) =>
        (await Chat.Create(database.Store.Log, with(Chat.NewHeader() with { Kind = SessionKind.Support, DeskId = _id, DirectKey = null, CreatedAt = createdAt, UpdatedAt = createdAt }))).Id;

    private DeskSeat Seat(string user, int capacity, params string[] skills) => new(_id, user + _id, user, capacity) { Skills = skills };

    private AuditEntry Deed() => new(Guid.CreateVersion7(), Chat.Start, "admin" + _id, "admin", AuditAction.DeskChanged, _id, []);
}

public sealed class SqliteDeskSetupTests(SqliteFixture database) : DeskSetupContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresDeskSetupTests(PostgresFixture database) : DeskSetupContract(database), IClassFixture<PostgresFixture>;
