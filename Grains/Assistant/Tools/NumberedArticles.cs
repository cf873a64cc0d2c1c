using LiveChat.Knowledge;

namespace LiveChat.Assistant.Tools;

/// <summary>The articles put before a model in the course of one answer, with the numbers by which it names them.</summary>
public sealed class NumberedArticles
{
    private readonly List<Faq> _articles = [];

    /// <summary>How many there are.</summary>
    public int Count => _articles.Count;

    /// <summary>The article of a number, from 1.</summary>
    public Faq this[int number] => _articles[number - 1];

    /// <summary>The article's number; a new one unless it has one.</summary>
    public int NumberOf(Faq article)
    {
        var known = _articles.FindIndex(other => other.FaqId == article.FaqId);
        if (known >= 0) return known + 1;
        _articles.Add(article);
        return _articles.Count;
    }
}
