using LiveChat.Desks;
using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

/// <summary>What the desk's staff sees beside a conversation.</summary>
public sealed class StaffTests : IAsyncLifetime
{
    private SessionFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SessionFixture.Start();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Colleagues_see_who_looks_and_who_writes_and_the_visitor_does_not()
    {
        var id = await _fixture.Support();
        var shared = await _fixture.Cluster.Listen(id);
        var notes = await _fixture.Cluster.Listen<SessionEvent>(StreamNames.Notes(id));

        (await _fixture.Session(id).View(People.Agent, isViewing: true, isTyping: false)).Value!.Viewers.Should().BeEmpty();
        (await _fixture.Session(id).View(People.Colleague, isViewing: true, isTyping: true)).Value!.Viewers.Should().Equal(new Viewer("a1", "Ann", false));
        (await notes.Expect<ViewingChanged>(told => told.UserId == "a2")).Should().BeEquivalentTo(new { Name = "Abe", IsViewing = true, IsTyping = true });
        (await _fixture.Session(id).View(People.Agent, isViewing: false, isTyping: true)).Refusal.Should().BeNull();
        (await notes.Expect<ViewingChanged>(told => !told.IsViewing)).IsTyping.Should().BeFalse();

        _fixture.Cluster.Time.Advance(TimeSpan.FromSeconds(45));
        (await _fixture.Session(id).View(People.Admin, isViewing: true, isTyping: false)).Value!.Viewers.Should().BeEmpty("who says it no more is gone");
        shared.All.OfType<ViewingChanged>().Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_for_the_staff_is_refused_to_others()
    {
        var id = await _fixture.Support();
        (await _fixture.Session(id).View(People.Visitor, isViewing: true, isTyping: false)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await _fixture.Session(id).Summary(People.Visitor)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        foreach (var stranger in new[] { People.OtherVisitor, People.AgentElsewhere })
        {
            (await _fixture.Session(id).View(stranger, isViewing: true, isTyping: false)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
            (await _fixture.Session(id).Summary(stranger)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        }
    }

    [Fact]
    public async Task The_desk_sees_a_conversation_from_its_first_word_and_each_time_it_stands_otherwise()
    {
        var told = await _fixture.Cluster.Listen<DeskEvent>(StreamNames.Desk("m1"));
        var id = await _fixture.Support();
        await _fixture.Session(id).Say(People.Visitor, "where is my parcel?");
        var first = (await told.Expect<DeskSessionChanged>()).Session;
        first.Should().BeEquivalentTo(new { CustomerName = "Vera", LastLine = "where is my parcel?", LastType = MessageType.User, Language = "en" });
        first.Header.Status.Should().Be(SessionStatus.Open);

        await _fixture.Session(id).Say(People.Visitor, "hello?");
        await _fixture.Session(id).RequestHuman(People.Visitor, new(null, null));
        var waiting = (await told.Expect<DeskSessionChanged>(row => row.Session.Header.Status is SessionStatus.Waiting)).Session;
        waiting.LastLine.Should().BeNull("nothing was said by it");
        told.All.OfType<DeskSessionChanged>().Should().HaveCount(2, "words alone are told at most every few seconds");

        _fixture.Cluster.Time.Advance(TimeSpan.FromSeconds(5));
        await _fixture.Session(id).Say(People.Visitor, "still there?");
        (await told.Expect<DeskSessionChanged>(row => row.Session.LastLine == "still there?")).Session.Header.LastNoteSeq.Should().Be(0);
    }

    [Fact]
    public async Task Both_desks_are_told_of_a_conversation_that_is_passed_on()
    {
        var id = await _fixture.Support();
        await _fixture.Session(id).Say(People.Visitor, "hello");
        await _fixture.Session(id).Accept(People.Agent);
        var (old, next) = (await _fixture.Cluster.Listen<DeskEvent>(StreamNames.Desk("m1")), await _fixture.Cluster.Listen<DeskEvent>(StreamNames.Desk("m2")));
        (await _fixture.Session(id).Transfer(People.Agent, new("m2", null, null))).Should().BeNull();
        (await old.Expect<DeskSessionChanged>(row => row.Session.Header.DeskId == "m2")).DeskId.Should().Be("m1");
        (await next.Expect<DeskSessionChanged>()).Session.Header.SessionId.Should().Be(id);
    }

    [Fact]
    public async Task The_list_of_a_desk_is_for_its_staff_and_admins()
    {
        var list = _fixture.Cluster.Client.GetGrain<IDeskSessions>("m1");
        var all = new DeskSessionQuery(Closed: false, null, null, null, 10);
        foreach (var other in new[] { People.Visitor, People.Buyer, People.AgentElsewhere }) (await list.List(other, all)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        foreach (var staff in new[] { People.Agent, People.Admin }) (await list.List(staff, all)).Refusal.Should().BeNull();
        (await list.List(People.Agent, all with { Limit = 0 })).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await list.List(People.Agent, all with { Limit = DeskSessionQuery.MostSessions + 1 })).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }
}
