namespace LiveChat.Desks;

/// <summary>What agents know, in words of the operator's choice. Pure.</summary>
internal static class Skill
{
    /// <summary>Whether a topic is the skill, or words hold it: Latin ones as whole words.</summary>
    public static bool IsAskedFor(string skill, string? topic, string text)
    {
        if (string.Equals(skill, topic, StringComparison.OrdinalIgnoreCase)) return true;
        for (var at = text.IndexOf(skill, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(skill, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (!Continues(text, at - 1, skill[0]) && !Continues(text, at + skill.Length, skill[^1])) return true;
        }
        return false;
    }

    private static bool Continues(string text, int at, char edge) =>
        char.IsAsciiLetterOrDigit(edge) && at >= 0 && at < text.Length && char.IsAsciiLetterOrDigit(text[at]);
}
