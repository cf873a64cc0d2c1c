using Dapper;
using LiveChat.Knowledge;
using LiveChat.Silo.Storage.Knowledge;
using LiveChat.Testing;

namespace LiveChat.Contract.Knowledge;

/// <summary>Each database finds and ranks what an index in memory does, however its articles came to be.</summary>
public abstract class ArticleIndexContract(DatabaseFixture database) : IAsyncLifetime
{
    private TestStore _store = null!;

    private IArticleIndex Index => _store.Get<IArticleIndex>();

    public async Task InitializeAsync() => _store = await TestStore.Open(database.Provider, await database.CreateDatabase());

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task The_demos_questions_find_the_same_as_in_memory()
    {
        await _store.Articles.Save([.. Articles.Demo], null, null, default);
        var memory = Articles.DemoIndex();
        foreach (var (question, title) in DemoQuestions.Answered)
        {
            var found = await Index.Search(question, 5);
            found[0].Article.Question.Should().Be(title, "it answers {0}", question);
            found[0].Confident.Should().BeTrue(question);
            (await Same(memory, question)).Should().BeTrue(question);
        }
        foreach (var question in DemoQuestions.Unanswered)
        {
            (await Index.Search(question, 5)).Should().NotContain(hit => hit.Confident, question);
            (await Same(memory, question)).Should().BeTrue(question);
        }
    }

    [Fact]
    public async Task Query_text_is_never_syntax()
    {
        await _store.Articles.Save([.. Articles.Demo], null, null, default);
        var memory = Articles.DemoIndex();
        foreach (var query in DemoQuestions.Syntax)
        {
            (await Same(memory, query)).Should().BeTrue(query);
            var held = await new ArticleFinder(Index).Holding(query, new(), 5, default);
            held.Should().HaveCount((await new ArticleFinder(memory).Holding(query, new(), 5, default)).Length, query);
        }
        (await new ArticleFinder(Index).Holding("運", new(), 20, default)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Filters_hold_for_what_is_found()
    {
        var one = Articles.Article("Return an order", "Write to us.", Language.English, "Back & forth") with { Category = "R/eturns % 退" };
        var other = Articles.Article("Return a gift", "Write to them.") with { Kind = ArticleKind.Article };
        var draft = Articles.Article("Return a draft", "Not yet.") with { Status = ArticleStatus.Draft };
        await _store.Articles.Save([one, other, draft], null, null, default);
        (await Found(new(Status: ArticleStatus.Published))).Should().BeEquivalentTo([one.ArticleId, other.ArticleId]);
        (await Found(new(Category: "r/eturns % 退"))).Should().Equal(one.ArticleId);
        (await Found(new(Tag: "Back & forth"))).Should().Equal(one.ArticleId);
        (await Found(new(Tag: "Back"))).Should().BeEmpty();
        (await Found(new(ArticleKind.Article))).Should().Equal(other.ArticleId);
        (await Found(new(Status: ArticleStatus.Draft))).Should().Equal(draft.ArticleId);
        (await Found(new())).Should().HaveCount(3);
        (await Found(new(Language: Language.Simplified))).Should().BeEmpty();

        async Task<Guid[]> Found(ArticleFilter filter)
        {
            var finder = new ArticleFinder(Index);
            return [.. (await finder.Articles(await finder.Find("return", filter, 10, default), default)).Select(hit => hit.Article.ArticleId)];
        }
    }

    [Fact]
    public async Task After_any_history_of_writing_the_index_holds_what_stands()
    {
        var (random, memory, standing) = (new Random(11), new InMemoryArticles(), new List<Article>());
        for (var step = 0; step < 150; step++)
        {
            var at = standing.Count > 0 ? random.Next(standing.Count) : -1;
            if (at >= 0 && random.Next(5) == 0)
            {
                var deed = Audit.Audited.Deed(TimeProvider.System, new("e", "E", UserRole.Admin, []), Audit.AuditAction.ArticleRemoved, null);
                await Task.WhenAll(_store.Articles.Remove(standing[at].ArticleId, deed, default), memory.Remove(standing[at].ArticleId, deed, default));
                standing.RemoveAt(at);
                continue;
            }
            var changes = at >= 0 && random.Next(2) == 0;
            var fresh = Talk(random);
            var article = changes ? fresh with { ArticleId = standing[at].ArticleId, Version = standing[at].Version + 1 } : fresh;
            (await _store.Articles.Save([article], null, null, default)).Should().BeTrue();
            (await memory.Save([article], null, null, default)).Should().BeTrue();
            if (changes) standing[at] = article;
            else standing.Add(article);
        }

        foreach (var question in Enumerable.Range(0, 60).Select(_ => Talk(random).Title)) (await Same(memory, question)).Should().BeTrue(question);
        string[] tokens = [.. Words.SelectMany(TextFeatures.Of).Distinct().SelectMany(term => "hsexyz".Select(shelf => ArticleTerms.Term(shelf, term)))];
        (await Index.Frequencies(tokens, default)).Where(token => token.Value != 0).Should().BeEquivalentTo((await memory.Frequencies(tokens, default)).Where(token => token.Value != 0));
        (await Index.Shelves(default)).Where(shelf => shelf.Value.Articles != 0).Should().BeEquivalentTo(await memory.Shelves(default));
    }

    [Fact]
    public async Task Of_many_articles_with_common_words_it_finds_the_same_as_in_memory()
    {
        var random = new Random(5);
        Article[] many = [.. Enumerable.Range(0, 1200).Select(_ => Talk(random) with { Language = Language.English, Status = ArticleStatus.Published })];
        foreach (var some in many.Chunk(200)) await _store.Articles.Save(some, null, null, default);
        var memory = InMemoryArticles.Of(many);
        foreach (var question in Enumerable.Range(0, 15).Select(_ => Talk(random).Title)) (await Same(memory, question)).Should().BeTrue(question);
    }

    [Fact]
    public async Task What_was_cut_by_other_rules_is_cut_anew_once()
    {
        await _store.Articles.Save([.. Articles.Demo], null, null, default);
        await _store.Database.Write((connection, transaction) => connection.ExecuteAsync("update articles set edition = 0", transaction: transaction), default);
        var articles = _store.Get<ArticleStore>();
        (await Task.WhenAll(articles.IndexStale(500, default), articles.IndexStale(500, default))).Should().Contain(Articles.Demo.Count);
        (await articles.IndexStale(500, default)).Should().Be(0);
        foreach (var (question, _) in DemoQuestions.Answered) (await Same(Articles.DemoIndex(), question)).Should().BeTrue(question);
    }

    private static readonly string[] Words =
        ["order", "return", "refund", "shipping", "gift", "card", "invoice", "password", "運費", "退貨", "訂單", "發票", "运费", "退货", "会员", "藥品", "medicine", "store", "opening", "hours"];

    private static Article Talk(Random random)
    {
        string Say(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
        return Articles.Article(Say(random.Next(1, 5)), Say(random.Next(3, 12)), Language.All[random.Next(3)], Say(1)) with { Status = random.Next(4) == 0 ? ArticleStatus.Draft : ArticleStatus.Published };
    }

    // Ids differ where articles were made anew; what they say does not.
    private async Task<bool> Same(InMemoryArticles memory, string question)
    {
        var (found, wanted) = (await Index.Search(question, 5), await memory.Search(question, 5));
        return found.Select(Told).SequenceEqual(wanted.Select(Told));

        static (string, string, bool, double) Told(ArticleHit hit) => (hit.Article.Question, hit.Article.Answer, hit.Confident, Math.Round(hit.Score, 6));
    }
}

public sealed class SqliteArticleIndexTests(SqliteFixture database) : ArticleIndexContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresArticleIndexTests(PostgresFixture database) : ArticleIndexContract(database), IClassFixture<PostgresFixture>;
