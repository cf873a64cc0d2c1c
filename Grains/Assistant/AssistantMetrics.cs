using System.Diagnostics.Metrics;
using LiveChat.Metrics;

namespace LiveChat.Assistant;

/// <summary>What operators see of the assistant.</summary>
internal static class AssistantMetrics
{
    private static readonly Counter<long> Replies = LiveChatMeter.Meter.CreateCounter<long>(
        "livechat.assistant.replies", "{reply}", "Replies that ended, by how.");

    private static readonly Counter<long> Tokens = LiveChatMeter.Meter.CreateCounter<long>(
        "livechat.assistant.tokens", "{token}", "Tokens that the assistant said, as the model counts them, or estimated where it does not.");

    private static readonly Histogram<double> FirstWords = LiveChatMeter.Meter.CreateHistogram(
        "livechat.assistant.first_token.duration", "s", "From the beginning of a reply to its first words.", tags: null, LiveChatMeter.Durations);

    /// <summary>A reply's first words are on their way.</summary>
    public static void Began(TimeSpan took) => FirstWords.Record(took.TotalSeconds);

    /// <summary>A reply is over.</summary>
    /// <param name="interrupted">Why before its end; null when it came to it.</param>
    /// <param name="tokens">What it cost.</param>
    public static void Ended(string? interrupted, int tokens)
    {
        Replies.Add(1, new KeyValuePair<string, object?>("end", interrupted ?? "complete"));
        Tokens.Add(tokens);
    }
}
