using System.Diagnostics.Metrics;
using LiveChat.Metrics;

namespace LiveChat.Spending;

/// <summary>What operators see of what the model costs.</summary>
internal static class SpendingMetrics
{
    private static readonly Counter<long> Tokens = LiveChatMeter.Meter.CreateCounter<long>(
        "livechat.model.tokens", "{token}", "Tokens that the model cost, asked and answered, as it counts them, or estimated where it does not.");

    private static readonly Counter<long> Refusals = LiveChatMeter.Meter.CreateCounter<long>(
        "livechat.model.refused", "{question}", "Questions that the model was not asked because the day's tokens are spent, by whose.");

    private static DaySpending? _today;

    static SpendingMetrics() => LiveChatMeter.Meter.CreateObservableGauge(
        "livechat.model.day.spent", Measure, "1", "How much of the day's tokens is spent: 1 is all. From the silo that counts them.");

    /// <summary>How the day stands, in the process that counts.</summary>
    public static void Show(DaySpending today) => Volatile.Write(ref _today, today);

    /// <summary>It is counted in another process.</summary>
    public static void Forget() => Volatile.Write(ref _today, null);

    /// <summary>The model was asked.</summary>
    public static void Spent(long tokens) => Tokens.Add(tokens);

    /// <summary>The model was not asked.</summary>
    public static void Refused(SpendingBound bound) =>
        Refusals.Add(1, new KeyValuePair<string, object?>("bound", bound is SpendingBound.User ? "user" : "deployment"));

    private static IEnumerable<Measurement<double>> Measure() =>
        Volatile.Read(ref _today) is { } today ? [new((double)today.Tokens / today.Most)] : [];
}
