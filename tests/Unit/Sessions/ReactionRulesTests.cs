using LiveChat.Sessions;

namespace LiveChat.Unit.Sessions;

public sealed class ReactionRulesTests
{
    [Theory]
    [InlineData("👍")]
    [InlineData("👎🏽")]
    [InlineData("❤️")]
    [InlineData("❤")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("🇹🇼")]
    [InlineData("🏴󠁧󠁢󠁳󠁣󠁴󠁿")]
    [InlineData("1️⃣")]
    [InlineData("#️⃣")]
    [InlineData("‼️")]
    [InlineData("➕")]
    public void One_emoji_is_one(string text) => ReactionRules.IsEmoji(text).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("#")]
    [InlineData("的")]
    [InlineData("👍👍")]
    [InlineData("👍a")]
    [InlineData("a👍")]
    [InlineData("👍 ")]
    [InlineData("<b>")]
    [InlineData("\0")]
    [InlineData("\u200D")]
    [InlineData("\uFE0F")]
    [InlineData("e\u0301")]
    [InlineData("👍\u0301\u0301\u0301\u0301\u0301")]
    public void What_is_none_is_refused(string text)
    {
        ReactionRules.IsEmoji(text).Should().BeFalse();
        Code(Entry(), text).Should().Be(RefusalCode.Invalid);
    }

    [Fact]
    public void Half_a_character_is_none()
    {
        foreach (var text in new[] { "\uD83D", "\uDC4D", "\uD83D\u200D", "👍\uD83D" }) ReactionRules.IsEmoji(text).Should().BeFalse();
    }

    [Fact]
    public void A_word_of_joined_emoji_without_end_is_none() =>
        ReactionRules.IsEmoji(string.Join('\u200D', Enumerable.Repeat("👩", 20))).Should().BeFalse();

    [Fact]
    public void What_is_no_message_or_was_taken_back_gets_none()
    {
        Code(null).Should().Be(RefusalCode.NotFound);
        Code(Entry() with { Type = MessageType.System }).Should().Be(RefusalCode.NotFound);
        Code(Entry() with { Recalled = true }).Should().Be(RefusalCode.Conflict);
        Code(Entry() with { Recalled = true }, on: false).Should().BeNull("there is nothing to take away");
        Code(Entry()).Should().BeNull();
        Code(Entry() with { Type = MessageType.Ai }).Should().BeNull();
    }

    [Fact]
    public void There_are_at_most_twenty_different_ones()
    {
        var full = Entry() with { Reactions = [.. Enumerable.Range(0, 20).Select(i => new Reaction(char.ConvertFromUtf32(0x1F600 + i), ["b1"]))] };
        Code(full, "👍").Should().Be(RefusalCode.Conflict);
        Code(full, "😀").Should().BeNull("it is one of them");
    }

    [Fact]
    public void There_are_at_most_so_many_over_all()
    {
        string[] crowd = [.. Enumerable.Range(0, ReactionRules.MostReactions).Select(i => $"u{i}")];
        var full = Entry() with { Reactions = [new("👍", crowd)] };
        Code(full, "👍").Should().Be(RefusalCode.Conflict);
        Code(full, "👍", on: false).Should().BeNull();
        Code(Entry() with { Reactions = [new("👍", [.. crowd[1..], Some.Visitor.UserId])] }, "👍").Should().BeNull("it is there already");
    }

    [Fact]
    public void They_come_and_go_and_the_same_again_changes_nothing()
    {
        Reaction[] none = [];
        var one = ReactionRules.Change(none, "a", "👍", on: true);
        var two = ReactionRules.Change(ReactionRules.Change(one, "b", "❤️", on: true), "b", "👍", on: true);
        Text(two).Should().Be("👍 a b, ❤️ b");
        ReactionRules.Change(two, "a", "👍", on: true).Should().BeSameAs(two);
        ReactionRules.Change(two, "c", "👍", on: false).Should().BeSameAs(two);
        ReactionRules.Change(two, "a", "🎉", on: false).Should().BeSameAs(two);
        Text(ReactionRules.Change(two, "a", "👍", on: false)).Should().Be("👍 b, ❤️ b");
        Text(ReactionRules.Change(two, "b", "❤️", on: false)).Should().Be("👍 a b");
        ReactionRules.Change(one, "a", "👍", on: false).Should().BeEmpty();
    }

    private static string Text(Reaction[] reactions) => string.Join(", ", reactions.Select(reaction => $"{reaction.Emoji} {string.Join(' ', reaction.UserIds)}"));

    private static string? Code(Message? entry, string emoji = "👍", bool on = true) => ReactionRules.Refuse(entry, Some.Visitor, emoji, on)?.Code;

    private static Message Entry() => new()
    {
        MessageId = Guid.CreateVersion7(), SessionId = Some.Id, Seq = 1, Type = MessageType.User, SenderId = "b1", SenderName = "Bao", Content = "hi", CreatedAt = Some.Now,
    };
}
