using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Storage.Search;

/// <summary>
/// Keeps the index up to the logs, in the background and in small steps: what this process writes soon after it was
/// written; and at the start, and now and then, whatever else the index is behind.
/// </summary>
internal sealed partial class SearchFollower(
    SearchIndexer indexer, ChangedSessions changed, TimeProvider clock, IOptions<SearchOptions> options, ILogger<SearchFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly SearchOptions _options = options.Value;
    private (long Writes, long At) _looked;
    private bool _isBusy;
    private long? _sweptAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Follow(changed.Take(), stoppingToken);
                if (IsSweepDue) await Sweep(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Whatever it was, the logs are as they were: it is tried again.
                LogBehind(logger, fault);
                _sweptAt = null;
            }
        }
    }

    private bool IsSweepDue => _sweptAt is not { } at || changed.HasForgotten || clock.GetElapsedTime(at) >= _options.SweepInterval;

    private async Task Follow(Guid[] sessions, CancellationToken token)
    {
        foreach (var some in sessions.Chunk(SearchIndexer.MostSessions)) await Index(some, token);
    }

    private async Task Sweep(CancellationToken token)
    {
        changed.Remember();
        var begun = clock.GetTimestamp();
        var after = Guid.Empty;
        while (true)
        {
            var stale = await indexer.Stale(after, SearchIndexer.MostSessions, token);
            if (stale.Length > 0) await Index(stale, token);
            if (stale.Length < SearchIndexer.MostSessions) break;
            after = stale[^1];
            // What is said meanwhile is not kept waiting.
            await Follow(changed.Take(), token);
        }
        _sweptAt = begun;
    }

    private async Task Index(Guid[] sessions, CancellationToken token)
    {
        while (sessions.Length > 0)
        {
            var begun = clock.GetTimestamp();
            sessions = await indexer.Index(sessions, token);
            var share = IsBusy() ? _options.BusyShare : _options.Share;
            await Task.Delay(clock.GetElapsedTime(begun) * ((100 - share) / (double)share), clock, token);
        }
    }

    /// <summary>Whether so much is said that finding it has to wait for saying it.</summary>
    private bool IsBusy()
    {
        var (writes, now) = (changed.Writes, clock.GetTimestamp());
        var elapsed = clock.GetElapsedTime(_looked.At, now);
        if (elapsed < Glance) return _isBusy;
        _isBusy = writes - _looked.Writes > _options.BusyWrites * elapsed.TotalSeconds;
        _looked = (writes, now);
        return _isBusy;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search index could not follow; it is tried again.")]
    private static partial void LogBehind(ILogger logger, Exception fault);
}
