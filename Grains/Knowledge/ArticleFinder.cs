namespace LiveChat.Knowledge;

/// <summary>Finds the best articles for a question: the index gives candidates, the ranking orders them.</summary>
public sealed class ArticleFinder(IArticleIndex index)
{
    /// <summary>Below this confidence a hit is a guess, and it is more honest to say that we do not know.</summary>
    public const double Threshold = 0.4;

    /// <summary>Terms of a question beyond these are not looked at, so that a pasted novel costs no more than a long question.</summary>
    public const int MostQueryTerms = 200;

    /// <summary>
    /// The best articles, best first, all in one language: the asker's when it has any to answer with, otherwise the nearest
    /// that has. When none has, the asker's language's guesses, none of them confident.
    /// </summary>
    /// <param name="question">What is asked, in any language; never syntax.</param>
    /// <param name="filter">Which articles; without a status, of any.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="token">Gives up.</param>
    public async Task<RankedArticle[]> Find(string question, ArticleFilter filter, int limit, CancellationToken token)
    {
        string[] terms = [.. TextFeatures.Of(question).Take(MostQueryTerms).Distinct(StringComparer.Ordinal)];
        if (terms.Length == 0) return [];

        string[] languages = [.. LanguagesFor(question, filter)];
        var shelves = languages.SelectMany(language => ShelvesOf(language, filter));
        var figures = new IndexFigures(
            await index.Shelves(token), await index.Frequencies([.. shelves.SelectMany(shelf => terms.Select(term => ArticleTerms.Term(shelf, term)))], token));
        RankedArticle[] guesses = [];
        foreach (var language in languages)
        {
            var hits = await InLanguage(terms, language, filter, figures, limit, token);
            if (hits.Any(hit => hit.Confident)) return hits;
            if (guesses.Length == 0) guesses = hits;
        }
        return guesses;
    }

    /// <summary>
    /// The newest articles that hold all characters of a query that can stand by themselves, for a query too short to rank by:
    /// one Chinese character, an emoji. None of them is confident.
    /// </summary>
    public async Task<RankedArticle[]> Holding(string query, ArticleFilter filter, int limit, CancellationToken token)
    {
        var singles = ArticleTerms.SinglesOf(query);
        if (singles.Count == 0) return [];
        List<RankedArticle> found = [];
        foreach (var language in LanguagesFor(query, filter))
        {
            foreach (var shelf in ShelvesOf(language, filter))
            {
                string[] all = [.. singles.Take(MostQueryTerms).Select(single => ArticleTerms.OfSingle(shelf, single)), .. ArticleTerms.FiltersOf(shelf, filter)];
                var numbers = await index.Holding([], all, limit, token);
                found.AddRange(numbers.Select(number => new RankedArticle(number, 0, Confident: false)));
            }
        }
        return [.. found.Take(limit)];
    }

    /// <summary>The articles that were ranked, in their order.</summary>
    public async Task<(RankedArticle Rank, Article Article)[]> Articles(RankedArticle[] ranked, CancellationToken token)
    {
        if (ranked.Length == 0) return [];
        var read = (await index.Articles([.. ranked.Select(rank => rank.Number)], token)).ToDictionary(row => row.Number, row => row.Article);
        // What was removed a moment ago is left out.
        return [.. ranked.Where(rank => read.ContainsKey(rank.Number)).Select(rank => (rank, read[rank.Number]))];
    }

    private async Task<RankedArticle[]> InLanguage(string[] terms, string language, ArticleFilter filter, IndexFigures figures, int limit, CancellationToken token)
    {
        List<RankedArticle> hits = [];
        foreach (var shelf in ShelvesOf(language, filter))
        {
            if (!figures.Shelves.TryGetValue(shelf, out var size) || size.Articles == 0) continue;
            var ranking = new ShelfRanking(shelf, terms, size.Articles, size.Length, figures.Holding);
            var candidates = await new Candidates(index, shelf, [.. ArticleTerms.FiltersOf(shelf, filter)]).For(ranking.ByRarity, token);
            if (candidates.Length == 0) continue;
            var scored = ranking.Score(await index.Terms(candidates, token));
            hits.AddRange(ranking.Rank(scored, await index.Frequencies(ranking.Unknown(scored), token)));
        }
        return [.. hits.OrderByDescending(hit => hit.Confident).ThenByDescending(hit => hit.Score).ThenByDescending(hit => hit.Number).Take(limit)];
    }

    private static IEnumerable<string> LanguagesFor(string question, ArticleFilter filter) =>
        filter.Language is { } language ? [language] : Language.NearestTo(Language.Of(question) ?? Language.Traditional);

    private static IEnumerable<char> ShelvesOf(string language, ArticleFilter filter)
    {
        if (filter.Status is not ArticleStatus.Draft) yield return ArticleTerms.ShelfOf(language, ArticleStatus.Published);
        if (filter.Status is not ArticleStatus.Published) yield return ArticleTerms.ShelfOf(language, ArticleStatus.Draft);
    }
}

/// <summary>An article's place in an answer.</summary>
/// <param name="Number">Its number in the index.</param>
/// <param name="Score">Higher is better.</param>
/// <param name="Confident">Whether it is good enough to answer with.</param>
public readonly record struct RankedArticle(long Number, double Score, bool Confident);

/// <summary>What ranking asks of the index as a whole.</summary>
/// <param name="Shelves">How many articles each shelf has, and the sum of their lengths.</param>
/// <param name="Holding">How many articles hold each token; those without any may be left out.</param>
internal sealed record IndexFigures(Dictionary<char, (int Articles, double Length)> Shelves, Dictionary<string, int> Holding);
