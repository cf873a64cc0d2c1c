using System.Buffers;
using System.Text.Json;

namespace LiveChat.WebFront.Safety;

/// <summary>The form of what comes in, before it goes to a grain.</summary>
internal static class Input
{
    private const int LongestId = 80;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>Refuses what cannot be an id of a user or a desk. Null passes.</summary>
    public static Refusal? RefuseId(string? id, string field) =>
        id is null || (id.Length is > 0 and <= LongestId && !id.AsSpan().ContainsAnyExcept(IdCharacters))
            ? null
            : new(RefusalCode.Invalid, $"{field} is not an id.");

    /// <summary>Refuses text that is too long or holds U+0000. Null passes.</summary>
    public static Refusal? RefuseText(string? text, string field, int longest)
    {
        if (text is null) return null;
        if (text.Length > longest) return new(RefusalCode.TooLong, $"{field} has at most {longest} characters.");
        return RefuseNul(text, field);
    }

    /// <summary>Refuses U+0000, which no database keeps as text. Null passes.</summary>
    public static Refusal? RefuseNul(string? text, string field) =>
        text is not null && text.Contains('\0', StringComparison.Ordinal) ? new(RefusalCode.Invalid, $"{field} must not hold U+0000.") : null;

    /// <summary>The text, or null where it says nothing.</summary>
    public static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>Reads one of an enum's words as they stand on the wire. Null passes.</summary>
    public static Refusal? RefuseWord<T>(string? word, string field, out T? value) where T : struct, Enum
    {
        value = null;
        if (word is null) return null;
        foreach (var known in Enum.GetValues<T>())
        {
            if (!string.Equals(JsonNamingPolicy.SnakeCaseLower.ConvertName(known.ToString()), word, StringComparison.OrdinalIgnoreCase)) continue;
            value = known;
            return null;
        }
        return new(RefusalCode.Invalid, $"{field} is one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}.");
    }

    /// <summary>Whether a control character is in it.</summary>
    public static bool HasControl(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c)) return true;
        }
        return false;
    }
}
