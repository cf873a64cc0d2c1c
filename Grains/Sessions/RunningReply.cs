using System.Text;

namespace LiveChat.Sessions;

/// <summary>An answer being given, as far as the session knows it. In memory only: what ends it stands in the log.</summary>
internal sealed class RunningReply(Guid replyId, long epoch, int maxLength, DateTimeOffset begunAt)
{
    private readonly StringBuilder _text = new();
    private int _newestChunk = -1;

    /// <summary>The reply.</summary>
    public Guid ReplyId { get; } = replyId;

    /// <summary>The control epoch under which it was begun.</summary>
    public long Epoch { get; } = epoch;

    /// <summary>When the assistant was last heard of.</summary>
    public DateTimeOffset LastHeard { get; private set; } = begunAt;

    /// <summary>How it ended, once it did; kept until that is committed.</summary>
    public FinishedReply? Finished { get; set; }

    /// <summary>Whether there is room for more text.</summary>
    public bool IsFull => _text.Length >= maxLength;

    /// <summary>Takes the next piece; false for one that came before.</summary>
    public bool Take(int chunkIndex, string content, DateTimeOffset now)
    {
        LastHeard = now;
        if (chunkIndex <= _newestChunk) return false;
        _newestChunk = chunkIndex;
        _text.Append(content.AsSpan(0, Math.Min(content.Length, maxLength - _text.Length)));
        return true;
    }

    /// <summary>What a reader who joins now is shown; null after the end.</summary>
    public ActiveReply? View() => Finished is null ? new(ReplyId, _text.ToString(), _newestChunk) : null;

    /// <summary>How it ended, or how it ends if it is broken off now.</summary>
    public FinishedReply End(string reason) => Finished ?? new(ReplyId, _text.ToString(), _newestChunk + 1, [], reason);
}
