using LiveChat.Intents;

namespace LiveChat.Benchmarks.Intents;

/// <summary>What a text was taken to want, and what it wants.</summary>
internal sealed record Result(string Language, Intent Wanted, string Text, IntentGuess Guess)
{
    public bool IsRight => Guess.Intent == Wanted;
}
