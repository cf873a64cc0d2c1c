using LiveChat.QuickReplies;

namespace LiveChat.Unit.QuickReplies;

public sealed class QuickReplyRulesTests
{
    private static readonly Caller Visitor = new("v", "V", UserRole.Visitor, []);
    private static readonly Caller Customer = new("c", "C", UserRole.Customer, []);
    private static readonly Caller Agent = new("a", "A", UserRole.Agent, ["m1"]);
    private static readonly Caller Admin = new("r", "R", UserRole.Admin, []);
    private static readonly QuickReply Desks = new(Guid.CreateVersion7(), "m1", null, "hi", "Hello", default);
    private static readonly QuickReply Others = new(Guid.CreateVersion7(), null, "b", "hi", "Hello", default);

    [Fact]
    public void Only_staff_lists_and_only_their_own_desks()
    {
        QuickReplyRules.RefuseListing(Visitor, "m1")!.Code.Should().Be(RefusalCode.Forbidden);
        QuickReplyRules.RefuseListing(Customer, null)!.Code.Should().Be(RefusalCode.Forbidden);
        QuickReplyRules.RefuseListing(Agent, "m2")!.Code.Should().Be(RefusalCode.Forbidden);
        QuickReplyRules.RefuseListing(Agent, "m1").Should().BeNull();
        QuickReplyRules.RefuseListing(Agent, null).Should().BeNull();
        QuickReplyRules.RefuseListing(Admin, "m2").Should().BeNull();
    }

    [Fact]
    public void Agents_write_their_own_and_admins_the_desks()
    {
        QuickReplyRules.RefuseWriting(Agent, null).Should().BeNull();
        QuickReplyRules.RefuseWriting(Admin, "m1").Should().BeNull();
        QuickReplyRules.RefuseWriting(Agent, "m1")!.Code.Should().Be(RefusalCode.Forbidden);
        QuickReplyRules.RefuseWriting(Admin, null)!.Code.Should().Be(RefusalCode.Invalid);
        QuickReplyRules.RefuseWriting(Visitor, null)!.Code.Should().Be(RefusalCode.Forbidden);
        QuickReplyRules.RefuseWriting(Customer, "m1")!.Code.Should().Be(RefusalCode.Forbidden);
    }

    [Fact]
    public void Nobody_uses_anothers_own_nor_those_of_a_desk_where_they_do_not_work()
    {
        QuickReplyRules.MayUse(Agent, Desks).Should().BeTrue();
        QuickReplyRules.MayUse(Agent, Others).Should().BeFalse();
        QuickReplyRules.MayUse(Admin, Others).Should().BeFalse("what an agent keeps ready is the agent's own");
        QuickReplyRules.MayUse(new("x", "X", UserRole.Agent, ["m2"]), Desks).Should().BeFalse();
        QuickReplyRules.MayUse(new("b", "B", UserRole.Customer, []), Others).Should().BeFalse("who is no agent any more");
    }

    [Theory]
    [InlineData("hi", "Hello", null)]
    [InlineData("退貨", "您好 {name}", null)]
    [InlineData("a-b_2", "x", null)]
    [InlineData("", "x", RefusalCode.Invalid)]
    [InlineData("two words", "x", RefusalCode.Invalid)]
    [InlineData("/hi", "x", RefusalCode.Invalid)]
    [InlineData("a\0", "x", RefusalCode.Invalid)]
    [InlineData("hi", " \n", RefusalCode.Invalid)]
    public void Words_have_a_form(string shortcut, string content, string? code) =>
        QuickReplyRules.Refuse(new(null, shortcut, content))?.Code.Should().Be(code);

    [Fact]
    public void Words_have_a_length()
    {
        QuickReplyRules.Refuse(new(null, new string('a', 32), new string('x', 4_000))).Should().BeNull();
        QuickReplyRules.Refuse(new(null, new string('a', 33), "x"))!.Code.Should().Be(RefusalCode.Invalid);
        QuickReplyRules.Refuse(new(null, "a", new string('x', 4_001)))!.Code.Should().Be(RefusalCode.TooLong);
    }
}
