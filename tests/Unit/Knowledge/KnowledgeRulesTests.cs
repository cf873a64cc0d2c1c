using LiveChat.Knowledge;

namespace LiveChat.Unit.Knowledge;

public sealed class KnowledgeRulesTests
{
    private static readonly Caller Agent = new("p1", "Platform", UserRole.Agent, ["platform"]);
    private static readonly FaqDraft Good = new("How much is shipping?", "80.", Language.English, ["cost"]);

    public static TheoryData<FaqDraft, string> BadDrafts => new()
    {
        { Good with { Question = " " }, RefusalCode.Invalid },
        { Good with { Answer = "" }, RefusalCode.Invalid },
        { Good with { Question = new string('x', 301) }, RefusalCode.TooLong },
        { Good with { Answer = new string('x', 8001) }, RefusalCode.TooLong },
        { Good with { Language = "fr" }, RefusalCode.Invalid },
        { Good with { Language = "EN" }, RefusalCode.Invalid },
        { Good with { Tags = null! }, RefusalCode.Invalid },
        { Good with { Tags = [""] }, RefusalCode.Invalid },
        { Good with { Tags = [new string('x', 41)] }, RefusalCode.TooLong },
        { Good with { Tags = [.. Enumerable.Repeat("x", 21)] }, RefusalCode.Invalid },
        { Good with { Answer = "a\0b" }, RefusalCode.Invalid },
        { Good with { Question = "half \ud83d" }, RefusalCode.Invalid },
    };

    [Theory, MemberData(nameof(BadDrafts))]
    public void Refuses_what_cannot_be_an_entry(FaqDraft draft, string code) => KnowledgeRules.Refuse(Agent, draft)!.Code.Should().Be(code);

    [Theory]
    [InlineData(UserRole.Visitor)]
    [InlineData(UserRole.Customer)]
    public void Refuses_who_is_not_staff(UserRole role)
    {
        var caller = new Caller("b1", "Buyer", role, ["platform"]);
        KnowledgeRules.Refuse(caller)!.Code.Should().Be(RefusalCode.Forbidden);
        KnowledgeRules.Refuse(caller, Good)!.Code.Should().Be(RefusalCode.Forbidden);
    }

    [Theory]
    [InlineData(UserRole.Agent)]
    [InlineData(UserRole.Admin)]
    public void Lets_staff_write(UserRole role) => KnowledgeRules.Refuse(Agent with { Role = role }, Good).Should().BeNull();
}
