using LiveChat.Knowledge;

namespace LiveChat.Intents;

/// <summary>What an example and a rule may be. Pure.</summary>
internal static class IntentRules
{
    public const int LongestText = 300;
    public const int MostExamples = 2_000;

    /// <summary>Why the words cannot be an example, or null.</summary>
    public static Refusal? Refuse(IntentExampleDraft draft) => draft switch
    {
        _ when !Enum.IsDefined(draft.Intent) => Invalid("There is no such intent."),
        _ when !Language.All.Contains(draft.Language) => Invalid($"The language is one of {string.Join(", ", Language.All)}."),
        _ when string.IsNullOrWhiteSpace(draft.Text) => Invalid("The example is empty."),
        { Text.Length: > LongestText } => new(RefusalCode.TooLong, $"An example has at most {LongestText} characters."),
        _ when IntentFeatures.Of(draft.Text).Count == 0 => Invalid("The example has no word to go by."),
        _ => null,
    };

    /// <summary>Why these cannot be rules, or null.</summary>
    public static Refusal? RefuseRules(IntentRule[] rules) => rules switch
    {
        { Length: 0 } => Invalid("There is no rule."),
        _ when !Array.TrueForAll(rules, rule => Enum.IsDefined(rule.Intent)) => Invalid("There is no such intent."),
        _ when !Array.TrueForAll(rules, rule => Enum.IsDefined(rule.Route)) => Invalid("There is no such route."),
        _ when !Array.TrueForAll(rules, rule => rule.Threshold is >= 0 and <= 1) => Invalid("The threshold is 0 to 1."),
        _ when rules.DistinctBy(rule => rule.Intent).Count() != rules.Length => Invalid("An intent has one rule."),
        _ => null,
    };

    /// <summary>Whether two examples say the same to who compares them.</summary>
    public static bool AreSame(IntentExample one, IntentExampleDraft other) =>
        one.Language == other.Language && string.Equals(one.Text, other.Text.Trim(), StringComparison.OrdinalIgnoreCase);

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
