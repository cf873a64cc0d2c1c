namespace LiveChat.Chaos;

/// <summary>A promise was broken.</summary>
internal sealed class Violation(string what) : Exception(what);
