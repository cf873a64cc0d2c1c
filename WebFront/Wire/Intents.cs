using LiveChat.Intents;

namespace LiveChat.WebFront.Wire;

/// <summary>An example as an admin writes it.</summary>
internal sealed record IntentBody(Intent? Intent, string? Language, string? Text);

/// <summary>A text to try.</summary>
internal sealed record TrialBody(string? Text);
