namespace LiveChat.Knowledge;

/// <summary>The three languages that LiveChat speaks, by their BCP 47 names, and how a text shows its own.</summary>
public static class Language
{
    /// <summary>Traditional Chinese.</summary>
    public const string Traditional = "zh-Hant";

    /// <summary>Simplified Chinese.</summary>
    public const string Simplified = "zh-Hans";

    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [Traditional, Simplified, English];

    /// <summary>
    /// The language a text is written in, or null when it shows none (digits, an emoji). Chinese that is written alike in both
    /// scripts is <paramref name="chinese"/>.
    /// </summary>
    public static string? Of(string text, string chinese = Traditional)
    {
        int traditional = 0, simplified = 0, han = 0, latin = 0;
        foreach (var letter in text)
        {
            if (HanVariants.IsTraditional(letter)) traditional++;
            else if (HanVariants.IsSimplified(letter)) simplified++;
            if (HanVariants.IsHan(letter)) han++;
            else if (char.IsAsciiLetter(letter)) latin++;
        }

        // A Chinese sentence that names a product in Latin letters is still Chinese; four letters make about one word.
        if (han > 0 && han * 4 >= latin) return traditional == simplified ? chinese : traditional > simplified ? Traditional : Simplified;
        return latin > 0 ? English : null;
    }

    /// <summary>The languages to look in for a reader of this one, nearest first.</summary>
    public static IReadOnlyList<string> NearestTo(string language) => language switch
    {
        Traditional => All,
        Simplified => [Simplified, Traditional, English],
        _ => [English, Traditional, Simplified],
    };
}
