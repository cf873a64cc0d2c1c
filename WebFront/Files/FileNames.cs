using System.Globalization;
using System.Text;

namespace LiveChat.WebFront.Files;

/// <summary>Names as senders give them, made fit to be shown and to be saved under. They never name anything on the server.</summary>
internal static class FileNames
{
    /// <summary>The longest name, in characters (UTF-16 units).</summary>
    public const int Longest = 120;

    private const string Nameless = "file";
    private const int LongestEnding = 12;
    private const string Forbidden = "\"*:<>?|";

    /// <summary>
    /// The last part of a path, without what steers or deceives (control characters, turns of the writing direction, what
    /// no system allows), at most so long, its ending kept.
    /// </summary>
    public static string Clean(string? name)
    {
        var text = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes()) Append(text, rune);
        var last = text.ToString().Split('/')[^1].Trim(' ', '.');
        return last.Length switch
        {
            0 => Nameless,
            <= Longest => last,
            _ => Shorten(last),
        };
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        if (rune.Value == '\\') text.Append('/');
        else if (rune.IsBmp && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal)) text.Append('_');
        else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) && rune != Rune.ReplacementChar) text.Append(rune.ToString());
    }

    private static string Shorten(string name)
    {
        var dot = name.LastIndexOf('.');
        var ending = dot > 0 && name.Length - dot <= LongestEnding ? name[dot..] : "";
        var length = Longest - ending.Length;
        if (char.IsHighSurrogate(name[length - 1])) length--;
        return name[..length] + ending;
    }
}
