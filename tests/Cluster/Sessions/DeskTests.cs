using LiveChat.Assistant;
using LiveChat.Desks;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

public sealed class DeskTests : IAsyncLifetime
{
    private SessionFixture _fixture = null!;

    public async Task InitializeAsync()
    {
        _fixture = await SessionFixture.Start();
        await _fixture.Cluster.Stores.Desks.SaveSeat(new("m1", "a1", "Ann", 3), default);
        await _fixture.Cluster.Stores.Desks.SaveSeat(new("m1", "a2", "Abe", 3), default);
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Asking_for_a_person_is_stored_before_the_queue_is_told_and_keeps_its_place_when_repeated()
    {
        var id = await _fixture.Support();
        await _fixture.Session(id).RequestHuman(People.Visitor, new(null, "refund"));
        _fixture.Cluster.Time.Advance(TimeSpan.FromMinutes(1));
        (await _fixture.Session(id).RequestHuman(People.Visitor, new("m2", "again"))).Value!.Position.Should().Be(1);

        _fixture.Log.All(id).Should().ContainSingle().Which.Event!.Args.Should().Contain("deskId", "m1").And.Contain("reason", "refund");
        var tickets = _fixture.Queue.Tickets.All;
        tickets.Should().HaveCount(2).And.OnlyContain(ticket => ticket.WaitingSince == tickets[0].WaitingSince);
        tickets[0].Should().BeEquivalentTo(new { SessionId = id, VisitorName = "Vera", Summary = "refund" });
    }

    [Fact]
    public async Task A_queue_that_cannot_be_told_is_told_later()
    {
        var id = await _fixture.Support();
        _fixture.Queue.Fault = new TimeoutException("by the test's wish");
        (await _fixture.Session(id).RequestHuman(People.Visitor, new(null, null))).Refusal!.Code.Should().Be(RefusalCode.Timeout);
        _fixture.Log.HeaderOf(id)!.Status.Should().Be(SessionStatus.Waiting);

        _fixture.Queue.Fault = null;
        await _fixture.Queue.Tickets.Expect<QueueTicket>(ticket => ticket.SessionId == id);
    }

    [Fact]
    public async Task A_session_that_waits_is_told_to_the_queue_again_after_a_restart()
    {
        var id = await _fixture.Support();
        _fixture.Queue.Fault = new TimeoutException("by the test's wish");
        await _fixture.Session(id).RequestHuman(People.Visitor, new(null, null));
        await _fixture.Cluster.KillAndRestart();
        _fixture.Queue.Fault = null;

        (await _fixture.Session(id).Join(People.Visitor, null)).Value!.Queue.Should().NotBeNull();
        await _fixture.Queue.Tickets.Expect<QueueTicket>(ticket => ticket.SessionId == id);
    }

    [Fact]
    public async Task A_wish_for_a_person_can_be_taken_back_once_or_again()
    {
        var id = await Waiting();
        var tape = await _fixture.Cluster.Listen(id);
        (await _fixture.Session(id).CancelRequest(People.Visitor)).Should().BeNull();
        (await _fixture.Session(id).CancelRequest(People.Visitor)).Should().BeNull("it is taken back already");

        (await tape.Expect<MessagesAppended>()).Should().Match<MessagesAppended>(appended => appended.Status == SessionStatus.Open && appended.Messages.Single().Event!.Name == SystemEventName.RequestCancelled);
        _fixture.Log.All(id).Should().HaveCount(2);
        _fixture.Log.HeaderOf(id).Should().BeEquivalentTo(new { Status = SessionStatus.Open, DeskId = "m1", WaitingSince = (DateTimeOffset?)null });
        _fixture.Queue.Calls.All[^1].Should().Be("m1 Release");
        (await _fixture.Session(id).Join(People.Visitor, null)).Value!.Queue.Should().BeNull();
    }

    [Fact]
    public async Task Who_asks_anew_after_leaving_the_queue_waits_from_then_on()
    {
        var id = await Waiting();
        await _fixture.Session(id).CancelRequest(People.Visitor);
        _fixture.Cluster.Time.Advance(TimeSpan.FromMinutes(1));
        (await _fixture.Session(id).RequestHuman(People.Visitor, new(null, "after all"))).Value!.Position.Should().Be(1);

        var tickets = _fixture.Queue.Tickets.All;
        (tickets[^1].WaitingSince - tickets[0].WaitingSince).Should().Be(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_was_asked_while_waiting_is_answered_by_the_assistant_once_the_queue_is_left()
    {
        var id = await Waiting();
        await _fixture.Session(id).Say(People.Visitor, "and what does it cost?");
        _fixture.Assistant.NewestOf(id).Should().BeNull();
        await _fixture.Session(id).CancelRequest(People.Visitor);
        (await _fixture.Assistant.Begun.Expect<ReplyRequest>(request => request.Question == "and what does it cost?")).Should().NotBeNull();
    }

    [Fact]
    public async Task An_agent_who_was_first_keeps_the_session_and_nobody_else_leaves_the_queue_for_the_customer()
    {
        var id = await Waiting();
        (await _fixture.Session(id).CancelRequest(People.Agent))!.Code.Should().Be(RefusalCode.Forbidden);
        (await _fixture.Session(id).Accept(People.Agent)).Refusal.Should().BeNull();
        (await _fixture.Session(id).CancelRequest(People.Visitor))!.Code.Should().Be(RefusalCode.Conflict);
        _fixture.Log.HeaderOf(id)!.Status.Should().Be(SessionStatus.Assigned);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_left_is_told_later()
    {
        var id = await Waiting();
        _fixture.Queue.Fault = new TimeoutException("by the test's wish");
        (await _fixture.Session(id).CancelRequest(People.Visitor)).Should().BeNull("the log has it");
        _fixture.Queue.Fault = null;
        await _fixture.Queue.Calls.Expect<string>(call => call == "m1 Release");
    }

    [Theory]
    [InlineData("nowhere", RefusalCode.NotFound)]
    [InlineData(null, RefusalCode.Invalid)]
    public async Task A_person_is_asked_for_at_a_desk_that_exists(string? desk, string code)
    {
        var id = await _fixture.Cluster.Create(People.Visitor);
        (await _fixture.Session(id).RequestHuman(People.Visitor, new(desk, null))).Refusal!.Code.Should().Be(code);
        _fixture.Log.HeaderOf(id)!.Status.Should().Be(SessionStatus.Open);
    }

    [Fact]
    public async Task A_conversation_with_the_assistant_can_be_handed_to_a_desk()
    {
        var id = await _fixture.Cluster.Create(People.Visitor);
        (await _fixture.Session(id).Read(People.Agent)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await _fixture.Session(id).RequestHuman(People.Visitor, new("m1", null))).Refusal.Should().BeNull();
        (await _fixture.Session(id).Read(People.Agent)).Value!.Header.DeskId.Should().Be("m1");
    }

    [Fact]
    public async Task Who_accepts_has_the_session_and_is_in_it()
    {
        var id = await Waiting();
        var tape = await _fixture.Cluster.Listen(id);
        var joined = (await _fixture.Session(id).Accept(People.Agent)).Value!;

        joined.Session.Header.Should().BeEquivalentTo(new { Status = SessionStatus.Assigned, AssigneeId = "a1", AssigneeName = "Ann" });
        joined.Session.Members.Select(member => member.UserId).Should().Equal("v-1", "a1");
        joined.Notes.Should().ContainSingle().Which.Event!.Args.Should().Contain("reason", "picked");
        (await tape.Expect<MessagesAppended>()).Messages.Single().Event!.Args.Should().Contain("agentName", "Ann");
        (await _fixture.Session(id).Accept(People.Agent)).Refusal.Should().BeNull("whoever has it may ask again");
        (await _fixture.Session(id).Accept(People.Colleague)).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        _fixture.Queue.Calls.All.Count(call => call.Contains("Claim")).Should().Be(1);
    }

    [Fact]
    public async Task What_the_queue_refuses_is_not_written()
    {
        var id = await Waiting();
        var stored = _fixture.Log.All(id);
        _fixture.Queue.ClaimRefusal = new(RefusalCode.Conflict, "You have as many as you may.");

        (await _fixture.Session(id).Accept(People.Agent)).Refusal!.Reason.Should().Be("You have as many as you may.");
        (await _fixture.Session(id).Send(People.Agent, new("c1", "me!"))).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        _fixture.Log.All(id).Should().Equal(stored);
    }

    [Fact]
    public async Task A_claim_that_cannot_be_written_is_given_back_and_the_session_waits_on()
    {
        var id = await Waiting();
        _fixture.Log.FailNext(StoreFault.Overloaded);
        (await _fixture.Session(id).Accept(People.Agent)).Refusal!.Code.Should().Be(RefusalCode.Overloaded);
        _fixture.Queue.Calls.All[^3..].Should().Equal("m1 Claim a1", "m1 Release", "m1 Enqueue");
        _fixture.Queue.Tickets.All.Should().OnlyContain(ticket => ticket.WaitingSince == _fixture.Queue.Tickets.All[0].WaitingSince);
    }

    [Fact]
    public async Task A_claim_of_which_nobody_knows_whether_it_was_written_is_settled_by_the_log()
    {
        var id = await Waiting();
        _fixture.Log.Away = true;
        var refused = await _fixture.Session(id).Accept(People.Agent);
        refused.Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        _fixture.Log.Away = false;

        _fixture.Log.FailNext(StoreFault.Away);
        (await _fixture.Session(id).Accept(People.Agent)).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        await _fixture.Queue.Calls.Expect<string>(call => call == "m1 Release");
        (await _fixture.Session(id).Accept(People.Agent)).Refusal.Should().BeNull();
    }

    [Fact]
    public async Task An_agent_who_speaks_to_one_who_waits_takes_the_session()
    {
        var id = await Waiting();
        var receipt = await _fixture.Session(id).Say(People.Agent, "Good morning", "c1");
        receipt.Seq.Should().Be(3, "the assignment stands before the message");
        (await _fixture.Session(id).Say(People.Agent, "Good morning", "c1")).Should().Be(receipt with { Duplicate = true });
        (await _fixture.Session(id).Send(People.Colleague, new("c2", "me too"))).Refusal!.Code.Should().Be(RefusalCode.Conflict);
    }

    [Fact]
    public async Task An_offer_is_declined_at_the_queue()
    {
        var id = await Waiting();
        (await _fixture.Session(id).Decline(People.Agent)).Should().BeNull();
        _fixture.Queue.Calls.All[^1].Should().Be("m1 Decline");
        (await _fixture.Session(id).Decline(People.Visitor))!.Code.Should().Be(RefusalCode.Forbidden);
    }

    [Fact]
    public async Task Who_is_concerned_is_told_of_changes_of_their_list()
    {
        var agent = await _fixture.Cluster.Listen<UserEvent>(StreamNames.User("a1"));
        var visitor = await _fixture.Cluster.Listen<UserEvent>(StreamNames.User("v-1"));
        var id = await Assigned();
        await agent.Expect<SessionListed>(listed => listed.Session.Header.AssigneeId == "a1");
        await visitor.Expect<SessionListed>(listed => listed.Session.Header.Status is SessionStatus.Assigned && listed.Session.Header.LastNoteSeq == 0);

        await _fixture.Session(id).Transfer(People.Agent, new("m2", null, null));
        await agent.Expect<SessionListed>(listed => listed.Session.Header is { Status: SessionStatus.Waiting, DeskId: "m2" });
    }

    [Fact]
    public async Task The_desks_are_listed_by_name() =>
        (await _fixture.Cluster.Client.GetGrain<IDesks>(IDesks.All).List()).Select(desk => desk.Name).Should().Equal("Bookshop", "Tea house");

    private async Task<Guid> Waiting()
    {
        var id = await _fixture.Support();
        (await _fixture.Session(id).RequestHuman(People.Visitor, new(null, null))).Refusal.Should().BeNull();
        return id;
    }

    private async Task<Guid> Assigned()
    {
        var id = await Waiting();
        (await _fixture.Session(id).Accept(People.Agent)).Refusal.Should().BeNull();
        return id;
    }
}
