using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveChat.Silo.Storage.Knowledge;

/// <summary>
/// Indexes at the start what stands in the database and not in the index: articles from before it, and all of them once
/// the program cuts texts otherwise. Until then an article is found as it was cut before, or not at all.
/// </summary>
internal sealed partial class ArticleIndexing(ArticleStore articles, TimeProvider clock, ILogger<ArticleIndexing> logger) : BackgroundService
{
    private const int Together = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var total = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var some = await articles.IndexStale(Together, stoppingToken);
                total += some;
                if (some > 0) continue;
                if (total > 0) LogIndexed(logger, total);
                return;
            }
            catch (StoreUnavailableException fault)
            {
                LogAway(logger, fault);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} articles have been indexed anew.")]
    private static partial void LogIndexed(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Articles could not be indexed anew; it is tried again.")]
    private static partial void LogAway(ILogger logger, Exception fault);
}
