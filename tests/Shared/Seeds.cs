using System.Globalization;

namespace LiveChat.Testing;

/// <summary>
/// The seeds that random histories are made from. A failure names its seed; <c>LIVECHAT_SEED</c> plays that history again,
/// <c>LIVECHAT_SEEDS</c> plays so many instead of the usual number.
/// </summary>
public static class Seeds
{
    /// <summary>Names the one seed to play.</summary>
    public const string One = "LIVECHAT_SEED";

    /// <summary>Names how many to play.</summary>
    public const string Count = "LIVECHAT_SEEDS";

    /// <summary>The seeds to play: 1, 2, 3 … up to the usual number, unless the environment says otherwise.</summary>
    public static IEnumerable<ulong> UpTo(int usual) => From(1, usual);

    /// <summary>The seeds to play: other ones each time, of the usual number, unless the environment says otherwise.</summary>
    public static IEnumerable<ulong> Any(int usual) => From((ulong)Random.Shared.Next(), usual);

    private static IEnumerable<ulong> From(ulong first, int usual)
    {
        if (Number(One) is { } one)
        {
            yield return one;
            yield break;
        }
        var count = Number(Count) ?? (ulong)usual;
        for (var seed = first; seed < first + count; seed++) yield return seed;
    }

    /// <summary>How to play a history again.</summary>
    public static string Replay(ulong seed) => string.Create(CultureInfo.InvariantCulture, $"{One}={seed}");

    private static ulong? Number(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
        ? ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{name} is \"{text}\", not a number.")
        : null;
}
