using System.Diagnostics;
using System.Globalization;
using LiveChat.Knowledge;

namespace LiveChat.Benchmarks.Search;

/// <summary>The knowledge base as a silo has it, filled with articles; grows from size to size.</summary>
internal sealed class Articles(Storage storage)
{
    private const int Together = 200;
    private const int BodyWords = 60;

    private static readonly Caller Editor = new("bench", "Bench", UserRole.Admin, []);

    private readonly IArticleStore _store = storage.Get<IArticleStore>();
    private readonly ArticleFinder _finder = new(storage.Get<IArticleIndex>());
    private readonly Talk _talk = new(7);
    private int _written;

    /// <summary>Writes articles until there are so many; answers how many a second.</summary>
    public async Task<double> FillUpTo(int count)
    {
        var (begun, first) = (Stopwatch.GetTimestamp(), _written);
        while (_written < count)
        {
            Article[] some = [.. Enumerable.Range(0, Math.Min(Together, count - _written)).Select(_ => Next())];
            if (!await _store.Save(some, null, null, CancellationToken.None)) throw new InvalidOperationException("New articles were refused.");
            _written += some.Length;
        }
        return (_written - first) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Questions as people ask them: whole sentences, single words, one character, signs, and what nobody wrote about.</summary>
    public string[] Questions(int count)
    {
        var asking = new Talk(11);
        return [.. Enumerable.Range(0, count).Select(at => (at % 10) switch
        {
            0 or 1 => $"How can I {asking.English(4)}?",
            2 => asking.English(1),
            3 => asking.English(12),
            4 or 5 or 6 => $"請問{asking.Chinese(3)}怎麼辦？",
            7 => asking.Chinese(1),
            8 => at % 20 == 8 ? "貨" : "\"order\" AND refund* -card",
            _ => at % 20 == 9 ? "sphinx of black quartz judge my vow" : "return order shipping refund",
        })];
    }

    /// <summary>How long each question takes, with the articles read.</summary>
    public async Task<Times> Ask(string[] questions)
    {
        var times = new Times();
        foreach (var question in questions)
        {
            var begun = Stopwatch.GetTimestamp();
            var ranked = await _finder.Find(question, new(Status: ArticleStatus.Published), 4, CancellationToken.None);
            if (ranked.Length == 0) ranked = await _finder.Holding(question, new(Status: ArticleStatus.Published), 4, CancellationToken.None);
            await _finder.Articles(ranked, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(begun));
        }
        return times;
    }

    private Article Next()
    {
        var chinese = _talk.Any(2) == 0;
        var (title, body) = chinese ? ($"{_talk.Chinese(4)}？", _talk.Chinese(BodyWords)) : ($"{_talk.English(5)}?", _talk.English(BodyWords));
        var draft = new ArticleDraft(ArticleKind.Faq, ArticleStatus.Published, title, body, chinese ? Language.Traditional : Language.English,
            string.Create(CultureInfo.InvariantCulture, $"category {_talk.Any(20)}"), [chinese ? _talk.Chinese(1) : _talk.English(1)]);
        var now = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(_written);
        return KnowledgeRules.Begin(Guid.CreateVersion7(now), draft, Editor, now);
    }
}
