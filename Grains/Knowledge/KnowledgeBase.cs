using LiveChat.Audit;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LiveChat.Knowledge;

/// <summary>Finds the articles for what is asked.</summary>
public delegate Task<ArticleHit[]> ArticleSearch(string query, int limit);

/// <inheritdoc cref="IKnowledgeBase"/>
/// <remarks>As many as there are processors: when a thousand ask in one moment, answers that are under way do not wait behind a thousand searches.</remarks>
[StatelessWorker]
public sealed partial class KnowledgeBase(IArticleStore store, IArticleIndex index, TimeProvider clock, ILogger<KnowledgeBase> logger) : Grain, IKnowledgeBase
{
    private const int MostHits = 20;
    private const int MostCategories = 200;

    private static readonly ArticleFilter Published = new(Status: ArticleStatus.Published);
    private static readonly ArticleFilter Faqs = new(ArticleKind.Faq, ArticleStatus.Published);
    private static readonly Refusal StaffOnly = new(RefusalCode.Forbidden, "This is for staff.");
    private static readonly Refusal NoSuchArticle = new(RefusalCode.NotFound, "There is no such article.");

    private readonly ArticleFinder _finder = new(index);

    public async Task<ArticleHit[]> Search(string query, int limit)
    {
        var ranked = await _finder.Find(query, Published, Math.Clamp(limit, 1, MostHits), CancellationToken.None);
        var found = await _finder.Articles(ranked, CancellationToken.None);
        return [.. found.Select(hit => new ArticleHit(KnowledgeRules.FaqOf(hit.Article), hit.Rank.Score, hit.Rank.Confident))];
    }

    public Task<Outcome<FoundArticles>> Find(Caller caller, ArticleQuery query) => Reading<FoundArticles>(async () =>
    {
        if (query.Limit is < 1 or > MostHits) return new Refusal(RefusalCode.Invalid, $"limit is 1 to {MostHits}.");
        if (query.Query.Length > KnowledgeRules.LongestQuery) return new Refusal(RefusalCode.TooLong, $"q has at most {KnowledgeRules.LongestQuery} characters.");
        var filter = caller.IsStaff ? query.Filter : query.Filter with { Status = ArticleStatus.Published };
        var ranked = await _finder.Find(query.Query, filter, query.Limit, CancellationToken.None);
        if (ranked.Length == 0) ranked = await _finder.Holding(query.Query, filter, query.Limit, CancellationToken.None);
        var found = await _finder.Articles(ranked, CancellationToken.None);
        return new FoundArticles([.. found.Select(hit => ArticleSnippet.Of(hit, query.Query))]);
    });

    public Task<Outcome<Article>> Read(Caller caller, Guid articleId) => Reading<Article>(async () =>
        await store.Find(articleId, CancellationToken.None) is { } article && (caller.IsStaff || article.Status is ArticleStatus.Published) ? article : NoSuchArticle);

    public Task<Outcome<ArticlePage>> Page(Caller caller, ArticleFilter filter, string? after, int limit) => Reading<ArticlePage>(async () =>
    {
        if (!caller.IsStaff) return StaffOnly;
        if (limit is < 1 or > ArticlePage.Most) return new Refusal(RefusalCode.Invalid, $"limit is 1 to {ArticlePage.Most}.");
        try
        {
            return await store.Page(filter, after, limit, CancellationToken.None);
        }
        catch (FormatException)
        {
            return new Refusal(RefusalCode.Invalid, "after must be what the last page answered as next.");
        }
    });

    public Task<Outcome<CategoryList>> Categories(Caller caller) => Reading<CategoryList>(async () =>
        caller.IsStaff ? new CategoryList(await store.Categories(MostCategories, CancellationToken.None)) : StaffOnly);

    public Task<Outcome<ArticleVersions>> Versions(Caller caller, Guid articleId) => Reading<ArticleVersions>(async () =>
    {
        if (!caller.IsStaff) return StaffOnly;
        var versions = await store.Versions(articleId, ArticleVersions.Most, CancellationToken.None);
        return versions.Length > 0 ? new ArticleVersions(versions) : NoSuchArticle;
    });

    public Task<Outcome<Article>> Version(Caller caller, Guid articleId, int version) => Reading<Article>(async () =>
        !caller.IsStaff ? StaffOnly : await store.Version(articleId, version, CancellationToken.None) is { } found ? found : NoSuchArticle);

    public async Task<Faq[]> List() =>
        [.. (await store.Page(Faqs, null, IKnowledgeBase.MostFaqs, CancellationToken.None)).Articles.Select(KnowledgeRules.FaqOf)];

    // Refusals are answers; whatever else goes wrong is not.
    private async Task<Outcome<T>> Reading<T>(Func<Task<Outcome<T>>> read) where T : class
    {
        try
        {
            return await read();
        }
        catch (StoreUnavailableException e)
        {
            LogAway(e);
            return new Refusal(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The knowledge base cannot be read")]
    private partial void LogAway(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change of the knowledge base is in doubt")]
    private partial void LogInDoubt(Exception e);
}
