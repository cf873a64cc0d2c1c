using System.Buffers;
using System.Text;

namespace LiveChat.Accounts;

/// <summary>What names and passwords must be. Pure.</summary>
public static class AccountRules
{
    /// <summary>The fewest characters of a password.</summary>
    public const int ShortestPassword = 8;

    /// <summary>The most characters of a password.</summary>
    public const int LongestPassword = 128;

    /// <summary>The most characters of a name that others see.</summary>
    public const int LongestName = 60;

    private const int ShortestUserName = 2;
    private const int LongestUserName = 32;

    private static readonly SearchValues<char> UserNameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Refuses a login name; it is compared in lower case.</summary>
    public static Refusal? RefuseUserName(string userName) =>
        userName.Length is < ShortestUserName or > LongestUserName || userName.AsSpan().ContainsAnyExcept(UserNameCharacters)
            ? new(RefusalCode.Invalid, $"A user name has {ShortestUserName} to {LongestUserName} letters a–z, digits, dots, dashes or underscores.")
            : null;

    /// <summary>Refuses a password that is too short, too long, the user's name or one of those tried first.</summary>
    public static Refusal? RefusePassword(string userName, string password)
    {
        if (password.Length is < ShortestPassword or > LongestPassword)
            return new(RefusalCode.Invalid, $"A password has {ShortestPassword} to {LongestPassword} characters.");
        if (password.Contains(userName, StringComparison.OrdinalIgnoreCase))
            return new(RefusalCode.Invalid, "The password must not contain the user name.");
        if (CommonPasswords.Contains(password) || IsOneCharacter(password))
            return new(RefusalCode.Invalid, "That password is among the first that others try. Choose another.");
        return null;
    }

    /// <summary>Refuses a name that is too long or holds what cannot be shown.</summary>
    public static Refusal? RefuseName(string? name) => name switch
    {
        null => null,
        { Length: > LongestName } => new(RefusalCode.TooLong, $"A name has at most {LongestName} characters."),
        _ when !IsShowable(name) => new(RefusalCode.Invalid, "A name must be plain text in one line."),
        _ => null,
    };

    /// <summary>The name with outer blanks gone, or null when nothing is left.</summary>
    public static string? Tidy(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();

    private static bool IsOneCharacter(string password) => !password.AsSpan().ContainsAnyExcept(password[0]);

    /// <summary>Whether a text is plain and in one line.</summary>
    public static bool IsShowable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // Half a character reads as U+FFFD; direction overrides would let a name dress up as another.
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune)) return false;
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029) return false;
        }
        return true;
    }
}
