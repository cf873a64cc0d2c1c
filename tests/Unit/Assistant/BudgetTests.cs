using LiveChat.Assistant;
using LiveChat.Knowledge;
using LiveChat.Silo.Ai;
using LiveChat.Spending;
using LiveChat.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.Unit.Assistant;

/// <summary>What a model costs is counted, and it is not asked once nothing is left; whoever counts may be away.</summary>
public sealed class BudgetTests
{
    private readonly Counter _counter = new();

    [Fact]
    public async Task The_models_own_count_counts_its_last_word_for_whom_it_is_asked()
    {
        var client = new MeteredChatClient(new Model(_ => Spending(3, 1, 2, 5)), Budget);
        await client.Ask(For("amy"), "Hi");
        _counter.Told.Should().Equal(("amy", 8));
    }

    [Fact]
    public async Task What_a_model_does_not_count_is_estimated()
    {
        await new MeteredChatClient(new Model(_ => Saying("four words of answer")), Budget).Ask("運費多少");
        _counter.Told.Should().Equal(("", 4 + 5));
    }

    [Fact]
    public async Task A_call_that_breaks_off_is_counted_and_one_that_was_never_answered_is_not()
    {
        await FluentActions.Awaiting(() => new MeteredChatClient(new Model(_ => Saying("four").Then(Failing())), Budget).Ask("ask!")).Should().ThrowAsync<AiFailureException>();
        _counter.Told.Should().Equal(("", 2));
        await FluentActions.Awaiting(() => new MeteredChatClient(new Model(_ => Failing()), Budget).Ask("ask!")).Should().ThrowAsync<AiFailureException>();
        _counter.Told.Should().ContainSingle();
    }

    [Theory]
    [InlineData("How much is shipping?", Language.English)]
    [InlineData("運費怎麼算？", Language.Traditional)]
    [InlineData("运费怎么算？", Language.Simplified)]
    public async Task Once_nothing_is_left_the_built_in_answerer_says_so_once_in_the_askers_language(string question, string language)
    {
        var model = new Model(_ => Saying("model"));
        var client = Thrifty(model);
        (await client.Ask(For("amy"), question)).Text.Should().Be("model");
        _counter.Bound = SpendingBound.User;
        var first = await client.Ask(For("amy"), question);
        first.Text.Should().StartWith(AnswerTexts.In(language).Spent + "\n\n");
        first.Cited.Should().ContainSingle();
        var next = await client.Ask(For("amy"), question, first.Text, question);
        first.Text.Should().EndWith(next.Text);
        next.Text.Should().NotContain(AnswerTexts.In(language).Spent);
        model.Asked.Should().Be(1);
    }

    [Fact]
    public async Task While_nobody_can_tell_the_built_in_answerer_answers_and_nothing_is_said_of_it()
    {
        var model = new Model(_ => Saying("model"));
        _counter.IsAway = true;
        (await Thrifty(model).Ask("How much is shipping?")).Text.Should().StartWith("Shipping is free");
        model.Asked.Should().Be(0);
    }

    [Fact]
    public async Task What_is_asked_aside_fails_before_it_costs_anything()
    {
        var model = new Model(_ => Saying("model"));
        var aside = new BudgetedChatClient(model, Budget);
        (await aside.Ask("Hi")).Text.Should().Be("model");
        _counter.Bound = SpendingBound.Deployment;
        (await aside.Invoking(client => client.Ask("Hi")).Should().ThrowAsync<AiFailureException>()).Which.Failure.Should().Be(AiFailure.Spent);
        model.Asked.Should().Be(1);
        var question = new ShortQuestion(aside, "How?", Asking.Patience, 10, TimeProvider.System, NullLogger.Instance);
        (await question.Ask("Hi", default)).Should().Be(ShortAnswer.None);
    }

    private ModelBudget Budget => new(() => _counter, TimeProvider.System, NullLogger<ModelBudget>.Instance);

    private ThriftyChatClient Thrifty(Model model)
    {
        var articles = Articles.DemoIndex();
        return new(model, new((query, limit) => articles.Search(query, limit), TimeProvider.System, Asking.Options()), Budget, NullLogger<ThriftyChatClient>.Instance);
    }

    private static ChatOptions For(string userId) => new() { AdditionalProperties = new() { [AnswerMarks.Asker] = userId } };

    private static async IAsyncEnumerable<ChatResponseUpdate> Saying(string text)
    {
        await Task.Yield();
        yield return new(ChatRole.Assistant, text);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Failing()
    {
        await Task.FromException(new AiFailureException(AiFailure.Broken, "as the test wants"));
        yield break;
    }

    /// <summary>Tells what was spent with every piece, as some do: so much asked, and more and more answered.</summary>
    private static async IAsyncEnumerable<ChatResponseUpdate> Spending(int asked, params int[] answered)
    {
        foreach (var tokens in answered)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, [new TextContent("word "), new UsageContent(new() { InputTokenCount = asked, OutputTokenCount = tokens })]);
        }
    }

    private sealed class Counter : IModelSpending
    {
        public List<(string UserId, long Tokens)> Told { get; } = [];

        public SpendingBound Bound { get; set; }

        public bool IsAway { get; set; }

        public Task<SpendingBound> Reached(string userId) => IsAway ? throw new TimeoutException("as the test wants") : Task.FromResult(Bound);

        public Task Add(string userId, long tokens)
        {
            Told.Add((userId, tokens));
            return Task.CompletedTask;
        }

        public Task<DaySpending> Today() => Task.FromResult(new DaySpending(0, 1, 1));
    }
}
