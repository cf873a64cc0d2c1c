using LiveChat.Silo.Ai;
using LiveChat.Silo.Ai.OpenAi;
using LiveChat.Testing;

namespace LiveChat.Unit.Assistant;

public sealed class ThoughtsTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("<think>hm, what?</think>\n\nIt is 80.", "It is 80.")]
    [InlineData("\n <think>\nhm</think> a <think>b</think>", "a <think>b</think>")]
    [InlineData("<think></think>x", "x")]
    [InlineData("<think>never said", "")]
    [InlineData("<think>1 < 2 </thin </think>yes", "yes")]
    [InlineData("<thinking>is text", "<thinking>is text")]
    [InlineData("<thi", "<thi")]
    [InlineData("  ", "  ")]
    [InlineData("a<think>b</think>", "a<think>b</think>")]
    public void What_a_model_thinks_first_is_not_shown_however_the_text_is_cut(string text, string shown)
    {
        for (var size = 1; size <= text.Length; size++)
        {
            var thoughts = new Thoughts();
            (string.Concat(text.Chunk(size).Select(piece => thoughts.Strip(new string(piece)))) + thoughts.Rest).Should().Be(shown);
        }
    }

    [Fact]
    public async Task A_model_that_thinks_for_long_is_alive_and_its_thoughts_count_for_nothing()
    {
        await using var model = ScriptedModel.Start(async answer =>
        {
            await answer.Begin();
            await answer.Piece("<think>");
            for (var i = 0; i < 200; i++) await answer.Piece("hm, let me see, ");
            await answer.Piece("</think>Yes.");
            await answer.Finish();
        });
        var options = Asking.Options(o => (o.Endpoint, o.Model, o.MaxReplyLength) = (model.Address, "scripted", 100));
        using var client = new LimitedChatClient(new ThoughtfulChatClient(OpenAiChatClient.For(options.Value, TimeProvider.System)), TimeProvider.System, options);
        (await client.Ask("Hi")).Text.Should().Be("Yes.");
    }
}
