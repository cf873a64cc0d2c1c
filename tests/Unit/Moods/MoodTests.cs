using LiveChat.Moods;
using LiveChat.Sessions;
using LiveChat.Unit.Sessions;

namespace LiveChat.Unit.Moods;

public sealed class MoodTests
{
    [Theory]
    [InlineData("This is terrible, I am so angry!")]
    [InlineData("The vase arrived broken and nobody answers, this is unacceptable.")]
    [InlineData("worst shop ever 😡")]
    [InlineData("你們的服務真的太離譜了，我很生氣！")]
    [InlineData("花瓶送來是碎的，我非常失望")]
    [InlineData("你们就是骗子，垃圾")]
    [InlineData("等了好久都没人回，太过分了")]
    public void Anger_and_disappointment_are_low(string text) => MoodLexicon.Score(text).Should().BeLessThanOrEqualTo(Mood.Low, text);

    [Theory]
    [InlineData("Thank you so much, that was excellent!")]
    [InlineData("Great, I love it 😍")]
    [InlineData("太感謝了，服務很棒")]
    [InlineData("谢谢，非常满意")]
    public void Thanks_and_praise_are_good(string text) => MoodLexicon.Score(text).Should().BeGreaterThanOrEqualTo(-Mood.Low, text);

    [Theory]
    [InlineData("How much is shipping to Japan?")]
    [InlineData("請問運費怎麼算")]
    [InlineData("请问几点开门")]
    [InlineData("12345")]
    [InlineData("")]
    [InlineData("\ud83d")]
    public void What_shows_no_mood_has_none(string text) => MoodLexicon.Score(text).Should().Be(0, text);

    [Theory]
    [InlineData("good", "not good")]
    [InlineData("I am happy", "I am not happy")]
    [InlineData("我滿意", "我不滿意")]
    [InlineData("我喜欢", "我不喜欢")]
    public void A_no_turns_what_follows_it(string plain, string turned)
    {
        MoodLexicon.Score(plain).Should().BePositive();
        MoodLexicon.Score(turned).Should().BeNegative();
    }

    [Theory]
    [InlineData("bad", "very bad")]
    [InlineData("失望", "非常失望")]
    [InlineData("生气", "生气！")]
    public void Stress_makes_it_stronger(string plain, string stressed) => MoodLexicon.Score(stressed).Should().BeLessThan(MoodLexicon.Score(plain));

    [Fact]
    public void Both_scripts_sound_alike() => MoodLexicon.Score("態度惡劣，我要客訴").Should().Be(MoodLexicon.Score("态度恶劣，我要客诉")).And.BeNegative();

    [Fact]
    public void However_much_is_said_the_scale_has_an_end()
    {
        var rage = string.Concat(Enumerable.Repeat("terrible! ", 5_000));
        MoodLexicon.Score(rage).Should().BeInRange(Mood.Worst, Mood.VeryLow);
    }

    [Fact]
    public void Only_what_customers_say_has_a_mood()
    {
        var entry = new Message
        {
            MessageId = Guid.CreateVersion7(), SessionId = Some.Id, Seq = 3, Type = MessageType.User,
            SenderId = "b1", SenderName = "Bao", Content = "This is terrible", CreatedAt = Some.Now,
        };
        MoodRules.Of(entry)!.Seq.Should().Be(3);
        MoodRules.Of(entry with { Type = MessageType.Agent }).Should().BeNull();
        MoodRules.Of(entry with { Type = MessageType.Ai }).Should().BeNull();
        MoodRules.Of(entry with { Recalled = true, Content = "" }).Should().BeNull();
        MoodRules.Of(entry with { Content = "How much is it?" }).Should().BeNull();
    }

    [Fact]
    public void The_newest_count_most()
    {
        MoodRules.Current([]).Should().Be(0);
        MoodRules.Current([new(1, -90)]).Should().Be(-90);
        MoodRules.Current([new(1, -90), new(2, 60)]).Should().BeGreaterThan(0);
        MoodRules.Current([new(1, 60), new(2, -90)]).Should().BeLessThan(0);
        MoodRules.Current([new(1, -100), new(2, -100), new(3, 50), new(4, 50), new(5, 50), new(6, 50)]).Should().Be(50, "what was long ago is forgotten");
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(-10, 0)]
    [InlineData(Mood.Low, 1)]
    [InlineData(Mood.VeryLow, 2)]
    [InlineData(Mood.Worst, 2)]
    public void A_low_mood_makes_urgent_but_never_most_urgent(int mood, int urgency) => MoodRules.Urgency(mood).Should().Be(urgency);
}
