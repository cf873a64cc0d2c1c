using System.Threading.Channels;
using LiveChat.Moods;
using LiveChat.Sessions;

namespace LiveChat.Silo.Moods;

/// <summary>What customers said, on its way from whoever follows the logs to who tells the sessions how it sounds. Some may be lost: moods stand in the database.</summary>
internal sealed class MoodNews(TimeProvider clock)
{
    private const int Most = 1_000;

    // Who reads old logs anew has nothing to tell.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private readonly Channel<HeardMessage> _news = Channel.CreateBounded<HeardMessage>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Whether who reads wants to hear of messages, too, in which the lexicon finds no mood.</summary>
    public bool OfAll { get; set; }

    /// <summary>Tells of a session's new entries, once their moods are committed.</summary>
    public void Tell(Guid sessionId, Message[] entries)
    {
        foreach (var entry in entries.Where(entry => MoodRules.HasMood(entry) && clock.GetUtcNow() - entry.CreatedAt <= Fresh))
        {
            var score = MoodLexicon.Score(entry.Content);
            if (score != 0 || OfAll) _news.Writer.TryWrite(new(sessionId, entry.Seq, entry.CreatedAt, entry.Content, score));
        }
    }

    /// <summary>What there is to tell, as it comes.</summary>
    public IAsyncEnumerable<HeardMessage> Read(CancellationToken token) => _news.Reader.ReadAllAsync(token);
}

/// <summary>Something that a customer said.</summary>
/// <param name="SessionId">Where.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="SaidAt">When, in UTC.</param>
/// <param name="Text">The words.</param>
/// <param name="Score">How they sound by the lexicon; 0 when nothing in them tells.</param>
internal sealed record HeardMessage(Guid SessionId, long Seq, DateTimeOffset SaidAt, string Text, int Score);
