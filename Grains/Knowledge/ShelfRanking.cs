namespace LiveChat.Knowledge;

/// <summary>Orders articles of one shelf for the terms of a question: BM25, with the title and the tags weighing more than the text.</summary>
internal sealed class ShelfRanking
{
    // Robertson's usual saturation; length matters less than usual because answers are all short.
    private const double K1 = 1.2, B = 0.5;

    // What is not among the first so many by what it holds is not the best.
    private const int MostRanked = 100;

    private readonly char _shelf;
    private readonly int _articles;
    private readonly double _averageLength;
    private readonly Dictionary<string, int> _places;
    private readonly double[] _rarity;
    private readonly double _asked;

    /// <param name="shelf">The shelf.</param>
    /// <param name="terms">What is asked, each term once.</param>
    /// <param name="articles">How many articles the shelf has; at least one.</param>
    /// <param name="length">How long they are together.</param>
    /// <param name="holding">How many hold each token.</param>
    public ShelfRanking(char shelf, string[] terms, int articles, double length, Dictionary<string, int> holding)
    {
        (_shelf, _articles, _averageLength) = (shelf, articles, length / articles);
        _places = terms.Select((term, place) => (term, place)).ToDictionary(pair => pair.term, pair => pair.place, StringComparer.Ordinal);
        _rarity = [.. terms.Select(term => RarityOf(Holding(term, holding)))];
        _asked = _rarity.Sum();
        ByRarity = [.. terms.Select(term => (term, Holding(term, holding))).Where(term => term.Item2 > 0).OrderBy(term => term.Item2).ThenBy(term => term.term, StringComparer.Ordinal)];
    }

    /// <summary>The terms that any article of the shelf holds, the rarest first, with how many hold each.</summary>
    public (string Term, int Articles)[] ByRarity { get; }

    /// <summary>How much of what is asked each article holds, the most first; the best of them are worth ranking.</summary>
    public ScoredArticle[] Score(IndexedTerms[] articles)
    {
        List<ScoredArticle> scored = [];
        var weights = new double[_rarity.Length];
        foreach (var article in articles)
        {
            Array.Clear(weights);
            var length = Weigh(article.Title, ArticleTerms.TitleWeight, weights) + Weigh(article.Tags, ArticleTerms.TagWeight, weights) + Weigh(article.Body, ArticleTerms.BodyWeight, weights);
            double score = 0, covered = 0;
            for (var place = 0; place < weights.Length; place++)
            {
                if (weights[place] <= 0) continue;
                score += _rarity[place] * Saturated(weights[place], length);
                covered += _rarity[place];
            }
            if (covered > 0) scored.Add(new(article.Number, article.Title, score, covered / _asked));
        }
        return [.. scored.OrderByDescending(article => article.Score).ThenByDescending(article => article.Number).Take(MostRanked)];
    }

    /// <summary>The tokens of these articles' titles of which it is not known how many hold them.</summary>
    public string[] Unknown(ScoredArticle[] articles) =>
    [
        .. articles.SelectMany(article => article.Title.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(term => !_places.ContainsKey(term))
            .Distinct(StringComparer.Ordinal).Select(term => ArticleTerms.Term(_shelf, term)),
    ];

    /// <summary>Ranks articles. Confidence is the share of what was asked that an article covers, rare terms counting most.</summary>
    /// <param name="articles">What holds most.</param>
    /// <param name="holding">How many hold the tokens that were unknown.</param>
    public IEnumerable<RankedArticle> Rank(ScoredArticle[] articles, Dictionary<string, int> holding) => articles.Select(article =>
    {
        var confidence = Math.Max(article.Covered, NamedShareOf(article.Title, holding));
        return new RankedArticle(article.Number, article.Score * confidence, confidence >= ArticleFinder.Threshold);
    });

    // A long story that contains the whole of an article's question asks for that article, however much else it tells.
    private double NamedShareOf(string title, Dictionary<string, int> holding)
    {
        double total = 0, named = 0;
        foreach (var term in title.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
        {
            var asked = _places.TryGetValue(term, out var place);
            var rarity = asked ? _rarity[place] : RarityOf(Holding(term, holding));
            total += rarity;
            if (asked) named += rarity;
        }
        return total > 0 ? named / total : 0;
    }

    private double Weigh(string terms, double weight, double[] weights)
    {
        var places = _places.GetAlternateLookup<ReadOnlySpan<char>>();
        double length = 0;
        foreach (var range in terms.AsSpan().Split(' '))
        {
            var term = terms.AsSpan()[range];
            if (term.IsEmpty) continue;
            length += weight;
            if (places.TryGetValue(term, out var place)) weights[place] += weight;
        }
        return length;
    }

    private int Holding(string term, Dictionary<string, int> holding) => holding.GetValueOrDefault(ArticleTerms.Term(_shelf, term));

    private double RarityOf(int holding) => Math.Log(1 + ((_articles - holding + 0.5) / (holding + 0.5)));

    private double Saturated(double weight, double length) =>
        weight * (K1 + 1) / (weight + (K1 * (1 - B + (B * length / _averageLength))));
}

/// <summary>An article with how much it holds of what is asked.</summary>
/// <param name="Number">Its number in the index.</param>
/// <param name="Title">The terms of its title.</param>
/// <param name="Score">BM25.</param>
/// <param name="Covered">The share of what is asked that it holds.</param>
internal readonly record struct ScoredArticle(long Number, string Title, double Score, double Covered);
