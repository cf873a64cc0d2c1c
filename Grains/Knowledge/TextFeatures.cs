using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace LiveChat.Knowledge;

/// <summary>What of a text is compared: words of alphabetic scripts, and pairs of neighbouring Chinese characters.</summary>
/// <remarks>
/// Every character is text: nothing in a question is syntax. Chinese has no spaces, so a run of it is cut at function words
/// (的, 怎麼, 請問 …) and each piece gives its overlapping pairs; a piece of one character gives that character.
/// </remarks>
public static class TextFeatures
{
    /// <summary>Longer words tell nothing that their beginning does not.</summary>
    public const int LongestWord = 40;

    private static readonly FrozenSet<string> EnglishFunctionWords = Words("""
        a about am an and any are as at be been but by can could did do does for from get go had has have he hello her hi his
        how i if in is it its just let like me may might must my need no not of on or our please shall she should so some tell
        than that the their them then there these they this those to too us very want was we were what when where which who why
        will with would yes you your
        """);

    private static readonly string[] ChineseFunctionWords =
    [
        .. Words("""
            请问 怎么样 怎么 怎样 如何 什么 为什么 可以 可不可以 能不能 是不是 有没有 是否 我想 我要 我们 你们 他们 您好 你好 谢谢 请 吗 呢 吧 啊 呀 的 了 我 你 您 他 她 它
            是 在 有 和 与 或 也 都 就 那 这 哪 这个 那个 哪里 哪个 多少 几 要 想 会 能 到 把 被 给 对 从 如果 但是 因为 所以 一下 一个 需要 应该 多久 时候 告诉 知道
            """).OrderByDescending(word => word.Length),
    ];

    /// <summary>The terms of a text, in order, repeated as often as they stand there.</summary>
    public static IEnumerable<string> Of(string text)
    {
        // Malformed UTF-16 cannot be normalised; what cannot be read is a separator.
        var plain = WellFormed(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        for (var at = 0; at < plain.Length;)
        {
            var end = at;
            if (HanVariants.IsHan(plain[at]))
            {
                while (end < plain.Length && HanVariants.IsHan(plain[end])) end++;
                foreach (var term in OfChinese(plain[at..end])) yield return term;
            }
            else if (char.IsLetterOrDigit(plain[at]))
            {
                while (end < plain.Length && IsWordPart(plain[end])) end++;
                if (OfWord(plain[at..end]) is { } term) yield return term;
            }
            else end++;

            at = end;
        }
    }

    private static bool IsWordPart(char letter) =>
        letter == '\'' || letter == '\u2019' || (!HanVariants.IsHan(letter) &&
            (char.IsLetterOrDigit(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark));

    private static string? OfWord(string word)
    {
        var apostrophe = word.AsSpan().IndexOfAny('\'', '\u2019');
        if (apostrophe >= 0) word = word[..apostrophe];
        if (word.Length == 0 || EnglishFunctionWords.Contains(word)) return null;
        return EnglishStem.Of(word.Length > LongestWord ? word[..LongestWord] : word);
    }

    private static IEnumerable<string> OfChinese(string run)
    {
        var folded = string.Create(run.Length, run, (to, from) => { for (var i = 0; i < to.Length; i++) to[i] = HanVariants.Fold(from[i]); });
        var start = 0;
        for (var at = 0; at <= folded.Length;)
        {
            var skipped = at < folded.Length ? FunctionWordAt(folded, at) : 1;
            if (skipped == 0) { at++; continue; }
            foreach (var term in Pairs(folded, start, at)) yield return term;
            start = at += skipped;
        }
    }

    private static int FunctionWordAt(string text, int at)
    {
        foreach (var word in ChineseFunctionWords)
            if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0) return word.Length;
        return 0;
    }

    private static IEnumerable<string> Pairs(string text, int start, int end)
    {
        if (end - start == 1) yield return text[start..end];
        for (var i = start; i + 1 < end; i++) yield return text.Substring(i, 2);
    }

    private static string WellFormed(string text) =>
        text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar) ? string.Concat(text.EnumerateRunes()) : text;

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
