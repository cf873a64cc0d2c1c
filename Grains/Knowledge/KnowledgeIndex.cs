namespace LiveChat.Knowledge;

/// <summary>All articles in memory, one BM25 index a language. Not safe for concurrent writes: a grain owns it.</summary>
public sealed class KnowledgeIndex
{
    /// <summary>Below this confidence a hit is a guess, and it is more honest to say that we do not know.</summary>
    public const double DefaultThreshold = 0.4;

    /// <summary>Terms of a question beyond these are not looked at, so that a pasted novel costs no more than a long question.</summary>
    public const int MostQueryTerms = 200;

    private readonly Dictionary<string, LanguageIndex> _byLanguage = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _languageOf = new(StringComparer.Ordinal);

    /// <summary>How many articles it holds.</summary>
    public int Count => _languageOf.Count;

    /// <summary>Adds an article, or replaces the one with the same id.</summary>
    public void Put(Article article)
    {
        Remove(article.Id);
        if (!_byLanguage.TryGetValue(article.Language, out var index)) _byLanguage[article.Language] = index = new LanguageIndex();
        index.Add(article);
        _languageOf[article.Id] = article.Language;
    }

    /// <summary>Removes an article; false when it was not there.</summary>
    public bool Remove(string id)
    {
        if (!_languageOf.Remove(id, out var language)) return false;
        _byLanguage[language].Remove(id);
        return true;
    }

    /// <summary>
    /// The articles that answer a question, best first, all in one language: the asker's when it has any, otherwise the nearest
    /// that has. Empty when nothing reaches the threshold.
    /// </summary>
    public IReadOnlyList<ArticleHit> Search(string question, string language, int limit, double threshold = DefaultThreshold)
    {
        var terms = TextFeatures.Of(question).Take(MostQueryTerms).Distinct(StringComparer.Ordinal).ToArray();
        if (terms.Length == 0 || limit <= 0) return [];
        var nearest = Language.NearestTo(language);
        foreach (var candidate in nearest.Concat(_byLanguage.Keys.Except(nearest)))
        {
            if (!_byLanguage.TryGetValue(candidate, out var index)) continue;
            var hits = index.Search(terms, limit, threshold);
            if (hits.Count > 0) return hits;
        }

        return [];
    }
}
