using LiveChat.Assistant;
using LiveChat.Knowledge;
using LiveChat.Testing;
using LiveChat.Silo.Ai;
using Microsoft.Extensions.AI;

namespace LiveChat.Unit.Assistant;

public sealed class KnowledgeChatClientTests
{
    private static readonly InMemoryArticles Demo = Articles.DemoIndex();
    private static readonly ArticleSearch Search = (query, limit) => Demo.Search(query, limit);
    private static readonly KnowledgeChatClient Client = new(Search, TimeProvider.System, Asking.Options());

    [Theory]
    [InlineData("How much is shipping?", "Shipping is free for orders of 799 or more")]
    [InlineData("運費怎麼算？", "訂單滿 799 元免運費")]
    [InlineData("运费怎么算？", "订单满 799 元免运费")]
    public async Task Says_what_the_article_says_and_names_it(string question, string beginning)
    {
        var said = await Client.Ask(question);
        said.Text.Should().StartWith(beginning);
        var cited = said.Cited.Should().ContainSingle().Subject;
        var article = Articles.Demo.Single(faq => faq.ArticleId.ToString() == cited.FileId);
        cited.Title.Should().Be(article.Title);
        said.Text.Should().StartWith(article.Body);
    }

    [Theory]
    [InlineData("Who will win the football championship?", "I do not know", "Talk to a person")]
    [InlineData("今天天氣好嗎？", "我不知道答案", "找客服人員")]
    [InlineData("帮我写一首诗", "我不知道答案", "找客服人员")]
    public async Task Says_that_it_does_not_know_and_offers_a_person(string question, string admission, string offer)
    {
        var said = await Client.Ask(question);
        said.Text.Should().Contain(admission).And.Contain(offer);
        said.Cited.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Hello!", "Hello!")]
    [InlineData("您好", "您好！")]
    [InlineData("谢谢！", "不客气")]
    [InlineData("I want to talk to a person", "Of course")]
    [InlineData("轉真人", "沒問題")]
    [InlineData("人工客服", "沒問題")]
    [InlineData("转人工", "没问题")]
    [InlineData("？？？", "您好")]
    [InlineData("", "您好")]
    public async Task Small_talk_is_no_question_to_the_knowledge_base(string message, string answer) =>
        (await Client.Ask(message)).Text.Should().StartWith(answer);

    [Theory]
    [InlineData("Do you ship overseas?", "And to Japan?", "Food supplements and daily goods")]
    [InlineData("可以送到海外嗎？", "那日本呢？", "保健食品與日用品可以送到香港")]
    [InlineData("可以送到海外吗？", "日本呢", "保健食品与日用品可以送到香港")]
    public async Task A_question_may_lean_on_the_one_before_it(string before, string question, string beginning) =>
        (await Client.Ask(before, "…", question)).Text.Should().StartWith(beginning);

    [Fact]
    public async Task A_new_question_does_not_get_the_last_answer_again() =>
        (await Client.Ask("Do you ship overseas?", "…", "Who wrote Hamlet?")).Text.Should().Contain("I do not know");

    [Fact]
    public async Task Chinese_written_alike_in_both_scripts_is_answered_in_the_script_used_before()
    {
        (await Client.Ask("运费怎么算？", "…", "天文学")).Text.Should().Contain("找客服人员");
        (await Client.Ask("運費怎麼算？", "…", "大山大水")).Text.Should().Contain("找客服人員");
        (await Client.Ask("帮我", "…", "大山大水")).Text.Should().Contain("找客服人员");
    }

    [Fact]
    public async Task An_article_in_another_language_is_said_to_be_so()
    {
        var index = InMemoryArticles.Of(Articles.Article("Aspirin", "One tablet."));
        var client = new KnowledgeChatClient((query, limit) => index.Search(query, limit), TimeProvider.System, Asking.Options());
        (await client.Ask("Aspirin 怎麼吃？")).Text.Should().StartWith("我只找到其他語言的說明").And.Contain("One tablet.");
    }

    [Fact]
    public async Task A_knowledge_base_that_fails_is_a_failure_and_no_answer()
    {
        var client = new KnowledgeChatClient((_, _) => throw new TimeoutException(), TimeProvider.System, Asking.Options());
        (await client.Invoking(c => c.Ask("How much is shipping?")).Should().ThrowAsync<AiFailureException>()).Which.Failure.Should().Be(AiFailure.Unavailable);
    }

    [Fact]
    public async Task Comes_in_pieces_of_a_word_or_two_characters()
    {
        var english = await Client.Ask("How much is shipping?");
        english.Pieces.Should().OnlyContain(piece => !piece.Trim().Contains(' ')).And.HaveCountGreaterThan(20);
        var chinese = await Client.Ask("運費怎麼算？");
        chinese.Pieces.Should().OnlyContain(piece => piece.Count(HanVariants.IsHan) <= 2).And.HaveCountGreaterThan(20);
    }

    [Theory]
    [InlineData("👩‍👩‍👧‍👦🇹🇼é e\u0301 👍🏽")]
    [InlineData("a\r\nb")]
    [InlineData("")]
    public void Pieces_never_cut_a_visible_character(string text)
    {
        var pieces = TextPieces.Of(text).ToArray();
        string.Concat(pieces).Should().Be(text);
        pieces.Sum(piece => new System.Globalization.StringInfo(piece).LengthInTextElements)
            .Should().Be(new System.Globalization.StringInfo(text).LengthInTextElements);
    }

    [Fact]
    public async Task Ceases_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var client = new KnowledgeChatClient(Search, TimeProvider.System, Asking.Options(o => o.KnowledgePace = TimeSpan.FromSeconds(1)));
        await using var updates = client.GetStreamingResponseAsync(Asking.Conversation("How much is shipping?"), cancellationToken: cancelled.Token).GetAsyncEnumerator();
        (await updates.MoveNextAsync()).Should().BeTrue();
        var next = updates.MoveNextAsync();
        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => next.AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Gives_a_whole_answer_too()
    {
        var response = await Client.GetResponseAsync(Asking.Conversation("How much is shipping?"));
        response.Text.Should().StartWith("Shipping is free");
        response.FinishReason.Should().Be(ChatFinishReason.Stop);
    }
}
