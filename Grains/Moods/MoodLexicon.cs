using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using LiveChat.Knowledge;

namespace LiveChat.Moods;

/// <summary>
/// How a text sounds, by a lexicon of English and Chinese words and of emoji. Words that turn what follows (not, 不) and
/// words that stress it (very, 太) count for the next few words; Traditional and Simplified characters are folded together.
/// </summary>
public static class MoodLexicon
{
    // A text with this much weight is half way to the end of the scale: more words bring it nearer, never past.
    private const double HalfWay = 3;

    private const double Turned = -0.7;
    private const double Stressed = 1.5;
    private const double Exclaimed = 1.2;

    // How far a turning or stressing word reaches, in words or characters.
    private const int Reach = 3;
    private const int LongestWord = 12;
    private const int LongestText = 2_000;

    private static readonly FrozenDictionary<string, double> Weights = Load();
    private static readonly FrozenSet<string> Turning = Words("not no never don't doesn't didn't isn't wasn't aren't won't can't cannot couldn't wouldn't hardly without 不 没 没有 别 不是 不会 不太 不够 并非 从来不");
    private static readonly FrozenSet<string> Stressing = Words("very really so too extremely totally absolutely such most 很 非常 太 超 超级 真 真的 实在 好 极其 特别 十分 有够 完全");

    /// <summary>-100 (worst) to 100 (best); 0 when nothing in the text tells.</summary>
    public static int Score(string text)
    {
        double sum = 0, factor = 1;
        var left = 0;
        foreach (var word in Cut(text))
        {
            if (Weights.TryGetValue(word, out var weight))
            {
                sum += weight * factor;
                (factor, left) = (1, 0);
            }
            else if (Turning.Contains(word)) (factor, left) = (factor * Turned, Reach);
            else if (Stressing.Contains(word)) (factor, left) = (factor * Stressed, Reach);
            else if (left > 0 && --left == 0) factor = 1;
        }

        if (sum != 0 && text.AsSpan().IndexOfAny('!', '！') >= 0) sum *= Exclaimed;
        var score = (int)Math.Round(Mood.Best * sum / (Math.Abs(sum) + HalfWay));
        return Math.Clamp(score, Mood.Worst, Mood.Best);
    }

    /// <summary>The longest known words from left to right; what is not known, word by word or character by character.</summary>
    private static IEnumerable<string> Cut(string text)
    {
        var plain = Folded(text.Length > LongestText ? text[..LongestText] : text);
        for (var at = 0; at < plain.Length;)
        {
            var end = at;
            if (char.IsAsciiLetter(plain[at]))
            {
                while (end < plain.Length && (char.IsAsciiLetter(plain[end]) || plain[end] == '\'')) end++;
            }
            else
            {
                end = KnownFrom(plain, at);
            }

            if (!char.IsWhiteSpace(plain[at])) yield return plain[at..end];
            at = end;
        }
    }

    private static int KnownFrom(string text, int at)
    {
        for (var length = Math.Min(LongestWord, text.Length - at); length > 1; length--)
        {
            var word = text.Substring(at, length);
            if (Weights.ContainsKey(word) || Turning.Contains(word) || Stressing.Contains(word)) return at + length;
        }

        return at + (char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1);
    }

    private static string Folded(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++) to[i] = from[i] == '\u2019' ? '\'' : char.ToLowerInvariant(HanVariants.Fold(from[i]));
    });

    private static FrozenSet<string> Words(string list) => list.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, double> Load()
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in new[] { "en", "zh", "emoji" })
        {
            using var stream = typeof(MoodLexicon).Assembly.GetManifestResourceStream($"moods/{name}.json")
                ?? throw new InvalidOperationException($"The lexicon {name} is not embedded.");
            // By weight, for a lexicon is easier to keep when words of one strength stand together.
            foreach (var (weight, words) in JsonSerializer.Deserialize<Dictionary<int, string[]>>(stream, JsonSerializerOptions.Web) ?? [])
                foreach (var word in words) weights[Folded(word)] = weight;
        }

        return weights.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
