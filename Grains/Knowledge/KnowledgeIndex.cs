namespace LiveChat.Knowledge;

/// <summary>All articles in memory, one BM25 index a language. Not safe for concurrent writes: a grain owns it.</summary>
public sealed class KnowledgeIndex
{
    /// <summary>Below this confidence a hit is a guess, and it is more honest to say that we do not know.</summary>
    public const double Threshold = 0.4;

    /// <summary>Terms of a question beyond these are not looked at, so that a pasted novel costs no more than a long question.</summary>
    public const int MostQueryTerms = 200;

    private readonly Dictionary<string, LanguageIndex> _byLanguage = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> _languageOf = [];

    /// <summary>How many articles it holds.</summary>
    public int Count => _languageOf.Count;

    /// <summary>Its articles, in no order.</summary>
    public IEnumerable<Faq> Articles => _byLanguage.Values.SelectMany(index => index.Articles);

    /// <summary>Whether it holds the article.</summary>
    public bool Has(Guid faqId) => _languageOf.ContainsKey(faqId);

    /// <summary>Adds an article, or replaces the one with the same id.</summary>
    public void Put(Faq article)
    {
        Remove(article.FaqId);
        if (!_byLanguage.TryGetValue(article.Language, out var index)) _byLanguage[article.Language] = index = new LanguageIndex();
        index.Add(article);
        _languageOf[article.FaqId] = article.Language;
    }

    /// <summary>Removes an article; false when it was not there.</summary>
    public bool Remove(Guid faqId)
    {
        if (!_languageOf.Remove(faqId, out var language)) return false;
        _byLanguage[language].Remove(faqId);
        return true;
    }

    /// <summary>
    /// The best articles for a question, best first, all in one language: the asker's when it has any to answer with, otherwise
    /// the nearest that has. When none has, the asker's language's guesses, none of them <see cref="ArticleHit.Confident"/>.
    /// </summary>
    public ArticleHit[] Search(string question, int limit)
    {
        var terms = TextFeatures.Of(question).Take(MostQueryTerms).Distinct(StringComparer.Ordinal).ToArray();
        if (terms.Length == 0) return [];

        ArticleHit[] guesses = [];
        foreach (var language in Language.NearestTo(Language.Of(question) ?? Language.Traditional))
        {
            if (!_byLanguage.TryGetValue(language, out var index)) continue;
            var hits = index.Search(terms, limit);
            if (hits.Any(hit => hit.Confident)) return hits;
            if (guesses.Length == 0) guesses = hits;
        }

        return guesses;
    }
}
