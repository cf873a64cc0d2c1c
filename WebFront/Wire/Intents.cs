using LiveChat.Intents;

namespace LiveChat.WebFront.Wire;

/// <summary>An example as an admin writes it.</summary>
internal sealed record IntentBody(Intent? Intent, string? Language, string? Text);

/// <summary>A text to try.</summary>
internal sealed record TrialBody(string? Text);

/// <summary>What is to follow of some intents.</summary>
internal sealed record IntentRulesBody(IntentRuleBody?[]? Rules);

/// <summary>What is to follow of an intent.</summary>
internal sealed record IntentRuleBody(Intent? Intent, IntentRoute? Route, double? Threshold);
