using System.Text;
using System.Threading.Channels;
using LiveChat.Sessions;
using Microsoft.Extensions.AI;

namespace LiveChat.Assistant;

/// <summary>
/// One reply being given. Gathers what the model says and shows it in the session, piece by piece, no faster than the
/// interval; breaks off when its time is up, when it is told to, or when the session does not want more of it.
/// </summary>
internal sealed class Reply(Guid replyId, ISessionControl session, AssistantOptions options, TimeProvider clock) : IDisposable
{
    // On a busy machine the interval grows by so much of what the last ones were late, up to so many times itself.
    private const int LateWeight = 4;
    private const int MostIntervals = 3;
    private const int LateMemory = 4;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _over = new(options.ReplyTimeout, clock);
    private readonly Channel<bool> _more = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly StringBuilder _text = new();
    private readonly Dictionary<Guid, Citation> _citations = [];
    private string? _brokenOff;
    private int _shown;
    private long _tokens;

    public Guid ReplyId => replyId;

    /// <summary>Cancelled when the reply is over before its end.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Why it is over before its end; null when the model has its time.</summary>
    public string? BrokenOff => _brokenOff ?? (_over.IsCancellationRequested ? ReplyEnd.Timeout : null);

    /// <summary>Whether the model has said nothing that can be read.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(_text.ToString());

    /// <summary>Breaks off at once; the first reason stands.</summary>
    public Task BreakOff(string reason)
    {
        _brokenOff ??= reason;
        return _over.CancelAsync();
    }

    /// <summary>Takes the model's words to their end, and shows them.</summary>
    public async Task Stream(IAsyncEnumerable<ChatResponseUpdate> updates)
    {
        var showing = Show();
        try
        {
            await foreach (var update in updates.UntilCancelled(Over)) Take(update);
        }
        finally
        {
            _more.Writer.Complete();
            await showing;
        }
    }

    /// <summary>How it ended.</summary>
    public FinishedReply Finished(string? interrupted)
    {
        var text = _text.ToString();
        var tokens = _tokens > 0 ? (int)Math.Min(_tokens, int.MaxValue) : TokenCount.Estimate(text);
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

        if (update.Text.Length == 0) return;
        _text.Append(update.Text);
        _more.Writer.TryWrite(true);
    }

    private async Task Show()
    {
        try
        {
            var late = TimeSpan.Zero;
            for (var index = 0; await _more.Reader.WaitToReadAsync(Over); index++)
            {
                _more.Reader.TryRead(out _);
                if (NextPiece() is not { Length: > 0 } piece) continue;
                var begun = clock.GetTimestamp();
                if (!await Show(index, piece))
                {
                    // Stopped or taken over, or a session that came up anew and knows nothing of this reply; the last must be told its end.
                    await BreakOff(ReplyEnd.Restart);
                    return;
                }

                // Where turns and timers come late there is too much to do: fewer and longer pieces leave room.
                var rest = options.ChunkInterval + Min(late * LateWeight, options.ChunkInterval * MostIntervals);
                await Task.Delay(rest, clock, Over);
                late += (clock.GetElapsedTime(begun) - rest - late) / LateMemory;
            }
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

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

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
