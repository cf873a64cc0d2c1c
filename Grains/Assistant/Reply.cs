using System.Text;
using LiveChat.Sessions;
using LiveChat.Tracing;
using Microsoft.Extensions.AI;

namespace LiveChat.Assistant;

/// <summary>
/// One reply being given. Gathers what the model says and shows it in the session, piece by piece, no faster than the
/// rhythm; breaks off when its time is up, when it is told to, or when the session does not want more of it.
/// </summary>
internal sealed class Reply(Guid replyId, ISessionControl session, ReplyRhythm rhythm, TimeSpan longest, TimeProvider clock) : IDisposable
{
    // A model that never makes us wait is interrupted after so many words, for the reader to see them.
    private const int MostUpdates = 256;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _over = new(longest, clock);
    private readonly StringBuilder _text = new();
    private readonly Dictionary<Guid, Citation> _citations = [];
    private readonly long _begun = clock.GetTimestamp();
    private string? _brokenOff;
    private int _shown;
    private int _pieces;
    private long _tokens;

    public Guid ReplyId => replyId;

    /// <summary>Cancelled when the reply is over before its end.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Why it is over before its end; null when the model has its time.</summary>
    public string? BrokenOff => _brokenOff ?? (_over.IsCancellationRequested ? ReplyEnd.Timeout : null);

    /// <summary>Whether the model knew no answer.</summary>
    public bool IsUnanswered { get; private set; }

    /// <summary>Whether the model has said nothing that can be read.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(_text.ToString());

    /// <summary>Breaks off at once; the first reason stands.</summary>
    public Task BreakOff(string reason)
    {
        _brokenOff ??= reason;
        return _over.CancelAsync();
    }

    /// <summary>Takes the model's words to their end, and shows them: all that there are when there are no more for now.</summary>
    public async Task Stream(IAsyncEnumerable<ChatResponseUpdate> updates)
    {
        using var span = LiveChatTrace.Source.StartActivity("assistant answer");
        await using var reader = updates.UntilCancelled(Over).GetAsyncEnumerator(CancellationToken.None);
        for (var taken = 0; ; taken++)
        {
            var next = reader.MoveNextAsync();
            if (!next.IsCompleted || taken >= MostUpdates)
            {
                // While one piece is shown and the reader has it, the next gathers.
                await Show();
                taken = 0;
            }

            if (!await next) break;
            Take(reader.Current);
        }

        await Show();
        span?.SetTag("livechat.pieces", _pieces).SetTag("gen_ai.usage.output_tokens", _tokens > 0 ? _tokens : null);
    }

    /// <summary>How it ended.</summary>
    public FinishedReply Finished(string? interrupted)
    {
        var text = _text.ToString();
        var tokens = _tokens > 0 ? (int)Math.Min(_tokens, int.MaxValue) : TokenCount.Estimate(text);
        AssistantMetrics.Ended(interrupted, tokens);
        return new FinishedReply(replyId, text, tokens, [.. _citations.Values], interrupted);
    }

    public void Dispose() => _over.Dispose();

    private void Take(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            if (content is UsageContent { Details.OutputTokenCount: { } tokens }) _tokens = tokens;
            foreach (var citation in content.Annotations?.OfType<CitationAnnotation>() ?? [])
                if (Guid.TryParse(citation.FileId, out var article)) _citations.TryAdd(article, new Citation(article, citation.Title ?? string.Empty));
        }

        IsUnanswered |= update.AdditionalProperties?.ContainsKey(AnswerMarks.Unanswered) is true;
        _text.Append(update.Text);
    }

    // Never throws: when the reply is over, whoever waits for the model hears of it.
    private async Task Show()
    {
        if (NextPiece() is not { Length: > 0 } piece) return;
        try
        {
            var begun = clock.GetTimestamp();
            if (_pieces == 0) AssistantMetrics.Began(clock.GetElapsedTime(_begun));
            if (await Show(_pieces++, piece)) await rhythm.Rest(begun, Over);
            // Stopped or taken over, or a session that came up anew and knows nothing of this reply; the last must be told its end.
            else await BreakOff(ReplyEnd.Restart);
        }
        catch (OperationCanceledException)
        {
            // Broken off. What was said and not shown stands in the final entry.
        }
    }

    // The session drops a piece that it has, so a piece whose fate is unknown is simply shown again.
    private async Task<bool> Show(int index, string piece)
    {
        while (true)
        {
            try
            {
                return await session.ShowChunk(replyId, index, piece).AsTask().WaitAsync(Over);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever keeps the session away (a lost silo, a time-out) may pass before the reply's time is up.
                await Task.Delay(RetryInterval, clock, Over);
            }
        }
    }

    private string NextPiece()
    {
        // Half of a surrogate pair waits for the other half.
        var end = _text.Length > _shown && char.IsHighSurrogate(_text[^1]) ? _text.Length - 1 : _text.Length;
        var piece = _text.ToString(_shown, end - _shown);
        _shown = end;
        return piece;
    }
}

/// <summary>Why replies end before their end, as it stands in the log.</summary>
internal static class ReplyEnd
{
    public const string Timeout = "timeout";
    public const string Unavailable = "unavailable";
    public const string Restart = "restart";

    /// <summary>Not written: the session that stopped it writes its own end.</summary>
    public const string Ceased = "ceased";
}
