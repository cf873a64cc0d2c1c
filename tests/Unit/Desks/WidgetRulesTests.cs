using LiveChat.Desks;

namespace LiveChat.Unit.Desks;

public class WidgetRulesTests
{
    [Fact]
    public void What_stands_before_anybody_sets_it_does() => WidgetRules.Refuse(WidgetDefaults.Settings).Should().BeNull();

    [Theory]
    [InlineData("#1f7a7a", true)]
    [InlineData("#FFFFFF", true)]
    [InlineData("red", false)]
    [InlineData("#fff", false)]
    [InlineData("#12345g", false)]
    [InlineData("#1234567", false)]
    [InlineData("", false)]
    [InlineData("#123456;background:url(//evil)", false)]
    public void An_accent_is_a_colour(string accent, bool does) =>
        (WidgetRules.Refuse(WidgetDefaults.Settings with { Accent = accent }) is null).Should().Be(does);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("turned \u202E around")]
    [InlineData(null)]
    public void A_greeting_is_plain_text(string? text) =>
        WidgetRules.Refuse(WidgetDefaults.Settings with { Greeting = With(WidgetDefaults.Settings.Greeting, "en", text!) })!.Code.Should().Be(RefusalCode.Invalid);

    [Fact]
    public void Each_language_is_asked_for_and_no_other()
    {
        var missing = new Dictionary<string, string>(WidgetDefaults.Settings.Greeting);
        missing.Remove("zh-Hans");
        WidgetRules.Refuse(WidgetDefaults.Settings with { Greeting = missing }).Should().NotBeNull();
        WidgetRules.Refuse(WidgetDefaults.Settings with { Greeting = With(WidgetDefaults.Settings.Greeting, "fr", "Bonjour") }).Should().NotBeNull();
        WidgetRules.Refuse(WidgetDefaults.Settings with { Suggestions = With(WidgetDefaults.Settings.Suggestions, "en", null!) }).Should().NotBeNull();
    }

    [Fact]
    public void Lengths_and_numbers_are_bounded()
    {
        Refused("en", new string('x', 301)).Should().BeTrue();
        Refused("en", new string('x', 300)).Should().BeFalse();
        Suggests([.. Enumerable.Repeat("x", 7)]).Should().NotBeNull();
        Suggests([new string('x', 81)]).Should().NotBeNull();
        Suggests([null!]).Should().NotBeNull();
        Suggests([]).Should().BeNull();

        static bool Refused(string language, string text) => WidgetRules.Refuse(WidgetDefaults.Settings with { Greeting = With(WidgetDefaults.Settings.Greeting, language, text) }) is not null;
        static Refusal? Suggests(string[] texts) => WidgetRules.Refuse(WidgetDefaults.Settings with { Suggestions = With(WidgetDefaults.Settings.Suggestions, "en", texts) });
    }

    [Fact]
    public void A_form_that_asks_for_nothing_is_refused()
    {
        WidgetRules.Refuse(WidgetDefaults.Settings with { PreChat = new(true, false, false, false) }).Should().NotBeNull();
        WidgetRules.Refuse(WidgetDefaults.Settings with { PreChat = new(true, false, true, false) }).Should().BeNull();
    }

    private static Dictionary<string, T> With<T>(Dictionary<string, T> texts, string language, T text) => new(texts) { [language] = text };
}
