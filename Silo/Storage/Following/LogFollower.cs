using LiveChat.Silo.Storage.Search;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Storage.Following;

/// <summary>
/// Keeps all that is derived from the logs up to them, in the background and in small steps: what this process writes
/// soon after it was written; and at the start, and now and then, whatever else there is behind. All readers together
/// have one share of the time.
/// </summary>
internal sealed partial class LogFollower(
    IEnumerable<ILogReader> readers, ChangedSessions changed, TimeProvider clock, IOptions<SearchOptions> options, ILogger<LogFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly SearchOptions _options = options.Value;
    private readonly Reader[] _readers = [.. readers.Select(reader => new Reader(reader))];
    private (long Writes, long At) _looked;
    private bool _isBusy;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await FollowAll(stoppingToken);
            foreach (var reader in _readers.Where(IsSweepDue)) await Try(reader, () => Sweep(reader, stoppingToken));
        }
    }

    /// <summary>Takes in what this process wrote lately.</summary>
    private async Task FollowAll(CancellationToken token)
    {
        var (sessions, hasForgotten) = changed.Take();
        foreach (var reader in _readers) reader.IsBehind |= hasForgotten;
        foreach (var reader in _readers) await Try(reader, () => Follow(reader, sessions, token));
    }

    private bool IsSweepDue(Reader reader) => reader.IsBehind || clock.GetElapsedTime(reader.SweptAt) >= _options.SweepInterval;

    private async Task Try(Reader reader, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Whatever it was, the logs are as they were: it is tried again, and the other readers go on.
            LogBehind(logger, reader.Of.Name, fault);
            reader.IsBehind = true;
        }
    }

    private async Task Follow(Reader reader, Guid[] sessions, CancellationToken token)
    {
        foreach (var some in sessions.Chunk(ILogReader.MostSessions)) await Read(reader, some, token);
    }

    private async Task Sweep(Reader reader, CancellationToken token)
    {
        var begun = clock.GetTimestamp();
        reader.IsBehind = false;
        var after = Guid.Empty;
        while (true)
        {
            var stale = await reader.Of.Stale(after, ILogReader.MostSessions, token);
            if (stale.Length > 0) await Read(reader, stale, token);
            if (stale.Length < ILogReader.MostSessions) break;
            after = stale[^1];
            // What is said meanwhile is not kept waiting.
            await FollowAll(token);
        }
        reader.SweptAt = begun;
    }

    private async Task Read(Reader reader, Guid[] sessions, CancellationToken token)
    {
        while (sessions.Length > 0)
        {
            var begun = clock.GetTimestamp();
            sessions = await reader.Of.Read(sessions, token);
            var share = IsBusy() ? _options.BusyShare : _options.Share;
            await Task.Delay(clock.GetElapsedTime(begun) * ((100 - share) / (double)share), clock, token);
        }
    }

    /// <summary>Whether so much is said that all else has to wait for saying it.</summary>
    private bool IsBusy()
    {
        var (writes, now) = (changed.Writes, clock.GetTimestamp());
        var elapsed = clock.GetElapsedTime(_looked.At, now);
        if (elapsed < Glance) return _isBusy;
        _isBusy = writes - _looked.Writes > _options.BusyWrites * elapsed.TotalSeconds;
        _looked = (writes, now);
        return _isBusy;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Reader} could not follow the logs; it is tried again.")]
    private static partial void LogBehind(ILogger logger, string reader, Exception fault);

    /// <summary>A reader, and whether anything may be left out that only a comparison of all sessions finds.</summary>
    private sealed class Reader(ILogReader reader)
    {
        public ILogReader Of => reader;

        public bool IsBehind { get; set; } = true;

        public long SweptAt { get; set; }
    }
}
