using System.Text;

namespace LiveChat.Search;

/// <summary>What was asked for: parts that a message must all hold. Nothing in the text of a query is syntax.</summary>
internal sealed class SearchQuery
{
    // The rarest few would do; more only cost time.
    private const int MostTerms = 32;

    private readonly Part[] _parts;

    private SearchQuery(Part[] parts)
    {
        _parts = parts;
        Terms = [.. parts.SelectMany(part => SearchTerms.Sought(part.Text)).Distinct(StringComparer.Ordinal).Take(MostTerms)];
    }

    /// <summary>What the index is asked for; empty when the query holds nothing that can be found.</summary>
    public string[] Terms { get; }

    /// <summary>Reads a query.</summary>
    public static SearchQuery Parse(string text) => new(
    [
        .. string.Concat(FoldedText.Of(text).Text.Select(letter => char.IsControl(letter) ? ' ' : letter))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(Trimmed).Where(part => part.Length > 0).Distinct(StringComparer.Ordinal)
            .Select(part => new Part(part, SearchTerms.IsBeginning(part))),
    ]);

    /// <summary>Where in a folded text the parts stand, rising; null when one of them does not.</summary>
    public (int Start, int End)[]? Match(string folded)
    {
        List<(int Start, int End)> finds = [];
        foreach (var part in _parts)
        {
            var before = finds.Count;
            finds.AddRange(part.In(folded));
            if (finds.Count == before) return null;
        }
        finds.Sort();
        return [.. finds];
    }

    // Quotation marks and the like around a word are not sought with it.
    private static string Trimmed(string part)
    {
        var runes = part.EnumerateRunes().ToArray();
        var first = Array.FindIndex(runes, IsText);
        return first < 0 ? "" : string.Concat(runes[first..(Array.FindLastIndex(runes, IsText) + 1)]);

        static bool IsText(Rune rune) => SearchTerms.ClassOf(rune) is not SearchClass.Separator;
    }

    private sealed record Part(string Text, bool Begins)
    {
        public IEnumerable<(int Start, int End)> In(string folded)
        {
            for (var at = folded.IndexOf(Text, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(Text, at + Text.Length, StringComparison.Ordinal))
            {
                if (!Begins || BeginsAt(folded, at)) yield return (at, at + Text.Length);
            }
        }

        private static bool BeginsAt(string folded, int at)
        {
            Rune.DecodeLastFromUtf16(folded.AsSpan(0, at), out var before, out _);
            return at == 0 || SearchTerms.ClassOf(before) is not SearchClass.Word;
        }
    }
}
