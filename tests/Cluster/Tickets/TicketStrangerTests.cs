using LiveChat.Cluster.Sessions;
using LiveChat.Sessions;
using LiveChat.Tickets;

namespace LiveChat.Cluster.Tickets;

/// <summary>Who has no right to a ticket, and what nobody may make of one.</summary>
public sealed class TicketStrangerTests(TicketFixture fixture) : IClassFixture<TicketFixture>
{
    [Fact]
    public async Task To_a_stranger_it_is_as_unknown_as_one_that_does_not_exist()
    {
        var ticket = await fixture.Open(People.Buyer);
        foreach (var stranger in new[] { People.Visitor, People.OtherVisitor with { Role = UserRole.Customer }, People.AgentElsewhere, People.Agent with { Desks = [] } })
        {
            foreach (var id in new[] { ticket.TicketId, Guid.CreateVersion7() })
            {
                var grain = fixture.Ticket(id);
                (await grain.Read(stranger, new())).Refusal.Should().Be(TicketRules.NoSuchTicket);
                (await grain.Change(stranger, 1, new() { Status = TicketStatus.Closed })).Should().BeEquivalentTo(new TicketAnswer(null, TicketRules.NoSuchTicket, []));
                (await grain.Comment(stranger, new(Guid.CreateVersion7(), "x", false))).Refusal.Should().Be(TicketRules.NoSuchTicket);
                (await grain.Link(stranger, Guid.CreateVersion7())).Refusal.Should().Be(TicketRules.NoSuchTicket);
            }
        }
        fixture.Tickets.RecordOf(ticket.TicketId).Should().HaveCount((int)ticket.Revision);
    }

    [Fact]
    public async Task The_customer_changes_no_more_than_whether_it_goes_on()
    {
        var ticket = await fixture.Open(People.Buyer);
        TicketChange[] staffOnly =
        [
            new() { Priority = TicketPriority.Urgent }, new() { AssigneeId = "a1" }, new() { AssigneeId = "" }, new() { AutoAssign = true },
            new() { DueAt = fixture.Cluster.Time.GetUtcNow().AddDays(1) }, new() { NoDueAt = true }, new() { Subject = "x" }, new() { Topic = "x" },
            new() { DeskId = "m2" }, new() { Status = TicketStatus.Resolved }, new() { Status = TicketStatus.InProgress }, new() { Status = TicketStatus.Closed, Priority = TicketPriority.Low },
        ];
        foreach (var change in staffOnly)
            (await fixture.Ticket(ticket.TicketId).Change(People.Buyer, ticket.Revision, change)).Refusal!.Code.Should().Be(RefusalCode.Forbidden, change.ToString());
        (await fixture.Ticket(ticket.TicketId).Comment(People.Buyer, new(Guid.CreateVersion7(), "x", Internal: true))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        fixture.Tickets.RecordOf(ticket.TicketId).Should().HaveCount((int)ticket.Revision);
    }

    [Fact]
    public async Task Nobody_opens_one_in_anothers_name_but_the_desks_staff_for_whom_they_know()
    {
        await fixture.Chat(People.Visitor);
        (string Code, Caller By, NewTicket Wanted)[] refused =
        [
            (RefusalCode.Forbidden, People.Buyer, TicketFixture.New() with { CustomerId = "v-1" }),
            (RefusalCode.Forbidden, People.AgentElsewhere, TicketFixture.New() with { CustomerId = "v-1" }),
            (RefusalCode.Forbidden, People.Buyer, TicketFixture.New() with { AssigneeId = "a1" }),
            (RefusalCode.Forbidden, People.Buyer, TicketFixture.New() with { DueAt = fixture.Cluster.Time.GetUtcNow().AddDays(1) }),
            (RefusalCode.NotFound, People.Agent, TicketFixture.New() with { CustomerId = "v-2" }),
            (RefusalCode.NotFound, People.Agent, TicketFixture.New() with { CustomerId = "root" }),
            (RefusalCode.NotFound, People.Agent, TicketFixture.New() with { AssigneeId = "a3" }),
            (RefusalCode.NotFound, People.Buyer, TicketFixture.New(deskId: "nowhere")),
            (RefusalCode.Invalid, People.Buyer, TicketFixture.New(deskId: " ")),
            (RefusalCode.Invalid, People.Buyer, TicketFixture.New(" ")),
            (RefusalCode.Invalid, People.Buyer, TicketFixture.New("two\nlines")),
            (RefusalCode.TooLong, People.Buyer, TicketFixture.New(new string('x', TicketRules.LongestSubject + 1))),
            (RefusalCode.TooLong, People.Buyer, TicketFixture.New() with { Description = new string('x', TicketRules.LongestText + 1) }),
            (RefusalCode.Invalid, People.Buyer, TicketFixture.New() with { Priority = (TicketPriority)9 }),
            (RefusalCode.TooLong, People.Buyer, TicketFixture.New() with { Topic = new string('x', TicketRules.LongestTopic + 1) }),
            (RefusalCode.Invalid, People.Agent, TicketFixture.New() with { DueAt = fixture.Cluster.Time.GetUtcNow().AddDays(-1) }),
        ];
        foreach (var (code, by, wanted) in refused)
        {
            var id = Guid.CreateVersion7();
            (await fixture.Ticket(id).Open(by, wanted)).Refusal?.Code.Should().Be(code, wanted.ToString());
            fixture.Tickets.Of(id).Should().BeNull();
        }
        (await fixture.Open(People.Agent, TicketFixture.New() with { CustomerId = "v-1" })).CustomerName.Should().Be("Vera");
        (await fixture.Open(People.Admin, TicketFixture.New() with { CustomerId = "v-2", AssigneeId = "a2" })).AssigneeName.Should().Be("Abe");
    }

    [Fact]
    public async Task A_conversation_is_tied_to_it_by_who_can_read_it_and_only_the_customers_own()
    {
        var (mine, others, elsewhere) = (await fixture.Chat(People.Buyer), await fixture.Chat(People.Visitor), await fixture.Chat(People.Buyer, "m3"));
        var ticket = await fixture.Open(People.Buyer);
        var grain = fixture.Ticket(ticket.TicketId);
        (await grain.Link(People.Agent, Guid.CreateVersion7())).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await grain.Link(People.Buyer, others)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await grain.Link(People.Agent, others)).Refusal!.Code.Should().Be(RefusalCode.Invalid, "it is another customer's");
        (await grain.Link(People.Agent, elsewhere)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        foreach (var by in new[] { People.Agent, People.Buyer }) (await grain.Link(by, mine)).Value!.SessionIds.Should().Equal(mine);

        (await fixture.Ticket(Guid.CreateVersion7()).Open(People.Visitor, TicketFixture.New() with { SessionId = mine })).Refusal.Should().Be(Refusal.NoSuchSession);
        (await fixture.Ticket(Guid.CreateVersion7()).Open(People.Agent, TicketFixture.New() with { SessionId = mine, CustomerId = "v-1" })).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        fixture.Tickets.RecordOf(ticket.TicketId).Count(entry => entry.Kind is TicketEntryKind.Linked).Should().Be(1);
    }

    [Fact]
    public async Task Out_of_a_conversation_it_is_the_customers_and_the_log_says_so_once()
    {
        var chat = await fixture.Chat(People.Visitor);
        var opened = await fixture.Open(People.Agent, new NewTicket("", "Broken pot", "", SessionId: chat));
        (opened.CustomerId, opened.DeskId, opened.SessionIds).Should().BeEquivalentTo(("v-1", "m1", new[] { chat }));
        await Told(chat, opened);
        await fixture.Cluster.Deactivate(fixture.Ticket(opened.TicketId));
        (await fixture.Ticket(opened.TicketId).Read(People.Visitor, new())).Refusal.Should().BeNull();
        (await fixture.Cluster.Control(chat).ShowTicket(opened.TicketId, opened.Number)).Should().BeTrue("it is said already");
        Said(chat, opened).Should().HaveCount(1);
    }

    [Fact]
    public async Task A_conversation_that_could_not_be_told_is_told_when_it_can_be()
    {
        var chat = await fixture.Chat(People.Visitor);
        fixture.Cluster.Log.FailNext(StoreFault.Away, StoreFault.AnswerLost);
        var opened = await fixture.Open(People.Visitor, TicketFixture.New() with { SessionId = chat });
        await Told(chat, opened);
        Said(chat, opened).Should().HaveCount(1);
    }

    [Fact]
    public async Task Lists_hold_what_the_reader_may_know_of()
    {
        var (own, others) = (await fixture.Open(People.Buyer), await fixture.Open(People.Visitor));
        var elsewhere = await fixture.Open(People.Buyer, TicketFixture.New(deskId: "m3"));
        var list = fixture.Cluster.Client.GetGrain<ITickets>(ITickets.All);
        async Task<Guid[]> Ids(Caller caller, TicketQuery query) => [.. (await list.List(caller, query with { Limit = 100 })).Value!.Tickets.Select(ticket => ticket.TicketId)];

        (await Ids(People.Buyer, new())).Should().Contain([own.TicketId, elsewhere.TicketId]).And.NotContain(others.TicketId);
        (await Ids(People.Agent, new())).Should().Contain([own.TicketId, others.TicketId]).And.NotContain(elsewhere.TicketId);
        (await Ids(People.Agent, new() { CustomerId = "b1" })).Should().Contain(own.TicketId).And.NotContain([others.TicketId, elsewhere.TicketId]);
        (await Ids(People.Agent, new() { CustomerId = "a1" })).Should().BeEmpty();
        (await Ids(People.Agent with { Desks = [] }, new())).Should().BeEmpty();
        (await Ids(People.Admin, new())).Should().Contain([own.TicketId, others.TicketId, elsewhere.TicketId]);
        foreach (var (caller, query) in new[] { (People.Buyer, new TicketQuery { CustomerId = "v-1" }), (People.Agent, new TicketQuery { DeskId = "m3" }), (People.AgentElsewhere, new TicketQuery { DeskId = "m1", CustomerId = "b1" }) })
            (await list.List(caller, query)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        foreach (var query in new[] { new TicketQuery { Limit = 0 }, new TicketQuery { Limit = 101 }, new TicketQuery { Next = "x" }, new TicketQuery { Text = "" }, new TicketQuery { Open = true, Status = TicketStatus.Closed } })
            (await list.List(People.Admin, query)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    private async Task Told(Guid chat, Ticket ticket)
    {
        var events = await fixture.Cluster.Listen(chat);
        if (Said(chat, ticket).Length == 0) await events.Expect<MessagesAppended>(happened => happened.Messages.Any(entry => entry.Event?.Name == SystemEventName.Ticket));
        Said(chat, ticket).Single().Event!.Args["number"].Should().Be($"{ticket.Number}");
    }

    private Message[] Said(Guid chat, Ticket ticket) =>
        [.. fixture.Cluster.Log.All(chat).Where(entry => entry.Event?.Name == SystemEventName.Ticket && entry.Event.Args["ticketId"] == ticket.TicketId.ToString())];
}
