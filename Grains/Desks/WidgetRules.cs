using LiveChat.Accounts;
using LiveChat.Knowledge;

namespace LiveChat.Desks;

/// <summary>What the settings of a widget may be. Pure.</summary>
internal static class WidgetRules
{
    private const int LongestGreeting = 300;
    private const int MostSuggestions = 6;
    private const int LongestSuggestion = 80;
    private const int ColourLength = 7;

    /// <summary>Refuses settings under which a widget would not do.</summary>
    public static Refusal? Refuse(WidgetSettings settings)
    {
        if (settings.Accent is { } accent && !IsColour(accent)) return Invalid("accent is a colour such as #1f7a7a.");
        if (!HasEachLanguage(settings.Greeting)) return Invalid($"greeting holds a text for each of {string.Join(", ", Language.All)}.");
        if (!HasEachLanguage(settings.Suggestions)) return Invalid($"suggestions holds a list for each of {string.Join(", ", Language.All)}; it may be empty.");
        foreach (var (language, text) in settings.Greeting)
        {
            if (!IsText(text, LongestGreeting)) return Invalid($"The greeting in {language} is 1 to {LongestGreeting} characters of plain text in one line.");
        }
        foreach (var (language, suggestions) in settings.Suggestions)
        {
            if (suggestions.Length > MostSuggestions) return Invalid($"There are at most {MostSuggestions} suggestions in a language; in {language} there are {suggestions.Length}.");
            if (!suggestions.All(suggestion => IsText(suggestion, LongestSuggestion))) return Invalid($"A suggestion is 1 to {LongestSuggestion} characters of plain text in one line; in {language} one is not.");
        }
        return settings.PreChat is { Enabled: true, AskName: false, AskEmail: false, AskTopic: false } ? Invalid("The form before a conversation asks for nothing. Choose a field, or turn the form off.") : null;
    }

    /// <summary>The same without outer blanks; colours in lower case.</summary>
    public static WidgetSettings Tidy(WidgetSettings settings) => settings with
    {
        Accent = settings.Accent?.ToLowerInvariant(),
        Greeting = settings.Greeting.ToDictionary(g => g.Key, g => g.Value.Trim(), StringComparer.Ordinal),
        Suggestions = settings.Suggestions.ToDictionary(s => s.Key, s => Array.ConvertAll(s.Value, text => text.Trim()), StringComparer.Ordinal),
    };

    /// <summary>What changes, for the trail; empty when nothing does.</summary>
    public static (string Name, string? Value)[] Changes(WidgetSettings before, WidgetSettings after)
    {
        var changes = new List<(string, string?)>();
        if (before.Accent != after.Accent) changes.Add(("accent", after.Accent ?? "default"));
        if (before.Open != after.Open) changes.Add(("open", after.Open ? "true" : "false"));
        if (before.PreChat != after.PreChat) changes.Add(("preChat", Words(after.PreChat)));
        foreach (var language in Language.All)
        {
            if (before.Greeting[language] != after.Greeting[language]) changes.Add(($"greeting.{language}", after.Greeting[language]));
            if (!before.Suggestions[language].SequenceEqual(after.Suggestions[language], StringComparer.Ordinal))
                changes.Add(($"suggestions.{language}", string.Join(" | ", after.Suggestions[language])));
        }
        return [.. changes];
    }

    private static bool HasEachLanguage<T>(Dictionary<string, T> texts) =>
        texts.Count == Language.All.Count && Language.All.All(language => texts.TryGetValue(language, out var text) && text is not null);

    private static bool IsColour(string text) => text.Length == ColourLength && text[0] == '#' && text.AsSpan(1).IndexOfAnyExcept(HexDigits) < 0;

    private static bool IsText(string? text, int longest) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= longest && AccountRules.IsShowable(text);

    private static string Words(PreChatForm form) => !form.Enabled ? "off" : string.Join(", ",
        new[] { (form.AskName, "name"), (form.AskEmail, "email"), (form.AskTopic, "topic") }.Where(field => field.Item1).Select(field => field.Item2));

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
