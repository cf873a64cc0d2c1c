namespace LiveChat.Knowledge;

/// <summary>A BM25 index over the articles of one language, with the title and the keywords weighing more than the body.</summary>
internal sealed class LanguageIndex
{
    private const double TitleWeight = 3, KeywordWeight = 2, BodyWeight = 1;

    // Robertson's usual saturation; length matters less than usual because answers are all short.
    private const double K1 = 1.2, B = 0.5;

    private readonly Dictionary<string, Dictionary<string, double>> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Document> _documents = new(StringComparer.Ordinal);
    private double _totalLength;

    public void Add(Article article)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        var title = Weigh(weights, article.Title, TitleWeight);
        Weigh(weights, article.Keywords, KeywordWeight);
        Weigh(weights, article.Body, BodyWeight);

        var document = new Document(article, weights, title, weights.Values.Sum());
        _documents.Add(article.Id, document);
        _totalLength += document.Length;
        foreach (var (term, weight) in weights) PostingsOf(term)[article.Id] = weight;
    }

    public void Remove(string id)
    {
        if (!_documents.Remove(id, out var document)) return;
        _totalLength -= document.Length;
        foreach (var term in document.Weights.Keys)
        {
            var postings = _postings[term];
            postings.Remove(id);
            if (postings.Count == 0) _postings.Remove(term);
        }
    }

    public IReadOnlyList<ArticleHit> Search(IReadOnlyList<string> terms, int limit, double threshold)
    {
        var found = new Dictionary<string, (double Score, double Covered)>(StringComparer.Ordinal);
        double asked = 0;
        foreach (var term in terms)
        {
            var rarity = RarityOf(term);
            asked += rarity;
            foreach (var (id, weight) in _postings.GetValueOrDefault(term) ?? [])
            {
                var (score, covered) = found.GetValueOrDefault(id);
                found[id] = (score + (rarity * Saturated(weight, _documents[id].Length)), covered + rarity);
            }
        }

        var wanted = terms.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. found.Select(hit => HitOf(_documents[hit.Key], hit.Value.Score, hit.Value.Covered / asked, wanted))
                .Where(hit => hit.Confidence >= threshold)
                .OrderByDescending(hit => hit.Score * hit.Confidence).ThenBy(hit => hit.Article.Id, StringComparer.Ordinal)
                .Take(limit),
        ];
    }

    private ArticleHit HitOf(Document document, double score, double covered, HashSet<string> wanted)
    {
        // A long story that contains the whole of a title asks for that article, however much else it tells.
        double total = 0, named = 0;
        foreach (var term in document.Title)
        {
            var rarity = RarityOf(term);
            total += rarity;
            if (wanted.Contains(term)) named += rarity;
        }

        return new ArticleHit(document.Article, score, Math.Max(covered, total > 0 ? named / total : 0));
    }

    private double RarityOf(string term)
    {
        var containing = _postings.TryGetValue(term, out var postings) ? postings.Count : 0;
        return Math.Log(1 + ((_documents.Count - containing + 0.5) / (containing + 0.5)));
    }

    private double Saturated(double weight, double length)
    {
        var average = _totalLength / _documents.Count;
        return weight * (K1 + 1) / (weight + (K1 * (1 - B + (B * length / average))));
    }

    private Dictionary<string, double> PostingsOf(string term)
    {
        if (!_postings.TryGetValue(term, out var postings)) _postings[term] = postings = new(StringComparer.Ordinal);
        return postings;
    }

    private static string[] Weigh(Dictionary<string, double> weights, string text, double weight)
    {
        var terms = TextFeatures.Of(text).ToArray();
        foreach (var term in terms) weights[term] = weights.GetValueOrDefault(term) + weight;
        return [.. terms.Distinct(StringComparer.Ordinal)];
    }

    private sealed record Document(Article Article, Dictionary<string, double> Weights, string[] Title, double Length);
}
