using LiveChat.Assistant;
using LiveChat.Silo.Ai;
using LiveChat.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.Unit.Assistant;

public sealed class LimitsAndFallbackTests
{
    [Fact]
    public async Task The_next_answers_when_the_first_fails_before_its_first_word()
    {
        var client = Fallback(new Model(_ => Failing(AiFailure.Timeout)), new Model(_ => Saying("from ", "the next")));
        (await client.Ask("Hi")).Text.Should().Be("from the next");
    }

    [Fact]
    public async Task Signs_of_life_without_a_word_are_not_a_beginning()
    {
        var client = Fallback(new Model(_ => Saying("", "").Then(Failing(AiFailure.Broken))), new Model(_ => Saying("next")));
        (await client.Ask("Hi")).Text.Should().Be("next");
    }

    [Fact]
    public async Task Who_has_begun_is_not_replaced()
    {
        var next = new Model(_ => Saying("next"));
        var client = Fallback(new Model(_ => Saying("begun").Then(Failing(AiFailure.Broken))), next);
        (await client.Invoking(c => c.Ask("Hi")).Should().ThrowAsync<AiFailureException>()).Which.Failure.Should().Be(AiFailure.Broken);
        next.Asked.Should().Be(0);
    }

    [Fact]
    public async Task When_all_fail_the_last_failure_is_told()
    {
        var client = Fallback(new Model(_ => Failing(AiFailure.Timeout)), new Model(_ => Failing(AiFailure.Unavailable)));
        (await client.Invoking(c => c.Ask("Hi")).Should().ThrowAsync<AiFailureException>()).Which.Failure.Should().Be(AiFailure.Unavailable);
    }

    [Fact]
    public async Task A_fault_of_ours_is_not_hidden_by_the_next()
    {
        var client = Fallback(new Model(_ => Throwing()), new Model(_ => Saying("next")));
        await client.Invoking(c => c.Ask("Hi")).Should().ThrowAsync<InvalidOperationException>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_that_ignores_cancellation_is_left_behind(bool begun)
    {
        var never = new TaskCompletionSource();
        async IAsyncEnumerable<ChatResponseUpdate> Stuck()
        {
            if (begun) yield return new ChatResponseUpdate(ChatRole.Assistant, "a");
            await never.Task;
        }

        var brief = TimeSpan.FromMilliseconds(50);
        var client = new LimitedChatClient(new Model(_ => Stuck()), TimeProvider.System, Asking.Options(o => (o.FirstTokenTimeout, o.BetweenTokensTimeout) = (brief, brief)));
        (await client.Invoking(c => c.Ask("Hi")).Should().ThrowAsync<AiFailureException>()).Which.Failure.Should().Be(AiFailure.Timeout);
    }

    [Fact]
    public async Task The_readers_own_slowness_is_not_the_models()
    {
        var clock = new ManualClock();
        var client = new LimitedChatClient(new Model(_ => Saying("a", "b")), clock, Asking.Options());
        await using var updates = client.GetStreamingResponseAsync(Asking.Conversation("Hi")).GetAsyncEnumerator();
        (await updates.MoveNextAsync()).Should().BeTrue();
        clock.Advance(TimeSpan.FromHours(1));
        (await updates.MoveNextAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData("plain", "plain", new int[0])]
    [InlineData("It is 80 [1]. Or free [3]", "It is 80. Or free", new[] { 1, 3 })]
    [InlineData("[2][1] [9] [0]", "", new[] { 1, 2 })]
    [InlineData("二 [2]。三[3]！", "二。三！", new[] { 2, 3 })]
    [InlineData("[] [a] [1 [[1] [12345] 7] [", "[] [a] [1 [ [12345] 7] [", new[] { 1 })]
    [InlineData("a  [1] b ", "a  b ", new[] { 1 })]
    public void Marks_are_taken_out_and_remembered_however_the_text_is_cut(string text, string shown, int[] used)
    {
        for (var size = 1; size <= text.Length; size++)
        {
            var marks = new CitationMarks(() => 3);
            var stripped = string.Concat(text.Chunk(size).Select(piece => marks.Strip(new string(piece)))) + marks.Rest;
            stripped.Should().Be(shown);
            marks.Used.Should().Equal(used);
        }
    }

    private static FallbackChatClient Fallback(params IChatClient[] clients) => new(clients, NullLogger<FallbackChatClient>.Instance);

    private static async IAsyncEnumerable<ChatResponseUpdate> Saying(params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Failing(AiFailure failure)
    {
        await Task.FromException(new AiFailureException(failure, "as the test wants"));
        yield break;
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Throwing()
    {
        await Task.FromException(new InvalidOperationException("a bug"));
        yield break;
    }
}
