namespace LiveChat.Knowledge;

/// <summary>Takes the commonest endings off an English word, so that "returns", "returned" and "returning" meet.</summary>
internal static class EnglishStem
{
    private const int ShortestStem = 3;

    /// <summary>The stem of a lower-case word; a short word, or one with a digit, is its own.</summary>
    public static string Of(string word)
    {
        if (!word.All(char.IsAsciiLetterLower)) return word;
        var singular = Singular(word);
        return Without(singular, "ing") ?? Without(singular, "ed") ?? WithoutFinalE(singular);
    }

    private static string Singular(string word) => word switch
    {
        { Length: > ShortestStem + 1 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > ShortestStem + 2 } when EndsAsPluralInEs(word) => word[..^2],
        { Length: > ShortestStem } when word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') => word[..^1],
        _ => word,
    };

    private static bool EndsAsPluralInEs(string word) =>
        word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal)
        || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("sses", StringComparison.Ordinal);

    private static string? Without(string word, string ending)
    {
        if (!word.EndsWith(ending, StringComparison.Ordinal)) return null;
        var stem = word[..^ending.Length];
        if (stem.Length < ShortestStem || !stem.AsSpan().ContainsAny("aeiouy")) return null;
        var doubled = stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z');
        return doubled ? stem[..^1] : WithoutFinalE(stem);
    }

    // "change" and "changing" differ in the final e alone.
    private static string WithoutFinalE(string word) => word.Length > ShortestStem && word[^1] == 'e' ? word[..^1] : word;
}
