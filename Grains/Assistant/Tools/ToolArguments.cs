using System.Text.Json;

namespace LiveChat.Assistant.Tools;

/// <summary>What a tool is to be used with: texts by name. Whatever else a model sends is left out.</summary>
public sealed class ToolArguments
{
    private const int LongestText = 4_000;

    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Takes the texts out of a model's arguments.</summary>
    public static ToolArguments From(IEnumerable<KeyValuePair<string, object?>>? given)
    {
        var arguments = new ToolArguments();
        foreach (var (name, value) in given ?? [])
            if (TextOf(value) is { } text) arguments._texts[name] = text;
        return arguments;
    }

    /// <summary>One text.</summary>
    public static ToolArguments Of(string name, string text) => From([new(name, text)]);

    /// <summary>The text of that name on one line or more, without what stands around it; null when there is none, or it says nothing.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name) is { } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>The same for the same arguments.</summary>
    public string Key => ToolJson.Of(_texts);

    private static string? TextOf(object? value)
    {
        var text = value switch
        {
            string given => given,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
            JsonElement { ValueKind: JsonValueKind.Number } element => element.GetRawText(),
            int or long => value.ToString(),
            _ => null,
        };
        if (text is null) return null;
        // Neither has a place in a text, and some databases and logs choke on them.
        var plain = string.Concat(text.EnumerateRunes().Where(rune => rune.Value == '\n' || !System.Text.Rune.IsControl(rune)));
        return plain.Length <= LongestText ? plain : plain[..(char.IsHighSurrogate(plain[LongestText - 1]) ? LongestText - 1 : LongestText)];
    }
}
