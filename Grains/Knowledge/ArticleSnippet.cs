using LiveChat.Search;

namespace LiveChat.Knowledge;

/// <summary>The part of an article that shows why it was found.</summary>
internal static class ArticleSnippet
{
    // What comes after so many finds is in no snippet.
    private const int MostFinds = 200;

    public static FoundArticle Of((RankedArticle Rank, Article Article) found, string query)
    {
        var folded = FoldedText.Of(found.Article.Body);
        string[] terms = [.. TextFeatures.Of(query).Take(ArticleFinder.MostQueryTerms).Distinct(StringComparer.Ordinal)];
        var finds = FindsIn(folded.Text, terms);
        if (finds.Length == 0) finds = FindsIn(folded.Text, ArticleTerms.SinglesOf(query));
        var (text, marks) = Snippets.Around(found.Article.Body, folded, finds.Length > 0 ? finds : [(0, 0)]);
        return new(found.Article, found.Rank.Score, found.Rank.Confident, text, finds.Length > 0 ? marks : []);
    }

    private static (int Start, int End)[] FindsIn(string folded, IEnumerable<string> sought)
    {
        List<(int Start, int End)> finds = [];
        foreach (var term in sought)
        {
            for (var at = folded.IndexOf(term, StringComparison.Ordinal); at >= 0 && finds.Count < MostFinds; at = folded.IndexOf(term, at + term.Length, StringComparison.Ordinal))
            {
                if (BeginsWord(folded, at)) finds.Add((at, at + term.Length));
            }
        }
        finds.Sort();
        return [.. finds];
    }

    private static bool BeginsWord(string text, int at) => at == 0 || !char.IsAsciiLetterOrDigit(text[at]) || !char.IsAsciiLetterOrDigit(text[at - 1]);
}
