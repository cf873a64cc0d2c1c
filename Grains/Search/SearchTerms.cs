using System.Globalization;
using System.Text;

namespace LiveChat.Search;

/// <summary>How a character takes part in search.</summary>
public enum SearchClass
{
    /// <summary>Parts others: spaces, punctuation.</summary>
    Separator,

    /// <summary>Of a script that is written in words: letters, digits, and the marks on them.</summary>
    Word,

    /// <summary>Of a script that is written without spaces: Chinese, kana, Hangul.</summary>
    Character,

    /// <summary>Stands for itself: emoji, signs of currency and mathematics.</summary>
    Symbol,
}

/// <summary>
/// What of a folded text the index knows: single characters and pairs of scripts without spaces; of words all triples of
/// letters, and their first letter and first two; each symbol. A text that holds a part holds all the terms of that part.
/// </summary>
public static class SearchTerms
{
    /// <summary>A text gives no more terms than that; only a very long one that never repeats itself has more.</summary>
    public const int Most = 20_000;

    /// <summary>How many letters of a word are looked at together.</summary>
    public const int Letters = 3;

    // Stands before the beginning of a word; itself no letter that a keyboard has.
    private const char Beginning = '\u02C6';

    // No index takes signs of ASCII as text, and folded text has no full-width ones.
    private const int FullWidth = 0xFEE0;

    /// <summary>The class of a character.</summary>
    public static SearchClass ClassOf(Rune rune)
    {
        if (IsCharacter(rune.Value)) return SearchClass.Character;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol => SearchClass.Symbol,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => IsSelector(rune.Value) ? SearchClass.Separator : SearchClass.Word,
            UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => SearchClass.Word,
            _ => Rune.IsLetterOrDigit(rune) ? SearchClass.Word : SearchClass.Separator,
        };
    }

    /// <summary>The terms under which a text is found.</summary>
    /// <param name="folded">See <see cref="FoldedText"/>.</param>
    public static HashSet<string> Of(string folded)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in Runs(folded))
        {
            if (terms.Count >= Most) break;
            switch (run.Class)
            {
                case SearchClass.Character:
                    foreach (var single in run.Windows(1)) terms.Add(single);
                    foreach (var pair in run.Windows(2)) terms.Add(pair);
                    break;
                case SearchClass.Word:
                    terms.Add(Beginning + run.First(1));
                    terms.Add(Beginning + run.First(2));
                    foreach (var triple in run.Windows(Letters)) terms.Add(triple);
                    break;
                default:
                    foreach (var symbol in run.Windows(1)) terms.Add(Symbol(symbol));
                    break;
            }
        }
        return terms;
    }

    /// <summary>The terms that a text must have to hold a part; none when the part is too short to tell.</summary>
    /// <param name="part">A folded piece of a query, without separators at its ends.</param>
    public static IEnumerable<string> Sought(string part)
    {
        foreach (var run in Runs(part))
        {
            // A short run at the beginning may be the end of a longer word; alone, it is taken for a beginning.
            var begins = run.At > 0 || run.Length == part.Length;
            var terms = run.Class switch
            {
                SearchClass.Character => run.Windows(run.Count == 1 ? 1 : 2),
                SearchClass.Symbol => run.Windows(1).Select(Symbol),
                _ when run.Count >= Letters => run.Windows(Letters),
                _ => begins ? [Beginning + run.First(run.Count)] : [],
            };
            foreach (var term in terms) yield return term;
        }
    }

    /// <summary>Whether a part is sought at the beginning of words only: one or two letters alone.</summary>
    public static bool IsBeginning(string part) =>
        Runs(part).ToArray() is [{ Class: SearchClass.Word } run] && run.Length == part.Length && run.Count < Letters;

    private static string Symbol(string symbol) => symbol[0] < 0x80 ? ((char)(symbol[0] + FullWidth)).ToString() : symbol;

    private static bool IsCharacter(int value) => value is
        (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    // What chooses between the forms of an emoji.
    private static bool IsSelector(int value) => value is >= 0xFE00 and <= 0xFE0F;

    private static IEnumerable<Run> Runs(string text)
    {
        var starts = new List<int>();
        var current = SearchClass.Separator;
        for (var at = 0; at <= text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            var found = at < text.Length ? ClassOf(rune) : SearchClass.Separator;
            if (found != current || at == text.Length)
            {
                if (current is not SearchClass.Separator) yield return new Run(current, text, [.. starts, at]);
                starts.Clear();
                current = found;
            }
            starts.Add(at);
            at += Math.Max(1, length);
        }
    }

    /// <summary>Neighbouring characters of one class.</summary>
    /// <param name="Class">The class.</param>
    /// <param name="Text">The text that they stand in.</param>
    /// <param name="Starts">Where each begins, and where the last ends.</param>
    private sealed record Run(SearchClass Class, string Text, int[] Starts)
    {
        public int At => Starts[0];

        public int Count => Starts.Length - 1;

        public int Length => Starts[^1] - Starts[0];

        public string First(int count) => Text[Starts[0]..Starts[Math.Min(count, Count)]];

        public IEnumerable<string> Windows(int size)
        {
            for (var i = 0; i + size <= Count; i++) yield return Text[Starts[i]..Starts[i + size]];
        }
    }
}
