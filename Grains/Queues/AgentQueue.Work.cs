using LiveChat.Presence;
using LiveChat.Schedules;
using LiveChat.Sessions;

namespace LiveChat.Queues;

// What follows from a change: offers, lost agents, places, the desk. One timer does it all, so it comes in order.
public sealed partial class AgentQueue
{
    /// <summary>Visitors up to this place are told when they move; the others see theirs when they look.</summary>
    private const int PlacesShown = 50;

    private const string WakeUp = "wake-up";
    private static readonly TimeSpan RemindAgainAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(5);

    private readonly Queue<TargetMiss> _misses = [];
    private IGrainTimer _work = null!;
    private IGrainTimer _sweep = null!;
    private Dictionary<Guid, QueuePlace> _shownPlaces = [];
    private (long Version, DateTimeOffset At) _placesShown;
    private (long Version, DateTimeOffset At) _deskShown;
    private bool _isWorking;
    private bool _hasReminder;
    private DateTimeOffset _remindAt;

    /// <summary>After a restart this wakes the queue though nobody calls it: agents who do not come back must be missed.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!_queue.IsEmpty) return;
        _hasReminder = false;
        if (await this.GetReminder(WakeUp) is { } reminder) await this.UnregisterReminder(reminder);
        if (!_queue.IsEmpty) WorkSoon();
    }

    private void StartTimers()
    {
        _work = this.RegisterGrainTimer(Work, new() { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true });
        _sweep = this.RegisterGrainTimer(Sweep, new() { DueTime = _options.SweepEvery, Period = _options.SweepEvery, Interleave = true, KeepAlive = true });
    }

    /// <summary>Has the work done when it is due, which may be at once. During the work it takes effect afterwards.</summary>
    private void WorkSoon()
    {
        var due = NextDue();
        _work.Change(due ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan? NextDue()
    {
        if (_queue.HasEffects) return TimeSpan.Zero;
        var due = _queue.NextDue ?? DateTimeOffset.MaxValue;
        if (_placesShown.Version != _queue.Version) due = Earlier(due, _placesShown.At + _options.PlacesEvery);
        if (_deskShown.Version != _queue.Version) due = Earlier(due, _deskShown.At + _options.DeskEvery);
        if (!_hasReminder && !_queue.IsEmpty) due = Earlier(due, _remindAt);
        if (due == DateTimeOffset.MaxValue) return null;

        // Timers count whole milliseconds: a fraction too early would find nothing due.
        return TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((due - Now).TotalMilliseconds)));

        static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
    }

    private async Task Work()
    {
        if (_isWorking) return; // a timer that is changed when it is due may tick twice; what is due then is seen below
        _isWorking = true;
        try
        {
            LookAtClock();
            _queue.Tick(Now);
            for (var effects = _queue.TakeEffects(); effects.Count > 0; effects = _queue.TakeEffects())
            {
                foreach (var effect in effects) await Do(effect);
            }

            if (_deskShown.Version != _queue.Version && Now >= _deskShown.At + _options.DeskEvery) await ShowDesk();
            if (_placesShown.Version != _queue.Version && Now >= _placesShown.At + _options.PlacesEvery) await ShowPlaces();
            if (!_hasReminder && !_queue.IsEmpty && Now >= _remindAt) await Remind();
        }
        finally
        {
            _isWorking = false;
            WorkSoon(); // whatever failed, time goes on
        }
    }

    private Task Do(QueueEffect effect) => effect switch
    {
        OfferMade(var agentId, var offer) => Publish<UserEvent>(StreamNames.User(agentId), new SessionOffered(offer)),
        OfferEnded(var agentId, var sessionId, var reason) => Publish<UserEvent>(StreamNames.User(agentId), new OfferWithdrawn(sessionId, reason)),
        AgentMissed(var agentId, var sessionId) => TellLost(agentId, sessionId),
        ReturnedToNoSlot(var agentId, var sessionId) => GrainFactory.GetGrain<ISessionControl>(sessionId).AgentFull(agentId),
        SentAway(var sessionId, var opensAt) => GrainFactory.GetGrain<ISessionControl>(sessionId).DeskClosed(DeskId, opensAt),
        TargetsToJudge => SweepSoon(),
        PromiseBroken(var miss) => NoteMiss(miss),
        _ => throw new InvalidOperationException($"The queue does not know how to do {effect.GetType().Name}."),
    };

    private async Task TellLost(string agentId, Guid sessionId)
    {
        LogAgentLost(logger, DeskId, sessionId, agentId);
        await GrainFactory.GetGrain<ISessionControl>(sessionId).AgentLost(agentId);
    }

    private Task SweepSoon()
    {
        _sweep.Change(TimeSpan.Zero, _options.SweepEvery);
        return Task.CompletedTask;
    }

    private Task NoteMiss(TargetMiss miss)
    {
        _misses.Enqueue(miss);
        return SweepSoon();
    }

    private Task ShowDesk()
    {
        _deskShown = (_queue.Version, Now);
        QueueMetrics.Show(DeskId, _queue.WaitingCount, _queue.AgentsServing);
        return Publish<DeskEvent>(StreamNames.Desk(DeskId), _queue.Changes());
    }

    private async Task ShowPlaces()
    {
        _placesShown = (_queue.Version, Now);
        var before = _shownPlaces;
        _shownPlaces = _queue.FirstPlaces(PlacesShown).ToDictionary(entry => entry.SessionId, entry => entry.Place);
        foreach (var (sessionId, place) in _shownPlaces)
        {
            if (before.GetValueOrDefault(sessionId) != place) await Publish<SessionEvent>(StreamNames.Session(sessionId), new QueueMoved(sessionId, place));
        }
    }

    private async Task Publish<T>(StreamId stream, T item)
    {
        try
        {
            await this.GetStreamProvider(StreamNames.Provider).GetStream<T>(stream).OnNextAsync(item).WaitAsync(PublishTimeout, clock);
        }
        catch (Exception fault)
        {
            // Whatever ails the stream: events are hints, an unseen offer runs out, and who looks gets the truth.
            LogPublishFailed(logger, DeskId, typeof(T).Name, fault);
        }
    }

    private async Task Remind()
    {
        _remindAt = Now + RemindAgainAfter;
        try
        {
            await this.RegisterOrUpdateReminder(WakeUp, _options.WakeUpEvery, _options.WakeUpEvery);
            _hasReminder = true;
        }
        catch (Exception fault)
        {
            // Whatever ails the reminders' store: it is tried again while anybody waits or is served.
            LogReminderFailed(logger, DeskId, fault);
        }
    }

    private async Task Sweep(CancellationToken token)
    {
        try
        {
            LookAtClock();
            await RecordMisses(token);
            await Compare(token);
            if (_queue.IsDeserted && _misses.Count == 0) this.DeactivateOnIdle();
        }
        catch (StoreUnavailableException fault)
        {
            LogSweepFailed(logger, DeskId, fault); // what is in memory goes on
        }
        finally
        {
            WorkSoon();
        }
    }

    /// <summary>The store knows which were recorded in an earlier life of the queue, so that each counts once.</summary>
    private async Task RecordMisses(CancellationToken token)
    {
        while (_misses.TryPeek(out var miss))
        {
            await Record(miss, token);
            // While it was recorded, another turn may have recorded it too: twice is once.
            if (_misses.TryPeek(out var next) && next == miss) _misses.Dequeue();
        }
    }

    private async Task Record(TargetMiss miss, CancellationToken token)
    {
        if (await schedules.Record(miss, token)) LogTargetMissed(logger, DeskId, miss.SessionId, miss.Target, miss.DueAt);
    }
}
