using System.Text;
using LiveChat.Knowledge;
using LiveChat.Moods;

namespace LiveChat.Intents;

/// <summary>
/// What of a text is compared: the features that knowledge is found by, and beside them the little words that those leave
/// out, for "where is" and "thank you" tell what is wanted more than what it is about.
/// </summary>
internal static class IntentFeatures
{
    // Any number that may name an order is like any other.
    private const string SomeNumber = "#";
    private const int LeastDigits = 4;

    private const string LowMood = "!low";

    /// <summary>Whether a feature tells how something is said, not what.</summary>
    public static bool IsMark(string feature) => feature == LowMood;

    /// <summary>The features of a text, each once.</summary>
    public static HashSet<string> Of(string text)
    {
        var features = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in TextFeatures.Of(text)) features.Add(IsNumber(term) ? SomeNumber : term);

        // Who complains may do so in any words.
        if (MoodLexicon.Score(text) <= Mood.Low) features.Add(LowMood);
        var plain = string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        for (var at = 0; at < plain.Length;)
        {
            var end = at;
            if (HanVariants.IsHan(plain[at]))
            {
                while (end < plain.Length && HanVariants.IsHan(plain[end])) end++;
                AddRun(features, plain[at..end]);
            }
            else if (char.IsLetterOrDigit(plain[at]))
            {
                while (end < plain.Length && char.IsLetterOrDigit(plain[end]) && !HanVariants.IsHan(plain[end])) end++;
                AddWord(features, plain[at..end]);
            }
            else end++;

            at = end;
        }

        return features;
    }

    // A mark of its own parts the little words from the terms, which are stemmed.
    private static void AddWord(HashSet<string> features, string word) =>
        features.Add(IsNumber(word) ? SomeNumber : "~" + word);

    private static void AddRun(HashSet<string> features, string run)
    {
        for (var at = 0; at < run.Length; at++)
        {
            features.Add("~" + HanVariants.Fold(run[at]));
            if (at + 1 < run.Length) features.Add($"~{HanVariants.Fold(run[at])}{HanVariants.Fold(run[at + 1])}");
        }
    }

    private static bool IsNumber(string word) => word.Count(char.IsAsciiDigit) >= LeastDigits;
}
