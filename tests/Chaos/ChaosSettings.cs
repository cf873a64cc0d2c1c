using System.Globalization;

namespace LiveChat.Chaos;

/// <summary>What the environment says.</summary>
internal static class ChaosSettings
{
    private const int RoundsInPassing = 2;

    /// <summary>Whether somebody asked for so many rounds; otherwise a short tour of all faults is made.</summary>
    public static bool ByHand { get; } = Number("LIVECHAT_CHAOS_ROUNDS") is not null;

    /// <summary><c>LIVECHAT_CHAOS_ROUNDS</c>: the rounds on each database.</summary>
    public static int Rounds { get; } = Number("LIVECHAT_CHAOS_ROUNDS") ?? RoundsInPassing;

    /// <summary><c>LIVECHAT_SEED</c>: by which everything is planned.</summary>
    public static int Seed { get; } = Number("LIVECHAT_SEED") ?? Random.Shared.Next();

    /// <summary><c>LIVECHAT_CHAOS_FROM</c>: the first round, to come to a certain one without those before it.</summary>
    public static int From { get; } = Number("LIVECHAT_CHAOS_FROM") ?? 1;

    /// <summary><c>LIVECHAT_CHAOS_LOGS</c>: where the logs go.</summary>
    public static string Logs { get; } = Environment.GetEnvironmentVariable("LIVECHAT_CHAOS_LOGS") ?? Path.Combine(Path.GetTempPath(), "livechat-chaos-logs");

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : null;
}
