using LiveChat.Assistant.Tools;
using LiveChat.Audit;
using LiveChat.Testing;

namespace LiveChat.Unit.Assistant.Tools;

public sealed class ToolboxTests
{
    private readonly Workshop _shop = new();

    public ToolboxTests()
    {
        _shop.Orders.All["10001"] = new("10001", "b1", "shipped");
        _shop.Orders.All["20002"] = new("20002", "b2", "paid", Tracking: "SECRET");
    }

    [Fact]
    public async Task A_use_is_shown_before_it_happens_and_recorded_in_the_name_of_who_asks()
    {
        var box = _shop.For(Workshop.Buyer);
        _shop.Orders.Before = _ =>
        {
            _shop.Session.Shown.Should().Equal(("look_up_order", "10001"));
            return Task.CompletedTask;
        };
        var answer = await box.Use("look_up_order", ToolArguments.Of("orderId", "10001"), default);
        answer.Value.Should().BeOfType<Order>().Which.Status.Should().Be("shipped");
        var deed = _shop.Audit.Entries.Should().ContainSingle().Subject;
        deed.Should().Match<AuditEntry>(entry => entry.ActorId == "b1" && entry.Action == AuditAction.ToolUsed && entry.Target == box.Context.SessionId.ToString());
        deed.Detail.Should().Contain("tool", "look_up_order").And.Contain("outcome", "done");
        deed.Detail.Values.Should().NotContain(value => value.Contains("10001", StringComparison.Ordinal), "what was asked is not kept");
    }

    [Fact]
    public async Task Anothers_order_does_not_exist_even_where_the_shop_gives_it()
    {
        var answer = await _shop.For(Workshop.Buyer).Use("look_up_order", ToolArguments.From([new("orderId", "20002"), new("customerId", "b2")]), default);
        answer.Should().Match<ToolAnswer>(said => said.Outcome == ToolOutcome.Nothing && !said.Data.Contains("SECRET"));
        _shop.Orders.Asked.Should().Equal(("b1", "20002"));
    }

    [Theory]
    [InlineData("../20002")]
    [InlineData("20002?customerId=b2")]
    [InlineData("a b")]
    [InlineData("２０００２")]
    [InlineData("")]
    public async Task What_is_no_number_of_an_order_never_reaches_the_shop(string orderId)
    {
        (await _shop.For(Workshop.Buyer).Use("look_up_order", ToolArguments.Of("orderId", orderId), default)).Outcome.Should().Be(ToolOutcome.Refused);
        _shop.Orders.Asked.Should().BeEmpty();
    }

    [Fact]
    public void Tools_are_offered_to_who_may_use_them_where_they_can_be_used()
    {
        Names(_shop.For(Workshop.Buyer)).Should().BeEquivalentTo("look_up_order", "open_ticket", "hand_over");
        Names(_shop.For(Workshop.Visitor)).Should().BeEquivalentTo("open_ticket", "hand_over");
        Names(_shop.For(Workshop.Buyer, deskId: null)).Should().BeEquivalentTo("look_up_order");
        _shop.Orders.AreKnown = false;
        Names(_shop.For(Workshop.Buyer)).Should().BeEquivalentTo("open_ticket", "hand_over");
        _shop.Options.Enabled = false;
        Names(_shop.For(Workshop.Buyer)).Should().BeEmpty();

        static IEnumerable<string> Names(Toolbox box) => box.Functions.Select(function => function.Name);
    }

    [Fact]
    public async Task What_is_not_offered_is_not_done_whoever_calls_it()
    {
        var answer = await _shop.For(Workshop.Visitor).Use("look_up_order", ToolArguments.Of("orderId", "10001"), default);
        answer.Outcome.Should().Be(ToolOutcome.Refused);
        (_shop.Orders.Asked.Count, _shop.Session.Shown.Count, _shop.Audit.Entries.Count).Should().Be((0, 0, 0));
    }

    [Fact]
    public async Task There_is_an_end_to_calls_the_refused_ones_counting()
    {
        var box = _shop.For(Workshop.Buyer);
        for (var i = 0; i < 40; i++) await box.Use(i % 2 == 0 ? "look_up_order" : "nonsense", ToolArguments.Of("orderId", $"3000{i}"), default);
        box.MayGoOn.Should().BeFalse();
        _shop.Orders.Asked.Count.Should().BeLessThanOrEqualTo(_shop.Options.MaxCalls);
    }

    [Fact]
    public async Task There_is_an_end_to_tokens()
    {
        var box = _shop.For(Workshop.Buyer);
        box.Spend(_shop.Options.MaxTokens);
        (await box.Use("look_up_order", ToolArguments.Of("orderId", "10001"), default)).Outcome.Should().Be(ToolOutcome.Refused);
        _shop.Orders.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_again_is_not_done_again()
    {
        var box = _shop.For(Workshop.Buyer);
        for (var i = 0; i < 3; i++) (await box.Use("open_ticket", ToolArguments.Of("subject", "Broken"), default)).Outcome.Should().Be(ToolOutcome.Done);
        _shop.Tickets.Opened.Should().ContainSingle().Which.Caller.Should().Be(Workshop.Buyer);
        // A second one with other words is the same ticket, for the answer's id is the ticket's.
        await box.Use("open_ticket", ToolArguments.Of("subject", "Something else"), default);
        _shop.Tickets.Opened.Select(opened => opened.TicketId).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task When_the_answer_is_over_no_tool_is_used()
    {
        _shop.Session.GoesOn = false;
        var use = () => _shop.For(Workshop.Buyer).Use("look_up_order", ToolArguments.Of("orderId", "10001"), default);
        await use.Should().ThrowAsync<OperationCanceledException>();
        (_shop.Orders.Asked.Count, _shop.Audit.Entries.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task Nothing_comes_of_what_cannot_be_recorded()
    {
        _shop.Audit.Away = true;
        var answer = await _shop.For(Workshop.Buyer).Use("look_up_order", ToolArguments.Of("orderId", "10001"), default);
        answer.Should().Match<ToolAnswer>(said => said.Outcome == ToolOutcome.Failed && said.Value == null);
    }

    [Fact]
    public async Task A_fault_is_told_without_its_details()
    {
        _shop.Orders.Before = _ => throw new InvalidOperationException("password=hunter2 at 10.0.0.7");
        var answer = await _shop.For(Workshop.Buyer).Use("look_up_order", ToolArguments.Of("orderId", "10001"), default);
        answer.Outcome.Should().Be(ToolOutcome.Failed);
        answer.Data.Should().NotContain("hunter2").And.NotContain("10.0.0.7");
    }

    [Fact]
    public async Task A_tool_that_hangs_is_left()
    {
        var clock = new ManualClock();
        _shop.Orders.Before = async token =>
        {
            clock.Advance(_shop.Options.CallTimeout);
            await Task.Delay(Timeout.Infinite, token);
        };
        var answer = await _shop.For(Workshop.Buyer, clock: clock).Use("look_up_order", ToolArguments.Of("orderId", "10001"), default).WaitAsync(Asking.Patience);
        answer.Outcome.Should().Be(ToolOutcome.Timeout);
        _shop.Audit.Entries.Should().ContainSingle().Which.Detail["outcome"].Should().Be(ToolOutcome.Timeout);
    }

    [Fact]
    public async Task A_hand_over_waits_for_the_end_of_the_answer()
    {
        var box = _shop.For(Workshop.Buyer, question: "Let me talk to somebody");
        (await box.Use("hand_over", ToolArguments.From([new("deskId", "m2")]), default)).Outcome.Should().Be(ToolOutcome.Done);
        box.Context.HandOver.Should().Be("Let me talk to somebody");
    }

    [Theory]
    [InlineData("Where is my order 20240518?", "20240518")]
    [InlineData("訂單B10023寄出了嗎", "B10023")]
    [InlineData("TW-778812 please", "TW-778812")]
    [InlineData("Where is my order?", null)]
    [InlineData("I bought 3 cups in 12 days", null)]
    [InlineData("123456789012345678901234567890", null)]
    public void The_number_of_an_order_is_found_in_a_sentence(string text, string? number) => LookUpOrderTool.NumberIn(text).Should().Be(number);
}
