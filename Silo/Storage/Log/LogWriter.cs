using System.Diagnostics;
using System.Threading.Channels;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Following;
using Microsoft.Extensions.Logging;

namespace LiveChat.Silo.Storage.Log;

/// <summary>
/// The one writer of a silo's log. What waits is committed together, at once: while one transaction is under way the next
/// group gathers, so nothing is ever delayed for the sake of grouping. An append that the database refuses is found by
/// halving its group, and fails alone.
/// </summary>
internal sealed partial class LogWriter : IAsyncDisposable
{
    private static readonly TimeSpan FirstProbe = TimeSpan.FromMilliseconds(50);

    // A database that goes away again so soon was not really back: a full disk answers every probe.
    private static readonly TimeSpan Relapse = TimeSpan.FromSeconds(10);

    private readonly Database _database;
    private readonly EntryReader _entries;
    private readonly ChangedSessions _changed;
    private readonly StorageOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<LogWriter> _logger;
    private readonly ILogConnection _connection;
    private readonly Channel<PendingAppend> _queue;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _deadline = new();
    private readonly LogBatch _batch = new();
    private readonly PendingAppend[] _group;
    private readonly Task _loop;
    private int _settled;
    private long _backAt;
    private TimeSpan _pause = FirstProbe;
    private long _queuedCharacters;
    private volatile Exception? _away;

    public LogWriter(Database database, EntryReader entries, ChangedSessions changed, StorageOptions options, TimeProvider clock, ILogger<LogWriter> logger)
    {
        (_database, _entries, _changed, _options, _clock, _logger) = (database, entries, changed, options, clock, logger);
        _connection = database.OpenLog();
        _queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _group = new PendingAppend[options.BatchLength];
        _loop = Task.Run(Run);
    }

    /// <summary>Queues an append and answers when it is committed. The caller's token ends the waiting, not the append.</summary>
    public ValueTask<AppendResult> Append(SessionAppend append, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (_away is { } cause) throw Database.Away(cause);
        StoredText.Require(append);

        var pending = PendingAppend.Rent(append);
        var outcome = pending.Outcome;
        if (!TryQueue(pending))
        {
            pending.Return();
            throw _closing.IsCancellationRequested ? Database.Away(cause: null) : new StoreOverloadedException("Too much waits to be stored. Try again in a moment, with the same ids.");
        }

        return token.CanBeCanceled ? new ValueTask<AppendResult>(outcome.AsTask().WaitAsync(token)) : outcome;
    }

    /// <summary>Somebody reads the session anew: another process may have written it since.</summary>
    public void Forget(Guid sessionId) => _batch.Forget(sessionId);

    /// <summary>Writes what was accepted, within the time that is given for it, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _closing.CancelAsync();
        _deadline.CancelAfter(_options.StopTimeout);
        await _loop;
        await _connection.DisposeAsync();
        _closing.Dispose();
        _deadline.Dispose();
    }

    private bool TryQueue(PendingAppend pending)
    {
        var characters = pending.Characters;
        if (Interlocked.Add(ref _queuedCharacters, characters) <= _options.QueueCharacters && _queue.Writer.TryWrite(pending))
        {
            StorageMetrics.Queued(1);
            return true;
        }

        Interlocked.Add(ref _queuedCharacters, -characters);
        return false;
    }

    private async Task Run()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            if (_deadline.IsCancellationRequested) RefuseQueued(cause: null);
            var count = TakeGroup();
            _settled = 0;
            try
            {
                await Write(0, count);
            }
            catch (StoreUnavailableException exception)
            {
                await WaitUntilBack(exception.InnerException ?? exception, count);
            }

            Array.Clear(_group, 0, count);
        }
    }

    private int TakeGroup()
    {
        var (count, characters) = (0, 0);
        while (count < _group.Length && characters < _options.BatchCharacters && _queue.Reader.TryRead(out var pending))
        {
            _group[count++] = pending;
            characters += pending.Characters;
        }

        Interlocked.Add(ref _queuedCharacters, -characters);
        StorageMetrics.Queued(-count);
        return count;
    }

    private async Task Write(int from, int to)
    {
        while (from < to)
        {
            var end = from + _batch.Fill(_group.AsSpan(from, to - from));
            await WriteTogether(from, end);
            from = end;
        }
    }

    private async Task WriteTogether(int from, int to)
    {
        var begun = _clock.GetTimestamp();
        using var span = CommitTrace.Begin(_group.AsSpan(from, to - from));
        try
        {
            await _connection.Commit(_batch);
            StorageMetrics.Appended(_clock.GetElapsedTime(begun), to - from, _batch.Entries.Count + _batch.Notes.Count);
        }
        catch (Exception exception) // Whatever it is, it belongs to whoever waits: the loop must go on for the others.
        {
            for (var at = from; at < to; at++) _batch.Forget(_group[at].Append.Header.SessionId);
            var fault = _database.FaultOf(exception);
            StorageMetrics.Failed("append", fault);
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", fault.ToString());
            if (fault == StoreFault.Unavailable)
            {
                // It may be committed for all that.
                MarkChanged(from, to);
                throw Database.Away(exception);
            }
            if (to - from == 1)
            {
                await SettleAlone(_group[from], exception);
                _settled = to;
                return;
            }

            LogHalved(_logger, exception, to - from);
            var middle = from + ((to - from) / 2);
            await Write(from, middle);
            await Write(middle, to);
            return;
        }

        _batch.Remember();
        MarkChanged(from, to);
        for (var at = from; at < to; at++) _group[at].Commit();
        _settled = to;
    }

    /// <summary>Tells who follows the logs: not before the commit, or they might look for it too early. Reading marks and members tell nothing.</summary>
    private void MarkChanged(int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (_group[at].Append is { Entries.Length: > 0 } or { Header.Status: SessionStatus.Deleted }) _changed.Add(_group[at].Append.Header.SessionId);
        }
    }

    private async Task SettleAlone(PendingAppend pending, Exception exception)
    {
        var append = pending.Append;
        var fault = _database.FaultOf(exception);
        if (fault == StoreFault.Taken && await FindEarlier(append) is { } earlier)
        {
            pending.Repeat(earlier);
            return;
        }

        if (fault != StoreFault.Taken) LogRejected(_logger, exception, append.Header.SessionId);
        pending.Fail(fault switch
        {
            StoreFault.Taken => new SequenceTakenException($"Session {append.Header.SessionId} is not as its owner left it: somebody else has written."),
            StoreFault.Rejected => new EntryRejectedException("The database refuses what was to be written.", exception),
            _ => exception,
        });
    }

    private async Task<Message?> FindEarlier(SessionAppend append)
    {
        foreach (var (log, messages) in new[] { (LogKind.Shared, append.Entries), (LogKind.Private, append.Notes) })
        {
            foreach (var message in messages)
            {
                if (message.ClientMessageId is not { } clientId) continue;
                if (await _entries.FindByClientId(message.SessionId, log, message.SenderId, clientId, CancellationToken.None) is { } earlier) return earlier;
            }
        }

        return null;
    }

    /// <summary>Refuses all that waits and comes, promptly, until the database answers again.</summary>
    private async Task WaitUntilBack(Exception cause, int count)
    {
        _away = cause;
        LogAway(_logger, cause);
        var since = _clock.GetTimestamp();
        for (; _settled < count; _settled++) _group[_settled].Fail(Database.Away(cause));
        _pause = _backAt != 0 && _clock.GetElapsedTime(_backAt) < Relapse ? Longer(_pause) : FirstProbe;
        for (; ; _pause = Longer(_pause))
        {
            RefuseQueued(cause);
            if (_closing.IsCancellationRequested) return;
            try
            {
                await Task.Delay(_pause, _clock, _closing.Token);
                await _connection.Probe(_closing.Token);
                break;
            }
            catch (Exception exception) // Every failure means the same here: not yet back.
            {
                LogStillAway(_logger, exception.Message);
            }
        }

        _away = null;
        _backAt = _clock.GetTimestamp();
        LogBack(_logger, _clock.GetElapsedTime(since).TotalMilliseconds);
    }

    private void RefuseQueued(Exception? cause)
    {
        while (_queue.Reader.TryRead(out var pending))
        {
            Interlocked.Add(ref _queuedCharacters, -pending.Characters);
            StorageMetrics.Queued(-1);
            pending.Fail(Database.Away(cause));
        }
    }

    private TimeSpan Longer(TimeSpan pause) => pause * 2 < _options.LongestProbeInterval ? pause * 2 : _options.LongestProbeInterval;
}
