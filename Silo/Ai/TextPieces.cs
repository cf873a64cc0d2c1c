using System.Globalization;
using LiveChat.Knowledge;

namespace LiveChat.Silo.Ai;

/// <summary>Cuts a text into pieces of the size in which a person reads it appear: a word, or two Chinese characters.</summary>
internal static class TextPieces
{
    private const int HanPerPiece = 2;
    private const int LongestPiece = 24;

    /// <summary>The pieces; joined they are the text, and no visible character is ever cut in two.</summary>
    public static IEnumerable<string> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            int end = start, han = 0;
            while (end < text.Length)
            {
                var letter = text[end];
                end += StringInfo.GetNextTextElementLength(text.AsSpan(end));
                if (HanVariants.IsHan(letter) && ++han == HanPerPiece) break;
                if (char.IsWhiteSpace(letter) || end - start >= LongestPiece) break;
            }

            yield return text[start..end];
            start = end;
        }
    }
}
