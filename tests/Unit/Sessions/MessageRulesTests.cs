using LiveChat.Sessions;

namespace LiveChat.Unit.Sessions;

public sealed class MessageRulesTests
{
    public static TheoryData<string?, string?, long?, string> Refused => new()
    {
        { null, "Hello", null, RefusalCode.Invalid },
        { "", "Hello", null, RefusalCode.Invalid },
        { new('x', 65), "Hello", null, RefusalCode.Invalid },
        { "nul\0", "Hello", null, RefusalCode.Invalid },
        { "half\uDC00", "Hello", null, RefusalCode.Invalid },
        { "c1", null, null, RefusalCode.Invalid },
        { "c1", "", null, RefusalCode.Invalid },
        { "c1", " \t\r\n\u3000", null, RefusalCode.Invalid },
        { "c1", "nul \0 inside", null, RefusalCode.Invalid },
        { "c1", "high \uD83D", null, RefusalCode.Invalid },
        { "c1", "low \uDE00 alone", null, RefusalCode.Invalid },
        { "c1", "turned \uDE00\uD83D", null, RefusalCode.Invalid },
        { "c1", "twice \uD83D\uD83D\uDE00", null, RefusalCode.Invalid },
        { "c1", "Hello", 0, RefusalCode.Invalid },
        { "c1", "Hello", -1, RefusalCode.Invalid },
        { "c1", new('字', 101), null, RefusalCode.TooLong },
    };

    // Half characters do not survive a test runner's serialisation, hence no enumeration beforehand.
    [Theory, MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_cannot_be_stored_or_meant_is_refused(string? id, string? text, long? replyTo, string code) =>
        MessageRules.Refuse(new(id!, text!, replyTo), maxLength: 100)!.Code.Should().Be(code);

    [Theory]
    [InlineData("Hello")]
    [InlineData("您好，世界")]
    [InlineData("😀 and 👩‍👩‍👧")]
    [InlineData("\uFFFD and \u0001 are odd, but whole")]
    [InlineData("<img src=x onerror=alert(1)>")]
    public void Ordinary_text_passes(string text) =>
        MessageRules.Refuse(new(new('x', 64), text, 1), maxLength: 100).Should().BeNull();

    [Fact]
    public void The_longest_text_passes() => MessageRules.Refuse(new("c", new('字', 100)), 100).Should().BeNull();

    [Fact]
    public void A_refusal_says_how_long_it_was_and_may_be() =>
        MessageRules.Refuse(new("c", new('字', 101)), 100)!.Reason.Should().Contain("101").And.Contain("100");

    public static TheoryData<string, string> OfModels => new()
    {
        { "plain", "plain" },
        { "a\0b", "a\uFFFDb" },
        { "cut \uD83D", "cut \uFFFD" },
        { "fine 😀", "fine 😀" },
        { "0123456789abcdef", "0123456789" },
        { "012345678😀", "012345678\uFFFD" },
    };

    [Theory, MemberData(nameof(OfModels), DisableDiscoveryEnumeration = true)]
    public void Text_of_a_model_is_made_storable(string text, string stored) =>
        MessageRules.Cleaned(text, 10).Should().Be(stored);

    [Fact]
    public void Titles_and_reasons_have_their_limits()
    {
        MessageRules.RefuseTitle(null).Should().BeNull();
        MessageRules.RefuseTitle("").Should().BeNull();
        MessageRules.RefuseTitle(new('x', 200)).Should().BeNull();
        MessageRules.RefuseTitle(new('x', 201))!.Code.Should().Be(RefusalCode.TooLong);
        MessageRules.RefuseTitle("\0")!.Code.Should().Be(RefusalCode.Invalid);
        MessageRules.RefuseReason(null).Should().BeNull();
        MessageRules.RefuseReason(new('x', 501))!.Code.Should().Be(RefusalCode.TooLong);
        MessageRules.RefuseNote("\uD83D", 100)!.Code.Should().Be(RefusalCode.Invalid);
    }
}
