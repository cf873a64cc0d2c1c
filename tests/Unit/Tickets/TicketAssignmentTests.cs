using LiveChat.Tickets;

namespace LiveChat.Unit.Tickets;

public sealed class TicketAssignmentTests
{
    private static readonly SeatLoad Ann = new("ann", "Ann", ["refund", "退款"], 5, 40);
    private static readonly SeatLoad Abe = new("abe", "Abe", [], 1, 41);
    private static readonly SeatLoad Ada = new("ada", "Ada", ["refund", "payment"], 2, 42);

    [Theory]
    [InlineData("My REFUND, please", null, "ada", "least_load", "of the two who know it the one with less to do")]
    [InlineData("我要退款", null, "ann", "skill", "she alone knows the word")]
    [InlineData("Refunded twice", null, "abe", "least_load", "a Latin skill is a whole word")]
    [InlineData("x", "Payment", "ada", "skill", "the topic is the skill")]
    [InlineData("payment and refund", null, "ada", "skill", "who knows both comes before who knows one")]
    [InlineData("退貨", null, "abe", "least_load", "nobody knows it")]
    public void Skill_comes_before_load(string subject, string? topic, string chosen, string reason, string because)
    {
        var choice = TicketAssignment.Choose([Ann, Abe, Ada], Ticket(subject, topic));
        (choice.Candidates[0].AgentId, choice.Reason).Should().Be((chosen, reason), because);
        choice.Candidates.Should().HaveCount(3);
    }

    [Fact]
    public void Among_equals_it_is_the_turn_of_whose_last_ticket_is_the_oldest()
    {
        var choice = TicketAssignment.Choose([Abe with { LastNumber = 9 }, Abe with { UserId = "b", LastNumber = 0 }], Ticket("x"));
        (choice.Candidates[0].AgentId, choice.Reason).Should().Be(("b", "turn"));
    }

    [Fact]
    public void Nobody_looks_after_what_they_asked_for()
    {
        TicketAssignment.Choose([Ann], Ticket("x") with { CustomerId = "ann" }).Should().BeEquivalentTo(new TicketChoice("nobody", []));
        TicketAssignment.Choose([], Ticket("x")).Reason.Should().Be("nobody");
        TicketAssignment.Choose([Ann, Abe], Ticket("x") with { CustomerId = "ann" }).Reason.Should().Be("only");
    }

    [Fact]
    public void The_choice_says_what_was_known_and_how_much_each_had()
    {
        var choice = TicketAssignment.Choose([Ann, Ada], Ticket("refund 退款"));
        choice.Candidates.Should().BeEquivalentTo(
            [new TicketCandidate("ann", "Ann", 5, ["refund", "退款"]), new TicketCandidate("ada", "Ada", 2, ["refund"])], options => options.WithStrictOrdering());
    }

    private static Ticket Ticket(string subject, string? topic = null) => new()
    {
        TicketId = Guid.CreateVersion7(),
        Number = 1,
        DeskId = "m1",
        Subject = subject,
        Description = "",
        Topic = topic,
        Status = TicketStatus.Pending,
        Priority = TicketPriority.Normal,
        CustomerId = "b1",
        CustomerName = "Bao",
        SessionIds = [],
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        Revision = 1,
    };
}
