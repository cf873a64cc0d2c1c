using LiveChat.Knowledge;

namespace LiveChat.Assistant;

/// <summary>How many tokens a text takes, for models that do not say.</summary>
public static class TokenCount
{
    private const int LettersPerToken = 4;

    /// <summary>About one a Chinese character, and one for four other letters: the right order, not the right number.</summary>
    public static int Estimate(string text)
    {
        var han = text.Count(HanVariants.IsHan);
        return han + ((text.Length - han + LettersPerToken - 1) / LettersPerToken);
    }
}
