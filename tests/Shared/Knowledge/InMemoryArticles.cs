using System.Collections.Concurrent;
using LiveChat.Audit;
using LiveChat.Knowledge;

namespace LiveChat.Testing;

/// <summary>Articles and their index in memory, as a database would have them.</summary>
public sealed class InMemoryArticles : IArticleStore, IArticleIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (long Number, List<Article> Versions)> _articles = [];
    private readonly SortedDictionary<long, (Article Article, ArticleTerms Terms)> _index = [];
    private volatile bool _loses;
    private long _last;

    /// <summary>While true, writes happen but their answer is lost.</summary>
    public bool LosesAnswers { get => _loses; set => _loses = value; }

    /// <summary>Which questions were closed by which articles.</summary>
    public ConcurrentDictionary<Guid, Guid> Answered { get; } = new();

    /// <summary>What was recorded of the writing.</summary>
    public ConcurrentQueue<AuditEntry> Deeds { get; } = new();

    /// <summary>Holds the articles.</summary>
    public static InMemoryArticles Of(params Article[] articles)
    {
        var store = new InMemoryArticles();
        foreach (var article in articles) store.Put(article);
        return store;
    }

    /// <summary>Adds an article, or replaces the one with the same id.</summary>
    public void Put(Article article)
    {
        lock (_lock)
        {
            var (number, versions) = _articles.TryGetValue(article.ArticleId, out var known) ? known : (++_last, []);
            versions.Add(article);
            _articles[article.ArticleId] = (number, versions);
            _index[number] = (article, ArticleTerms.Of(article));
        }
    }

    public Task<Article?> Find(Guid articleId, CancellationToken token) => Locked(() => _articles.TryGetValue(articleId, out var article) ? article.Versions[^1] : null);

    public Task<ArticlePage> Page(ArticleFilter filter, string? after, int limit, CancellationToken token) => Locked(() =>
    {
        Article[] all = [.. _articles.Values.Select(article => article.Versions[^1]).Where(article => Passes(article, filter)).OrderByDescending(article => article.UpdatedAt).ThenByDescending(article => article.ArticleId)];
        var start = after is null ? 0 : int.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        return new ArticlePage([.. all.Skip(start).Take(limit)], start + limit < all.Length ? (start + limit).ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    });

    public Task<Article[]> Versions(Guid articleId, int limit, CancellationToken token) =>
        Locked(() => _articles.TryGetValue(articleId, out var article) ? article.Versions.AsEnumerable().Reverse().Take(limit).ToArray() : []);

    public Task<Article?> Version(Guid articleId, int version, CancellationToken token) =>
        Locked(() => _articles.TryGetValue(articleId, out var article) ? article.Versions.Find(known => known.Version == version) : null);

    public Task<CategoryCount[]> Categories(int limit, CancellationToken token) => Locked(() =>
        _index.Values.GroupBy(row => row.Article.Category, StringComparer.Ordinal).Where(some => some.Key.Length > 0).Select(some => new CategoryCount(some.Key, some.Count()))
            .OrderByDescending(some => some.Articles).ThenBy(some => some.Category, StringComparer.Ordinal).Take(limit).ToArray());

    public Task<Article[]> Titled((string Language, string Title)[] titles, CancellationToken token) =>
        Locked(() => _index.Values.Select(row => row.Article).Where(article => titles.Contains((article.Language, article.Title))).ToArray());

    public Task<bool> Save(Article[] articles, AuditEntry? deed, Guid? answers, CancellationToken token)
    {
        lock (_lock)
        {
            if (!articles.All(article => (_articles.TryGetValue(article.ArticleId, out var known) ? known.Versions[^1].Version : 0) == article.Version - 1)) return Task.FromResult(false);
            foreach (var article in articles) Put(article);
        }
        if (deed is not null) Deeds.Enqueue(deed);
        if (answers is { } questionId) Answered[questionId] = articles[0].ArticleId;
        return Answer(value: true);
    }

    public Task<bool> Remove(Guid articleId, AuditEntry deed, CancellationToken token)
    {
        lock (_lock)
        {
            if (!_articles.Remove(articleId, out var article)) return Answer(value: false);
            _index.Remove(article.Number);
        }
        Deeds.Enqueue(deed);
        return Answer(value: true);
    }

    public Task<Dictionary<char, (int Articles, double Length)>> Shelves(CancellationToken token) => Locked(() =>
        _index.Values.GroupBy(row => row.Terms.Shelf).ToDictionary(shelf => shelf.Key, shelf => (shelf.Count(), shelf.Sum(row => row.Terms.Length))));

    public Task<Dictionary<string, int>> Frequencies(string[] tokens, CancellationToken token) => Locked(() => tokens.Distinct(StringComparer.Ordinal).ToDictionary(
        sought => sought, sought => _index.Values.Count(row => row.Terms.Counted.Contains(sought, StringComparer.Ordinal)), StringComparer.Ordinal));

    public Task<long[]> Holding(string[] any, string[] all, int limit, CancellationToken token) => Locked(() =>
        _index.Reverse().Where(row => Holds(row.Value.Terms, any, all)).Select(row => row.Key).Take(limit).ToArray());

    public Task<IndexedTerms[]> Terms(long[] numbers, CancellationToken token) => Locked(() =>
        numbers.Where(_index.ContainsKey).Select(number => new IndexedTerms(number, _index[number].Terms.Title, _index[number].Terms.Tags, _index[number].Terms.Body)).ToArray());

    public Task<(long Number, Article Article)[]> Articles(long[] numbers, CancellationToken token) =>
        Locked(() => numbers.Where(_index.ContainsKey).Select(number => (number, _index[number].Article)).ToArray());

    private static bool Holds(ArticleTerms terms, string[] any, string[] all)
    {
        var held = terms.Counted.Concat(terms.Others).ToHashSet(StringComparer.Ordinal);
        return (any.Length == 0 || any.Any(held.Contains)) && all.All(held.Contains);
    }

    private static bool Passes(Article article, ArticleFilter filter) =>
        (filter.Kind is null || filter.Kind == article.Kind) && (filter.Status is null || filter.Status == article.Status)
        && (filter.Language is null || filter.Language == article.Language) && (filter.Category is null || filter.Category == article.Category)
        && (filter.Tag is null || article.Tags.Contains(filter.Tag, StringComparer.Ordinal));

    private Task<T> Locked<T>(Func<T> read)
    {
        lock (_lock) return Task.FromResult(read());
    }

    private Task<bool> Answer(bool value) =>
        _loses ? Task.FromException<bool>(new StoreUnavailableException("The answer was lost (by the test's wish).")) : Task.FromResult(value);
}
