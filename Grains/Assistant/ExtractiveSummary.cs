using LiveChat.Sessions;
using Microsoft.Extensions.Options;

namespace LiveChat.Assistant;

/// <summary>A summary that needs no model: who said what, the first sentence of each message, the newest kept.</summary>
public sealed class ExtractiveSummary(IOptions<AssistantOptions> options) : ISummary
{
    private const int LongestSentence = 120;

    private static readonly System.Buffers.SearchValues<char> Ends = System.Buffers.SearchValues.Create(".?!。？！\r\n");

    /// <inheritdoc/>
    public Task<string> Extend(string summary, IReadOnlyList<Message> fallen, CancellationToken token) =>
        Task.FromResult(Extend(summary, fallen, options.Value.SummaryLength));

    /// <summary>The same, at once.</summary>
    public static string Extend(string summary, IReadOnlyList<Message> fallen, int length)
    {
        var lines = summary.Split('\n', StringSplitOptions.RemoveEmptyEntries).Concat(fallen.Select(LineOf)).Reverse();
        var room = length;
        return string.Join('\n', lines.TakeWhile(line => (room -= line.Length + 1) >= -1).Reverse());
    }

    /// <summary>What is left of a summary when a message is to be forgotten; null when that is nothing.</summary>
    public static string? Without(string summary, Message message)
    {
        var forgotten = LineOf(message);
        var left = string.Join('\n', summary.Split('\n').Where(line => line != forgotten));
        return left.Length > 0 ? left : null;
    }

    private static string LineOf(Message message)
    {
        var text = message.Content.AsSpan().Trim();
        var end = text.IndexOfAny(Ends);
        if (end >= 0) text = text[..(end + 1)].TrimEnd();
        if (text.Length > LongestSentence) text = text[..(char.IsHighSurrogate(text[LongestSentence - 1]) ? LongestSentence - 1 : LongestSentence)];
        return $"{message.SenderName.ReplaceLineEndings(" ")}: {text}";
    }
}
