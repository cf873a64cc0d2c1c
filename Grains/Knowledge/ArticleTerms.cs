using System.Security.Cryptography;
using System.Text;
using LiveChat.Search;

namespace LiveChat.Knowledge;

/// <summary>
/// What of an article the index knows. An article stands on the shelf of its language and status; each token begins with the
/// shelf's letter, so that every shelf is an index of its own with its own frequencies.
/// </summary>
/// <param name="Shelf">The shelf's letter.</param>
/// <param name="Title">The terms of the title, in order, parted by spaces.</param>
/// <param name="Tags">Those of the tags.</param>
/// <param name="Body">Those of the text.</param>
/// <param name="Length">How long the article counts as.</param>
/// <param name="Counted">The tokens whose frequency counts.</param>
/// <param name="Others">Further tokens to find it by.</param>
public sealed record ArticleTerms(char Shelf, string Title, string Tags, string Body, double Length, string[] Counted, string[] Others)
{
    /// <summary>Rises when articles are cut otherwise than before: they are indexed anew then.</summary>
    public const int Edition = 1;

    /// <summary>How much a term counts, by where it stands.</summary>
    public const double TitleWeight = 3, TagWeight = 2, BodyWeight = 1;

    // No keyboard has them, and no database takes them for punctuation.
    private const char InTitle = '\u02C6', Single = '\u02C7', Filter = '\u02D8';

    private const string Shelves = "hsexyz";

    /// <summary>Cuts an article.</summary>
    public static ArticleTerms Of(Article article)
    {
        var shelf = ShelfOf(article.Language, article.Status);
        string[] title = [.. TextFeatures.Of(article.Title)], tags = [.. TextFeatures.Of(string.Join('\n', article.Tags))], body = [.. TextFeatures.Of(article.Body)];
        var terms = title.Concat(tags).Concat(body).Distinct(StringComparer.Ordinal).Select(term => Term(shelf, term));
        var singles = SinglesOf($"{article.Title}\n{string.Join('\n', article.Tags)}\n{article.Body}");
        return new(
            shelf, string.Join(' ', title), string.Join(' ', tags), string.Join(' ', body),
            (title.Length * TitleWeight) + (tags.Length * TagWeight) + (body.Length * BodyWeight),
            [.. terms],
            [
                .. title.Distinct(StringComparer.Ordinal).Select(term => Titled(shelf, term)),
                .. singles.Select(single => OfSingle(shelf, single)),
                .. FiltersOf(shelf, new(article.Kind, null, null, article.Category, null)),
                .. article.Tags.SelectMany(tag => FiltersOf(shelf, new(Tag: tag))).Distinct(StringComparer.Ordinal),
            ]);
    }

    /// <summary>The shelf of a language and status.</summary>
    public static char ShelfOf(string language, ArticleStatus status) =>
        Shelves[Math.Max(0, Language.All.ToList().IndexOf(language)) + (status is ArticleStatus.Draft ? Language.All.Count : 0)];

    /// <summary>The token of a term.</summary>
    public static string Term(char shelf, string term) => $"{shelf}{term}";

    /// <summary>The token of a term in a title.</summary>
    public static string Titled(char shelf, string term) => $"{shelf}{InTitle}{term}";

    /// <summary>The token of a character of its own.</summary>
    public static string OfSingle(char shelf, string single) => $"{shelf}{Single}{single}";

    /// <summary>The tokens that an article of the filter has, besides its shelf.</summary>
    public static IEnumerable<string> FiltersOf(char shelf, ArticleFilter filter)
    {
        if (filter.Kind is { } kind) yield return $"{shelf}{Filter}k{(int)kind}";
        if (filter.Category is { Length: > 0 } category) yield return $"{shelf}{Filter}c{Short(category)}";
        if (filter.Tag is { Length: > 0 } tag) yield return $"{shelf}{Filter}t{Short(tag)}";
    }

    /// <summary>The characters of a text that can be sought by themselves: those of scripts without spaces, and symbols.</summary>
    public static HashSet<string> SinglesOf(string text)
    {
        var singles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rune in FoldedText.Of(text).Text.EnumerateRunes())
        {
            // Signs of ASCII part tokens for the databases.
            if (!rune.IsAscii && SearchTerms.ClassOf(rune) is SearchClass.Character or SearchClass.Symbol) singles.Add(rune.ToString());
        }
        return singles;
    }

    // Whatever it holds, as letters and digits.
    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FoldedText.Of(text).Text)).AsSpan(0, 8));
}
