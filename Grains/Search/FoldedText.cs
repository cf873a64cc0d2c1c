using System.Globalization;
using System.Text;
using LiveChat.Knowledge;

namespace LiveChat.Search;

/// <summary>
/// A text as it is compared: full and half width, upper and lower case, the two ways of writing Chinese are one. Each of
/// its characters knows what of the original it stands for.
/// </summary>
public sealed class FoldedText
{
    private readonly int[] _starts;
    private readonly int[] _ends;

    private FoldedText(string text, int[] starts, int[] ends) => (Text, _starts, _ends) = (text, starts, ends);

    /// <summary>The folded text.</summary>
    public string Text { get; }

    /// <summary>Folds a text, whatever is in it.</summary>
    public static FoldedText Of(string original)
    {
        var folded = new StringBuilder(original.Length);
        List<int> starts = new(original.Length), ends = new(original.Length);
        for (var at = 0; at < original.Length;)
        {
            var length = ElementAt(original, at);
            if (length == 1 && IsPlain(original[at])) folded.Append(FoldPlain(original[at]));
            else folded.Append(Fold(original.AsSpan(at, length)));
            while (starts.Count < folded.Length)
            {
                starts.Add(at);
                ends.Add(at + length);
            }
            at += length;
        }
        return new(folded.ToString(), [.. starts], [.. ends]);
    }

    /// <summary>Where in the original the folded character stands; the original's length after the last.</summary>
    public int StartOf(int folded) => folded < _starts.Length ? _starts[folded] : _ends is [.., var end] ? end : 0;

    /// <summary>Where in the original what ends before the folded position ends.</summary>
    public int EndOf(int folded) => folded > 0 ? _ends[folded - 1] : 0;

    // Nearly all text is plain characters side by side, which need not be asked what they combine to.
    private static int ElementAt(string text, int at) =>
        IsPlain(text[at]) && (at + 1 == text.Length || IsPlain(text[at + 1])) ? 1 : StringInfo.GetNextTextElementLength(text, at);

    private static bool IsPlain(char letter) => letter < 0x80 || HanVariants.IsHan(letter);

    private static char FoldPlain(char letter) => letter < 0x80 ? char.ToLowerInvariant(letter) : HanVariants.Fold(letter);

    private static string Fold(ReadOnlySpan<char> element)
    {
        var wellFormed = new StringBuilder(element.Length);
        // Half of a character, which nothing can normalise, comes out as the mark for what cannot be read.
        foreach (var rune in element.EnumerateRunes()) wellFormed.Append(rune.ToString());
        var plain = wellFormed.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return string.Concat(plain.Select(HanVariants.Fold));
    }
}
