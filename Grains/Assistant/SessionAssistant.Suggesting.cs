using LiveChat.Sessions;
using Microsoft.Extensions.Logging;

namespace LiveChat.Assistant;

// A draft for the staff.
public sealed partial class SessionAssistant
{
    // More would not change the next sentence, and would cost a model as much again.
    private const int SuggestedFrom = 30;

    private Task<SuggestedReply>? _suggested;

    /// <inheritdoc/>
    public async Task<SuggestedReply> Suggest()
    {
        var tail = await log.Read(this.GetPrimaryKey(), LogKind.Shared, new(null, null, HistoryRange.UsualEntries), CancellationToken.None);
        var spoken = tail.Where(Memory.IsSpoken).TakeLast(SuggestedFrom).ToArray();
        if (spoken is not [.., var newest]) return new("", [], 0);
        // Who asks while one is being made waits for it; who asks anew after it gets another.
        if (_suggested is { IsCompleted: false } running) return await running;
        return await (_suggested = Draft(spoken, newest.Seq));
    }

    private async Task<SuggestedReply> Draft(Message[] spoken, long upToSeq)
    {
        using var limit = new CancellationTokenSource(LongestSummary, clock);
        try
        {
            var draft = await suggestion.Draft(spoken, limit.Token).WaitAsync(limit.Token);
            return draft is null ? new("", [], upToSeq) : new(draft.Text, draft.Citations, upToSeq);
        }
        catch (Exception e) when (e is AiFailureException or OperationCanceledException)
        {
            // A member of the staff can do without.
            LogNoSuggestion(e);
            return new("", [], upToSeq);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No reply could be drafted")]
    private partial void LogNoSuggestion(Exception e);
}
