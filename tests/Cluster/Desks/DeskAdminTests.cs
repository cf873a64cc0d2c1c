using LiveChat.Audit;
using LiveChat.Cluster.Queues;
using LiveChat.Desks;
using LiveChat.Presence;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Desks;

/// <summary>Admins set desks up while people work at them.</summary>
public sealed class DeskAdminTests : IAsyncLifetime
{
    private DeskFixture _desk = null!;

    private IDeskAdmin Desk => Of(DeskFixture.Desk);

    public async Task InitializeAsync()
    {
        _desk = await DeskFixture.Start(seated: [People.Agent, People.Colleague]);
        foreach (var caller in new[] { People.Agent, People.Colleague, People.Buyer }) _desk.Chat.Stores.Users.Add(caller);
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Nobody_but_admins_sets_a_desk_up()
    {
        foreach (var caller in new[] { People.Visitor, People.Buyer, People.Agent })
        {
            (await Of("new").Create(caller, new("New", null))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Desk.Change(caller, new("Mine", []))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Desk.SetWidget(caller, Widget())).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Desks.Setups(caller)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        }
        _desk.Chat.Stores.Audit.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_loses_their_seat_loses_their_chats_to_the_queue_and_nobody_is_lost()
    {
        var offers = await _desk.ComeOnline(People.Agent);
        var (one, other) = (await _desk.Ask(People.Visitor), await _desk.Ask(People.OtherVisitor));
        await offers.Expect<SessionOffered>(offered => offered.Offer.SessionId == one);
        await offers.Expect<SessionOffered>(offered => offered.Offer.SessionId == other);
        (await _desk.Chat.Session(one).Accept(People.Agent)).Refusal.Should().BeNull();
        var before = (await _desk.Chat.Session(one).Read(People.Admin)).Value!.Header.WaitingSince;

        (await Desk.Change(People.Admin, new(null, [new(People.Colleague.UserId, 2, [])]))).Refusal.Should().BeNull();

        await offers.Expect<OfferWithdrawn>(ended => ended.SessionId == other);
        var now = await _desk.Until(desk => desk.WaitingCount == 2);
        now.Agents.Select(agent => agent.AgentId).Should().Equal(People.Colleague.UserId);
        var header = (await _desk.Chat.Session(one).Read(People.Admin)).Value!.Header;
        (header.Status, header.AssigneeId, header.WaitingSince).Should().Be((SessionStatus.Waiting, null, before));

        var rescuer = await _desk.ComeOnline(People.Colleague);
        await rescuer.Expect<SessionOffered>(offered => offered.Offer.SessionId == one);
        (await _desk.Chat.Session(one).Accept(People.Colleague)).Refusal.Should().BeNull();
    }

    [Fact]
    public async Task Who_has_no_seat_any_more_takes_nothing_even_with_an_old_token()
    {
        await _desk.ComeOnline(People.Agent);
        var session = await _desk.Ask(People.Visitor);
        await Desk.Change(People.Admin, new(null, []));
        (await _desk.Chat.Session(session).Accept(People.Agent)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
    }

    [Fact]
    public async Task A_lower_capacity_withdraws_offers_above_it_and_is_never_exceeded()
    {
        var offers = await _desk.ComeOnline(People.Agent);
        var (one, other) = (await _desk.Ask(People.Visitor), await _desk.Ask(People.OtherVisitor));
        await offers.Expect<SessionOffered>(offered => offered.Offer.SessionId == other);
        (await _desk.Chat.Session(one).Accept(People.Agent)).Refusal.Should().BeNull();

        await Desk.Change(People.Admin, new(null, [new(People.Agent.UserId, 1, ["tea"]), new(People.Colleague.UserId, 2, [])]));

        await offers.Expect<OfferWithdrawn>(ended => ended.SessionId == other);
        (await _desk.Chat.Session(other).Accept(People.Agent)).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        var load = (await _desk.Snapshot()).Agents.Single(agent => agent.AgentId == People.Agent.UserId);
        (load.Active, load.Capacity).Should().Be((1, 1));
        (await Desks.Setups(People.Admin)).Value!.Desks.Single(desk => desk.DeskId == DeskFixture.Desk).Members.Single(seat => seat.UserId == People.Agent.UserId)
            .Skills.Should().Equal("tea");
    }

    [Fact]
    public async Task A_new_desk_serves_at_once()
    {
        var agent = People.Agent with { Desks = ["m1", "harbour"] };
        (await Of("harbour").Create(People.Admin, new("Harbour", [new(agent.UserId, 1, [])]))).Value!.Members.Single().Name.Should().Be(agent.Name);
        (await Of("harbour").Create(People.Admin, new("Harbour", null))).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        var offers = await _desk.ComeOnline(agent);
        var session = await _desk.Chat.Create(People.Visitor, SessionKind.Support, "harbour");
        (await _desk.Chat.Session(session).RequestHuman(People.Visitor, new(null, null))).Refusal.Should().BeNull();
        await offers.Expect<SessionOffered>(offered => offered.Offer.DeskId == "harbour");
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_changes_nothing()
    {
        (await Of("nowhere").Change(People.Admin, new("x", null))).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await Of("nowhere").SetWidget(People.Admin, Widget())).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await Of("Not An Id").Create(People.Admin, new("x", null))).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Of("nameless").Create(People.Admin, new(null, []))).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        foreach (var member in new MemberDraft[] { new("nobody", 1, []), new(People.Buyer.UserId, 1, []), new(People.Agent.UserId, 0, []), new(People.Agent.UserId, 101, []), new(People.Agent.UserId, 1, [" "]) })
            (await Desk.Change(People.Admin, new(null, [member]))).Refusal!.Code.Should().Be(RefusalCode.Invalid, member.ToString());
        (await Desk.Change(People.Admin, new(null, [new("a1", 1, []), new("a1", 2, [])]))).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await _desk.Snapshot()).Agents.Should().HaveCount(2);
        _desk.Chat.Stores.Audit.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_widget_begins_with_our_settings_and_shows_what_was_set()
    {
        (await Desks.Widget(DeskFixture.Desk)).Value!.Settings.Greeting.Keys.Should().BeEquivalentTo("zh-Hant", "zh-Hans", "en");
        (await Desks.Widget("nowhere")).Refusal!.Code.Should().Be(RefusalCode.NotFound);

        (await Desk.SetWidget(People.Admin, Widget() with { Accent = "#AA3300" })).Value!.Settings.Accent.Should().Be("#aa3300");
        (await Desks.Widget(DeskFixture.Desk)).Value!.Settings.Greeting["en"].Should().Be("Good day");

        var entry = _desk.Chat.Stores.Audit.All.Single();
        (entry.Action, entry.Target).Should().Be((AuditAction.WidgetChanged, DeskFixture.Desk));
        entry.Detail.Should().Contain("greeting.en", "Good day").And.Contain("accent", "#aa3300");
    }

    private IDesks Desks => _desk.Chat.Client.GetGrain<IDesks>(IDesks.All);

    private static WidgetSettings Widget() => new(
        null, new() { ["zh-Hant"] = "你好", ["zh-Hans"] = "你好", ["en"] = "Good day" },
        new() { ["zh-Hant"] = [], ["zh-Hans"] = [], ["en"] = ["Where is it?"] }, new(false, false, false, false), true);

    private IDeskAdmin Of(string deskId) => _desk.Chat.Client.GetGrain<IDeskAdmin>(deskId);
}
