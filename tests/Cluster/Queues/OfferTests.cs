using LiveChat.Presence;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Queues;

public sealed class OfferTests
{
    [Fact]
    public async Task A_visitor_who_waits_is_offered_to_an_agent_and_taken()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        var ann = await desk.ComeOnline(People.Agent);
        var id = await desk.Ask(People.Visitor);

        var offered = await ann.Expect<SessionOffered>();
        offered.Offer.Should().BeEquivalentTo(new { SessionId = id, DeskId = DeskFixture.Desk, Urgency = 0, Summary = "the parcel is late", ExpiresAt = desk.Chat.Time.GetUtcNow().AddSeconds(30) });
        var joined = (await desk.Chat.Session(id).Accept(People.Agent)).Value!;

        joined.Session.Header.Should().BeEquivalentTo(new { Status = SessionStatus.Assigned, AssigneeId = "a1" });
        joined.Notes.Should().Contain(note => note.Event!.Name == SystemEventName.AssignmentExplained && note.Event.Args["reason"] == "least_load");
        (await desk.Snapshot()).Agents.Should().ContainSingle().Which.Active.Should().Be(1);
    }

    [Fact]
    public async Task Who_knows_about_it_is_offered_it_first_and_the_note_says_why()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        await desk.Seat(People.Colleague, 2, "refunds", "Parcel");
        await desk.ComeOnline(People.Agent);
        var abe = await desk.ComeOnline(People.Colleague);
        await desk.Until(now => now.Agents.Count(agent => agent.Status is PresenceStatus.Online) == 2);
        var id = await desk.Ask(People.Visitor);

        (await abe.Expect<SessionOffered>()).Offer.SessionId.Should().Be(id);
        (await desk.Chat.Session(id).Accept(People.Colleague)).Value!.Notes
            .Should().Contain(note => note.Event!.Name == SystemEventName.AssignmentExplained && note.Event.Args["reason"] == "skill");
    }

    [Fact]
    public async Task An_offer_lapses_in_time_though_the_clock_was_set_back()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        var ann = await desk.ComeOnline(People.Agent);
        var id = await desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();

        desk.Pass(-TimeSpan.FromHours(1));
        await ann.Expect<SessionOffered>(offered => offered.Offer.SessionId == id && offered.Offer.ExpiresAt == desk.Chat.Time.GetUtcNow().AddSeconds(30));
        desk.Pass(TimeSpan.FromSeconds(30));
        await ann.Expect<OfferWithdrawn>(withdrawn => withdrawn.SessionId == id && withdrawn.Reason == "expired");
    }

    [Fact]
    public async Task A_declined_offer_goes_to_a_colleague()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent, People.Colleague);
        var ann = await desk.ComeOnline(People.Agent);
        var id = await desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();
        var abe = await desk.ComeOnline(People.Colleague);

        (await desk.Chat.Session(id).Decline(People.Agent)).Should().BeNull();
        (await abe.Expect<SessionOffered>()).Offer.SessionId.Should().Be(id);
        (await ann.Expect<OfferWithdrawn>()).Reason.Should().Be("declined");
        (await desk.Chat.Session(id).Decline(People.Agent))!.Code.Should().Be(RefusalCode.Conflict);
    }

    [Fact]
    public async Task An_offer_that_nobody_answers_goes_to_a_colleague()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent, People.Colleague);
        var ann = await desk.ComeOnline(People.Agent);
        var id = await desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();
        var abe = await desk.ComeOnline(People.Colleague);

        desk.Pass(TimeSpan.FromSeconds(30));
        (await abe.Expect<SessionOffered>()).Offer.SessionId.Should().Be(id);
        (await ann.Expect<OfferWithdrawn>()).Reason.Should().Be("expired");
    }

    [Fact]
    public async Task Closed_by_the_visitor_it_is_offered_no_more()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        var ann = await desk.ComeOnline(People.Agent);
        var id = await desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();

        (await desk.Chat.Session(id).Close(People.Visitor, null)).Should().BeNull();
        (await ann.Expect<OfferWithdrawn>()).Reason.Should().Be("closed");
        (await desk.Snapshot()).WaitingCount.Should().Be(0);
    }

    [Fact]
    public async Task Transferred_by_name_it_is_offered_to_that_agent_first()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent, People.Colleague);
        var ann = await desk.ComeOnline(People.Agent);
        var id = await desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();
        await desk.Chat.Session(id).Accept(People.Agent);
        var abe = await desk.ComeOnline(People.Colleague);

        (await desk.Chat.Session(id).Transfer(People.Agent, new(null, "a2", "knows the parcels"))).Should().BeNull();
        (await abe.Expect<SessionOffered>()).Offer.SessionId.Should().Be(id);
        (await desk.Chat.Session(id).Accept(People.Colleague)).Value!.Notes.Should()
            .Contain(note => note.Event != null && note.Event.Name == SystemEventName.AssignmentExplained && note.Event.Args["reason"] == "requested");
        var loads = (await desk.Snapshot()).Agents.ToDictionary(agent => agent.AgentId, agent => agent.Active);
        loads.Should().BeEquivalentTo(new Dictionary<string, int> { ["a1"] = 0, ["a2"] = 1 });
    }

    [Fact]
    public async Task Nobody_has_more_than_their_capacity_and_a_freed_slot_is_filled()
    {
        await using var desk = await DeskFixture.Start();
        await desk.Seat(People.Agent, capacity: 1);
        var ann = await desk.ComeOnline(People.Agent);
        var first = await desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();
        await desk.Chat.Session(first).Accept(People.Agent);
        var second = await desk.Ask(People.OtherVisitor);

        (await desk.Chat.Session(second).Accept(People.Agent)).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        (await desk.Chat.Session(first).Close(People.Agent, null)).Should().BeNull();
        await ann.Expect<SessionOffered>(offered => offered.Offer.SessionId == second);
        (await desk.Chat.Session(second).Accept(People.Agent)).Value!.Session.Header.AssigneeId.Should().Be("a1");
    }
}
