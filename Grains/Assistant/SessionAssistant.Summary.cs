using LiveChat.Sessions;
using Microsoft.Extensions.Logging;

namespace LiveChat.Assistant;

// The conversation in short, for an agent who comes to it.
public sealed partial class SessionAssistant
{
    // Shorter than a call may take: who asks gets the mechanical summary rather than none.
    private static readonly TimeSpan LongestSummary = TimeSpan.FromSeconds(6);

    private Task<SessionSummary>? _summary;

    /// <inheritdoc/>
    public async Task<SessionSummary> Summarise()
    {
        var tail = await log.Read(this.GetPrimaryKey(), LogKind.Shared, new(null, null, HistoryRange.MostEntries), CancellationToken.None);
        var spoken = tail.Where(Memory.IsSpoken).ToArray();
        if (spoken is not [.., var newest]) return new("", 0);
        if (_summary is { IsFaulted: false } known)
        {
            var last = await known; // also one that is being made: who comes meanwhile waits for it
            if (last.UpToSeq == newest.Seq) return last;
        }
        return await (_summary = SumUp(spoken, newest.Seq));
    }

    private async Task<SessionSummary> SumUp(Message[] spoken, long upToSeq)
    {
        using var limit = new CancellationTokenSource(LongestSummary, clock);
        try
        {
            return new(await summary.Extend("", spoken, limit.Token).WaitAsync(limit.Token), upToSeq);
        }
        catch (Exception e)
        {
            // Whatever ails the model, the agent has to know what it is about.
            LogUnsummarised(e);
            return new(ExtractiveSummary.Extend("", spoken, options.Value.SummaryLength), upToSeq);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model did not sum the conversation up; the mechanical summary stands in")]
    private partial void LogUnsummarised(Exception e);
}
