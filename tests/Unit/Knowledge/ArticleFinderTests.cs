using LiveChat.Knowledge;
using LiveChat.Testing;

namespace LiveChat.Unit.Knowledge;

/// <summary>What the assistant finds among the demo's articles.</summary>
public sealed class ArticleFinderTests
{
    private static readonly InMemoryArticles Demo = Articles.DemoIndex();

    public static IEnumerable<object[]> Answered => DemoQuestions.Answered.Select(object[] (pair) => [pair.Question, pair.Title]);

    public static IEnumerable<object[]> Unanswered => DemoQuestions.Unanswered.Select(object[] (question) => [question]);

    public static IEnumerable<object[]> Syntax => DemoQuestions.Syntax.Select(object[] (question) => [question]);

    [Theory, MemberData(nameof(Answered))]
    public async Task Finds_the_article_that_answers(string question, string title)
    {
        var best = (await Demo.Search(question, 3))[0];
        best.Article.Question.Should().Be(title);
        best.Confident.Should().BeTrue();
    }

    [Theory, MemberData(nameof(Unanswered))]
    public async Task Is_not_confident_about_what_no_article_answers(string question) =>
        (await Demo.Search(question, 3)).Should().NotContain(hit => hit.Confident);

    [Theory, MemberData(nameof(Syntax))]
    public Task Query_text_is_never_syntax(string question) =>
        FluentActions.Awaiting(() => Demo.Search(question, 3)).Should().NotThrowAsync();

    [Fact]
    public async Task Prefers_the_language_of_the_question_and_falls_back_to_the_nearest()
    {
        var traditional = Articles.Article("運費怎麼算？", "八十元", Language.Traditional);
        var simplified = Articles.Article("运费怎么算？", "八十元", Language.Simplified);
        var index = InMemoryArticles.Of(simplified, traditional);
        (await Found(index, "運費？")).Should().Equal(traditional.ArticleId);
        (await Found(index, "运费？")).Should().Equal(simplified.ArticleId);

        (await Found(InMemoryArticles.Of(simplified), "運費？")).Should().Equal(simplified.ArticleId);
    }

    [Fact]
    public async Task Replaces_without_a_trace()
    {
        var first = Articles.Article("How much is shipping?", "It is 80.");
        var index = InMemoryArticles.Of(first);
        index.Put(first with { Title = "How do I pay?", Body = "By card." });
        (await index.Search("shipping", 5)).Should().BeEmpty();
        (await index.Search("pay by card", 5)).Should().ContainSingle().Which.Confident.Should().BeTrue();

        index.Put(first with { Language = Language.Traditional, Title = "怎麼付款", Body = "刷卡" });
        (await index.Search("pay by card", 5)).Should().BeEmpty();
    }

    [Fact]
    public async Task Drafts_answer_nobody()
    {
        var draft = Articles.Article("How much is shipping?", "It is 80.") with { Status = ArticleStatus.Draft };
        (await InMemoryArticles.Of(draft).Search("shipping", 5)).Should().BeEmpty();
    }

    [Fact]
    public async Task Gives_as_many_as_asked_for_and_no_more()
    {
        (await Demo.Search("order", 2)).Should().HaveCount(2);
        (await new InMemoryArticles().Search("order", 5)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_pasted_novel_costs_no_more_than_a_long_question()
    {
        var novel = string.Join(' ', Enumerable.Range(0, 50_000).Select(i => $"word{i}")) + " refund";
        (await Demo.Search(novel, 3)).Should().BeEmpty("terms beyond the first hundreds are not looked at");
    }

    [Fact]
    public async Task Of_many_articles_with_common_words_the_one_whose_title_asks_the_same_is_first()
    {
        Article[] many = [.. Enumerable.Range(0, 900).Select(i => Articles.Article($"Note {i} about your order", $"The return of order {i} and its shipping."))];
        var wanted = Articles.Article("Return an order", "Write to us.");
        var index = InMemoryArticles.Of([wanted, .. many]);
        (await Found(index, "how can I return my order")).First().Should().Be(wanted.ArticleId);
        (await Found(index, "return order 777")).First().Should().Be(many[777].ArticleId, "a rare term tells the most");
    }

    [Theory]
    [InlineData("運")]
    [InlineData("💊")]
    [InlineData("가")]
    public async Task A_character_by_itself_is_found_by_people(string query)
    {
        var article = Articles.Article("配送說明", "運送 💊 가격", Language.Traditional);
        var found = await new ArticleFinder(InMemoryArticles.Of(article)).Holding(query, new(), 5, CancellationToken.None);
        found.Should().ContainSingle().Which.Confident.Should().BeFalse();
    }

    private static async Task<IEnumerable<Guid>> Found(InMemoryArticles index, string question) => (await index.Search(question, 5)).Select(hit => hit.Article.FaqId);
}
