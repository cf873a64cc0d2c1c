using LiveChat.Audit;
using LiveChat.Knowledge;
using LiveChat.Testing;

namespace LiveChat.Contract.Knowledge;

/// <summary>Articles and their versions are kept alike by each database.</summary>
public abstract class ArticleContract(DatabaseFixture database)
{
    private static readonly Caller Editor = new("p1", "Pat 編", UserRole.Agent, ["platform"]);

    private readonly string _mark = Guid.CreateVersion7().ToString("N");

    private IArticleStore Store => database.Store.Articles;

    [Fact]
    public async Task An_article_is_read_as_it_was_written()
    {
        var article = Fresh(1) with { Title = $"運費 \"quoted\" {_mark}", Body = "80 元 😀\n% _ ' \\", Tags = ["運費", "\"quoted\"", "a%b"], Kind = ArticleKind.Article, Status = ArticleStatus.Draft };
        (await Store.Save([article], Deed(article), null, default)).Should().BeTrue();
        (await Store.Find(article.ArticleId, default)).Should().BeEquivalentTo(article);
        (await Store.Version(article.ArticleId, 1, default)).Should().BeEquivalentTo(article);
        (await Store.Find(Guid.CreateVersion7(), default)).Should().BeNull();
        (await database.Store.Get<IAuditLog>().Read(new(Target: article.ArticleId.ToString()), null, 5, default)).Entries.Should().ContainSingle().Which.Action.Should().Be(AuditAction.ArticleWritten);
    }

    [Fact]
    public async Task Versions_follow_each_other_and_who_comes_second_writes_nothing()
    {
        var first = Fresh(1);
        await Store.Save([first], null, null, default);
        var second = first with { Version = 2, Title = $"second {_mark}", UpdatedAt = first.UpdatedAt.AddSeconds(1) };
        (await Store.Save([second], null, null, default)).Should().BeTrue();
        (await Store.Save([second with { Title = "late" }], Deed(first), null, default)).Should().BeFalse();
        (await Store.Save([second with { Version = 9 }], null, null, default)).Should().BeFalse();
        (await Store.Save([first with { Title = "again" }], null, null, default)).Should().BeFalse("it stands already");
        (await Store.Find(first.ArticleId, default)).Should().BeEquivalentTo(second);
        (await Store.Versions(first.ArticleId, 10, default)).Should().BeEquivalentTo([second, first], options => options.WithStrictOrdering());
        (await Store.Versions(first.ArticleId, 1, default)).Should().ContainSingle();
        (await Store.Version(first.ArticleId, 1, default)).Should().BeEquivalentTo(first);
        (await database.Store.Get<IAuditLog>().Read(new(Target: first.ArticleId.ToString()), null, 5, default)).Entries.Should().BeEmpty("a deed that was not done is not recorded");
    }

    [Fact]
    public async Task Of_two_writers_at_once_one_is_first()
    {
        var article = Fresh(1);
        await Store.Save([article], null, null, default);
        await using var elsewhere = await database.Open();
        var written = await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(() =>
            (writer % 2 == 0 ? Store : elsewhere.Articles).Save([article with { Version = 2, Body = $"by {writer}" }], null, null, default))));
        written.Should().ContainSingle(won => won);
        (await Store.Versions(article.ArticleId, 10, default)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Several_are_written_or_none()
    {
        var (good, taken) = (Fresh(1), Fresh(2));
        await Store.Save([taken], null, null, default);
        (await Store.Save([good, taken], null, null, default)).Should().BeFalse();
        (await Store.Find(good.ArticleId, default)).Should().BeNull();
        (await database.Store.Get<IArticleIndex>().Search(good.Title, 5)).Should().NotContain(hit => hit.Article.FaqId == good.ArticleId);
    }

    [Fact]
    public async Task What_is_removed_is_gone_with_its_versions()
    {
        var article = Fresh(1);
        await Store.Save([article], null, null, default);
        await Store.Save([article with { Version = 2 }], null, null, default);
        (await Store.Remove(article.ArticleId, Deed(article), default)).Should().BeTrue();
        (await Store.Remove(article.ArticleId, Deed(article), default)).Should().BeFalse();
        (await Store.Find(article.ArticleId, default)).Should().BeNull();
        (await Store.Versions(article.ArticleId, 10, default)).Should().BeEmpty();
        (await database.Store.Get<IArticleIndex>().Search(article.Title, 5)).Should().NotContain(hit => hit.Article.FaqId == article.ArticleId);
    }

    [Fact]
    public async Task Pages_go_on_where_one_ended_and_filters_pass_what_they_name()
    {
        Article[] all =
        [
            .. Enumerable.Range(0, 7).Select(i => Fresh(i) with
            {
                Category = $"c{_mark}", Tags = i % 2 == 0 ? [$"T{_mark}", "%"] : [$"T{_mark}x"], Language = i < 3 ? "en" : "zh-Hant", Status = i < 5 ? ArticleStatus.Published : ArticleStatus.Draft,
                Kind = i == 6 ? ArticleKind.Article : ArticleKind.Faq,
            }),
        ];
        await Store.Save(all, null, null, default);
        var ours = new ArticleFilter(Category: $"c{_mark}");
        List<Guid> read = [];
        string? after = null;
        do
        {
            var page = await Store.Page(ours, after, 3, default);
            read.AddRange(page.Articles.Select(article => article.ArticleId));
            after = page.Next;
        }
        while (after is not null);
        read.Should().Equal(all.Reverse().Select(article => article.ArticleId), "the one written last comes first");

        (await Count(ours with { Tag = $"T{_mark}" })).Should().Be(4, "a tag is not the beginning of another");
        (await Count(ours with { Tag = "%" })).Should().Be(4);
        (await Count(ours with { Tag = "_" })).Should().Be(0);
        (await Count(ours with { Language = "en" })).Should().Be(3);
        (await Count(ours with { Status = ArticleStatus.Draft })).Should().Be(2);
        (await Count(ours with { Kind = ArticleKind.Article, Status = ArticleStatus.Draft, Language = "zh-Hant", Tag = $"T{_mark}" })).Should().Be(1);
        (await Store.Categories(500, default)).Should().Contain(new CategoryCount($"c{_mark}", 7));
        await FluentActions.Awaiting(() => Store.Page(ours, "nonsense", 3, default)).Should().ThrowAsync<FormatException>();

        async Task<int> Count(ArticleFilter filter) => (await Store.Page(filter, null, 50, default)).Articles.Length;
    }

    [Fact]
    public async Task Articles_are_found_by_language_and_exact_title()
    {
        var article = Fresh(1) with { Title = $"Straße {_mark}" };
        await Store.Save([article], null, null, default);
        (await Store.Titled([("en", article.Title), ("en", "none"), ("zh-Hans", article.Title)], default)).Should().ContainSingle().Which.Should().BeEquivalentTo(article);
        (await Store.Titled([("en", article.Title.ToUpperInvariant())], default)).Should().BeEmpty();
        (await Store.Titled([], default)).Should().BeEmpty();
    }

    private Article Fresh(int seconds) => KnowledgeRules.Begin(
        Guid.CreateVersion7(), new(ArticleKind.Faq, ArticleStatus.Published, $"title {seconds} {_mark}", "body", "en", "", []), Editor, Chat.Start.AddYears(60).AddSeconds(seconds));

    private static AuditEntry Deed(Article article) => Audited.Deed(TimeProvider.System, Editor, AuditAction.ArticleWritten, article.ArticleId.ToString());
}

public sealed class SqliteArticleTests(SqliteFixture database) : ArticleContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresArticleTests(PostgresFixture database) : ArticleContract(database), IClassFixture<PostgresFixture>;
