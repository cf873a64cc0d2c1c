using System.Runtime.InteropServices;

namespace LiveChat.Knowledge;

/// <summary>A BM25 index over the articles of one language, with the question and the tags weighing more than the answer.</summary>
internal sealed class LanguageIndex
{
    private const double QuestionWeight = 3, TagWeight = 2, AnswerWeight = 1;

    // Robertson's usual saturation; length matters less than usual because answers are all short.
    private const double K1 = 1.2, B = 0.5;

    private readonly Dictionary<string, Dictionary<Guid, double>> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Document> _documents = [];
    private double _totalLength;

    public IEnumerable<Faq> Articles => _documents.Values.Select(document => document.Article);

    public void Add(Faq article)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        var question = Weigh(weights, article.Question, QuestionWeight);
        Weigh(weights, string.Join('\n', article.Tags), TagWeight);
        Weigh(weights, article.Answer, AnswerWeight);

        var document = new Document(article, weights, question, weights.Values.Sum());
        _documents.Add(article.FaqId, document);
        _totalLength += document.Length;
        foreach (var (term, weight) in weights) PostingsOf(term)[article.FaqId] = weight;
    }

    public void Remove(Guid faqId)
    {
        if (!_documents.Remove(faqId, out var document)) return;
        _totalLength -= document.Length;
        foreach (var term in document.Weights.Keys)
        {
            var postings = _postings[term];
            postings.Remove(faqId);
            if (postings.Count == 0) _postings.Remove(term);
        }
    }

    /// <summary>Best first. Confidence is the share of what was asked that an article covers, rare terms counting most.</summary>
    public ArticleHit[] Search(string[] terms, int limit)
    {
        var found = new Dictionary<Guid, (double Score, double Covered)>();
        double asked = 0;
        foreach (var term in terms)
        {
            var rarity = RarityOf(term);
            asked += rarity;
            foreach (var (faqId, weight) in _postings.GetValueOrDefault(term) ?? [])
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(found, faqId, out _);
                sum.Score += rarity * Saturated(weight, _documents[faqId].Length);
                sum.Covered += rarity;
            }
        }

        var wanted = terms.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. found.Select(hit => HitOf(_documents[hit.Key], hit.Value.Score, hit.Value.Covered / asked, wanted))
                .OrderByDescending(hit => hit.Confident).ThenByDescending(hit => hit.Score).ThenBy(hit => hit.Article.FaqId)
                .Take(limit),
        ];
    }

    private ArticleHit HitOf(Document document, double score, double covered, HashSet<string> wanted)
    {
        // A long story that contains the whole of an article's question asks for that article, however much else it tells.
        double total = 0, named = 0;
        foreach (var term in document.Question)
        {
            var rarity = RarityOf(term);
            total += rarity;
            if (wanted.Contains(term)) named += rarity;
        }

        var confidence = Math.Max(covered, total > 0 ? named / total : 0);
        return new ArticleHit(document.Article, score * confidence, confidence >= KnowledgeIndex.Threshold);
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

    private Dictionary<Guid, double> PostingsOf(string term)
    {
        if (!_postings.TryGetValue(term, out var postings)) _postings[term] = postings = [];
        return postings;
    }

    private static string[] Weigh(Dictionary<string, double> weights, string text, double weight)
    {
        var terms = TextFeatures.Of(text).ToArray();
        foreach (var term in terms) weights[term] = weights.GetValueOrDefault(term) + weight;
        return [.. terms.Distinct(StringComparer.Ordinal)];
    }

    private sealed record Document(Faq Article, Dictionary<string, double> Weights, string[] Question, double Length);
}
