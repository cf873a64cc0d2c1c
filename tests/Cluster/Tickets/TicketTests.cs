using LiveChat.Queues;
using LiveChat.Presence;
using LiveChat.Sessions;
using LiveChat.Tickets;

namespace LiveChat.Cluster.Tickets;

/// <summary>A ticket's life: opened once, changed by who knows how it stands, and every change recorded.</summary>
public sealed class TicketTests(TicketFixture fixture) : IClassFixture<TicketFixture>
{
    [Fact]
    public async Task The_same_id_again_answers_the_same_ticket_and_anothers_id_is_taken()
    {
        var id = Guid.CreateVersion7();
        var first = await fixture.Open(People.Buyer, id: id);
        var again = await fixture.Open(People.Buyer, TicketFixture.New("Something else"), id);
        again.Should().BeEquivalentTo(first);
        (await fixture.Ticket(id).Open(People.Visitor, TicketFixture.New())).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        (await fixture.Open(People.Buyer)).Number.Should().BeGreaterThan(first.Number);
    }

    [Fact]
    public async Task Opening_is_answered_alike_when_the_first_answer_was_lost_or_somebody_was_faster()
    {
        foreach (var fault in new[] { StoreFault.AnswerLost, StoreFault.Away })
        {
            var id = Guid.CreateVersion7();
            fixture.Tickets.FailNext(fault);
            (await fixture.Ticket(id).Open(People.Buyer, TicketFixture.New())).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
            var ticket = await fixture.Open(People.Buyer, id: id);
            fixture.Tickets.RecordOf(id).Should().HaveCount((int)ticket.Revision);
        }
    }

    [Fact]
    public async Task Everything_that_happens_stands_in_its_record_with_who_and_when()
    {
        var ticket = await fixture.Open(People.Buyer);
        var grain = fixture.Ticket(ticket.TicketId);
        ticket = Done(await grain.Change(People.Agent, ticket.Revision, new() { Status = TicketStatus.InProgress, Priority = TicketPriority.High, AssigneeId = "a2" }));
        (await grain.Comment(People.Agent, new(Guid.CreateVersion7(), "He sounds upset.", Internal: true))).Refusal.Should().BeNull();
        (await grain.Comment(People.Buyer, new(Guid.CreateVersion7(), "Any news?", Internal: false))).Refusal.Should().BeNull();

        var staff = (await grain.Read(People.Colleague, new())).Value!;
        staff.Entries.Select(entry => entry.Kind).Should().Equal(TicketEntryKind.Opened, TicketEntryKind.Chosen, TicketEntryKind.Changed, TicketEntryKind.Commented, TicketEntryKind.Commented);
        staff.Entries.Select(entry => entry.Seq).Should().Equal(1, 2, 3, 4, 5);
        staff.Entries.Select(entry => entry.ById).Should().Equal("b1", "system", "a1", "a1", "b1");
        staff.Entries.Should().OnlyContain(entry => entry.At == fixture.Cluster.Time.GetUtcNow());
        var changes = staff.Entries[2].Changes.ToDictionary(change => change.Field, change => (change.From, change.To));
        changes["status"].Should().Be(("pending", "in_progress"));
        changes["priority"].Should().Be(("normal", "high"));
        staff.Entries[1].Choice!.Candidates.Select(candidate => candidate.AgentId).Should().BeEquivalentTo("a1", "a2");

        var customer = (await grain.Read(People.Buyer, new())).Value!;
        customer.Entries.Select(entry => entry.Content).Should().Equal(null, null, null, "Any news?");
        customer.Entries.Should().OnlyContain(entry => entry.Choice == null && !entry.Internal);
        var page = (await grain.Read(People.Agent, new(null, 2))).Value!;
        (page.Entries.Select(entry => entry.Seq), page.EarlierSeq).Should().BeEquivalentTo((new long[] { 4, 5 }, (long?)4));
        (await grain.Read(People.Agent, new(4, 200))).Value!.Entries.Should().HaveCount(3);
    }

    [Fact]
    public async Task Who_does_not_know_how_it_stands_is_told_what_has_changed_and_by_whom()
    {
        var ticket = await fixture.Open(People.Buyer);
        var grain = fixture.Ticket(ticket.TicketId);
        var changed = Done(await grain.Change(People.Agent, ticket.Revision, new() { Priority = TicketPriority.Urgent, Subject = "Pot in pieces" }));
        await grain.Comment(People.Buyer, new(Guid.CreateVersion7(), "Hello?", false));

        var late = await grain.Change(People.Colleague, ticket.Revision, new() { Status = TicketStatus.Resolved });
        late.Refusal!.Code.Should().Be(RefusalCode.Conflict);
        late.Refusal.Reason.Should().Contain("priority").And.Contain("subject").And.Contain("comments");
        late.Ticket!.Priority.Should().Be(TicketPriority.Urgent);
        late.Since.Select(entry => entry.ById).Should().Equal("a1", "b1");
        fixture.Tickets.Of(ticket.TicketId)!.Ticket.Status.Should().Be(TicketStatus.Pending);

        // What stands already as it is asked for is done: a call whose answer was lost can be made again.
        Done(await grain.Change(People.Agent, ticket.Revision, new() { Priority = TicketPriority.Urgent, Subject = "Pot in pieces" })).Revision.Should().Be(changed.Revision + 1);
        foreach (var never in new long[] { 0, -1, changed.Revision + 2 })
            (await grain.Change(People.Agent, never, new() { Status = TicketStatus.Closed })).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    [Fact]
    public async Task What_the_customer_may_not_see_is_in_nobodys_way()
    {
        var ticket = await fixture.Open(People.Buyer);
        var grain = fixture.Ticket(ticket.TicketId);
        await grain.Comment(People.Agent, new(Guid.CreateVersion7(), "Let us wait.", Internal: true));
        Done(await grain.Change(People.Buyer, ticket.Revision, new() { Status = TicketStatus.Closed })).Status.Should().Be(TicketStatus.Closed);
    }

    [Fact]
    public async Task It_is_resolved_reopened_by_its_customer_and_closed()
    {
        var ticket = await fixture.Open(People.Buyer);
        var grain = fixture.Ticket(ticket.TicketId);
        async Task<Ticket> Set(Caller by, TicketStatus status) => ticket = Done(await grain.Change(by, ticket.Revision, new() { Status = status }));

        (await Set(People.Agent, TicketStatus.InProgress)).ResolvedAt.Should().BeNull();
        (await Set(People.Agent, TicketStatus.Resolved)).ResolvedAt.Should().NotBeNull();
        var reopened = await Set(People.Buyer, TicketStatus.InProgress);
        (reopened.Status, reopened.Reopened, reopened.ResolvedAt).Should().Be((TicketStatus.Pending, 1, null), "who works on it says the staff");
        reopened.AssigneeId.Should().NotBeNull();
        await Set(People.Agent, TicketStatus.Resolved);
        var resolvedAt = ticket.ResolvedAt;
        (await Set(People.Buyer, TicketStatus.Closed)).ResolvedAt.Should().Be(resolvedAt);
        (await grain.Change(People.Buyer, ticket.Revision, new() { Status = TicketStatus.Pending })).Refusal!.Code.Should().Be(RefusalCode.Closed);
        (await grain.Comment(People.Buyer, new(Guid.CreateVersion7(), "x", false))).Refusal!.Code.Should().Be(RefusalCode.Closed);
        (await grain.Change(People.Agent, ticket.Revision, new() { Status = TicketStatus.Resolved })).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        (await Set(People.Agent, TicketStatus.Pending)).Reopened.Should().Be(2);
    }

    [Fact]
    public async Task A_comment_is_made_once_for_each_id()
    {
        var ticket = await fixture.Open(People.Buyer);
        var grain = fixture.Ticket(ticket.TicketId);
        var comment = new NewComment(Guid.CreateVersion7(), "Hello?", false);
        fixture.Tickets.FailNext(StoreFault.AnswerLost);
        (await grain.Comment(People.Buyer, comment)).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        (await grain.Comment(People.Buyer, comment)).Value!.Seq.Should().Be(3);
        (await grain.Comment(People.Agent, comment)).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        fixture.Tickets.RecordOf(ticket.TicketId).Should().HaveCount(3);
    }

    [Fact]
    public async Task It_goes_to_another_desk_where_somebody_else_looks_after_it()
    {
        var ticket = await fixture.Open(People.Buyer);
        var grain = fixture.Ticket(ticket.TicketId);
        ticket = Done(await grain.Change(People.Agent, ticket.Revision, new() { Status = TicketStatus.InProgress }));
        var moved = Done(await grain.Change(People.Agent, ticket.Revision, new() { DeskId = "m3" }));
        (moved.DeskId, moved.AssigneeId, moved.Status).Should().Be(("m3", "a3", TicketStatus.Pending));
        (await grain.Read(People.Agent, new())).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await grain.Read(People.AgentElsewhere, new())).Refusal.Should().BeNull();
        (await grain.Change(People.AgentElsewhere, moved.Revision, new() { AssigneeId = "a1" })).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await grain.Change(People.AgentElsewhere, moved.Revision, new() { DeskId = "nowhere" })).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        var free = Done(await grain.Change(People.AgentElsewhere, moved.Revision, new() { AssigneeId = "" }));
        free.AssigneeId.Should().BeNull();
        (await grain.Change(People.Admin, free.Revision, new() { Status = TicketStatus.InProgress })).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        Done(await grain.Change(People.AgentElsewhere, free.Revision, new() { Status = TicketStatus.InProgress })).AssigneeId.Should().Be("a3");
    }

    [Fact]
    public async Task The_desk_the_customer_and_the_assignee_hear_of_it()
    {
        var desk = await fixture.Cluster.Listen<DeskEvent>(StreamNames.Desk("m1"));
        var customer = await fixture.Cluster.Listen<UserEvent>(StreamNames.User("b1"));
        var ticket = await fixture.Open(People.Buyer, TicketFixture.New("I want a refund"));
        var agent = await fixture.Cluster.Listen<UserEvent>(StreamNames.User(ticket.AssigneeId!));
        ticket = Done(await fixture.Ticket(ticket.TicketId).Change(People.Admin, ticket.Revision, new() { Priority = TicketPriority.Low }));
        bool IsIt(Ticket told) => told.TicketId == ticket.TicketId && told.Revision == ticket.Revision && told.Description is null;
        await desk.Expect<TicketAtDesk>(told => IsIt(told.Ticket));
        await customer.Expect<TicketListed>(told => IsIt(told.Ticket));
        await agent.Expect<TicketListed>(told => IsIt(told.Ticket) && !told.Assigned);
    }

    [Fact]
    public async Task Whoever_is_given_one_by_somebody_else_is_told_so_and_nobody_else()
    {
        var (ann, abe) = (await fixture.Cluster.Listen<UserEvent>(StreamNames.User("a1")), await fixture.Cluster.Listen<UserEvent>(StreamNames.User("a2")));
        var ticket = await fixture.Open(People.Buyer);
        ticket = Done(await fixture.Ticket(ticket.TicketId).Change(People.Admin, ticket.Revision, new() { AssigneeId = "" }));
        ticket = Done(await fixture.Ticket(ticket.TicketId).Change(People.Agent, ticket.Revision, new() { AssigneeId = "a1" }));
        (await ann.Expect<TicketListed>(told => told.Ticket.Revision == ticket.Revision && told.Ticket.TicketId == ticket.TicketId)).Assigned.Should().BeFalse("they took it themselves");
        ticket = Done(await fixture.Ticket(ticket.TicketId).Change(People.Agent, ticket.Revision, new() { AssigneeId = "a2" }));
        (await abe.Expect<TicketListed>(told => told.Ticket.Revision == ticket.Revision && told.Ticket.TicketId == ticket.TicketId)).Assigned.Should().BeTrue();
        (await ann.Expect<TicketListed>(told => told.Ticket.Revision == ticket.Revision && told.Ticket.TicketId == ticket.TicketId)).Assigned.Should().BeFalse();
        ticket = Done(await fixture.Ticket(ticket.TicketId).Change(People.Agent, ticket.Revision, new() { Priority = TicketPriority.High }));
        (await abe.Expect<TicketListed>(told => told.Ticket.Revision == ticket.Revision && told.Ticket.TicketId == ticket.TicketId)).Assigned.Should().BeFalse("they have it already");
        ticket = Done(await fixture.Ticket(ticket.TicketId).Change(People.Agent, ticket.Revision, new() { AssigneeId = "a1" }));
        (await ann.Expect<TicketListed>(told => told.Ticket.Revision == ticket.Revision && told.Ticket.TicketId == ticket.TicketId)).Assigned.Should().BeFalse("they took it back");
    }

    private static Ticket Done(TicketAnswer answer)
    {
        answer.Refusal.Should().BeNull();
        return answer.Ticket!;
    }
}
