using System.Threading.Channels;
using LiveChat.Moods;
using LiveChat.Sessions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveChat.Silo.Moods;

/// <summary>Moods on their way from whoever follows the logs to the sessions. Some may be lost: they stand in the database.</summary>
internal sealed class MoodNews(TimeProvider clock)
{
    private const int Most = 1_000;

    // Who reads old logs anew has nothing to tell.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private readonly Channel<(Guid SessionId, Mood Mood)> _news = Channel.CreateBounded<(Guid, Mood)>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Tells of a session's moods that were committed.</summary>
    public void Tell(Guid sessionId, IEnumerable<Mood> moods, Message newest)
    {
        if (clock.GetUtcNow() - newest.CreatedAt > Fresh) return;
        foreach (var mood in moods) _news.Writer.TryWrite((sessionId, mood));
    }

    /// <summary>What there is to tell, as it comes.</summary>
    public IAsyncEnumerable<(Guid SessionId, Mood Mood)> Read(CancellationToken token) => _news.Reader.ReadAllAsync(token);
}

/// <summary>Tells sessions how their customers sound, once it is known. Nobody waits for it.</summary>
internal sealed partial class MoodTeller(MoodNews news, IGrainFactory grains, ILogger<MoodTeller> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (sessionId, mood) in news.Read(stoppingToken))
        {
            try
            {
                await grains.GetGrain<ISessionControl>(sessionId).Feel(mood);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever keeps the session away: its mood stands in the database, and the next is told anew.
                LogUntold(e, sessionId);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId} could not be told a mood")]
    private partial void LogUntold(Exception e, Guid sessionId);
}
