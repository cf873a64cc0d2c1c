using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.Sessions;

namespace LiveChat.Unit.Queues.Histories;

/// <summary>
/// What was promised to who waits, told from what is stored and from the clock alone: each warning that is due stands, each
/// broken promise is recorded, once, and none that was kept. As the grain does it, the queue says when to look, and then
/// the store is looked at; where that fails, at the next sweep.
/// </summary>
internal sealed partial class World
{
    /// <summary>What was recorded; it outlives the process.</summary>
    private readonly HashSet<(Guid SessionId, Target Target, DateTimeOffset Since)> _misses = [];

    /// <summary>What this life of the queue has said of broken promises.</summary>
    private readonly HashSet<(Guid SessionId, Target Target, DateTimeOffset Since)> _said = [];

    /// <summary>Sessions of which the queue has not heard yet that they were answered.</summary>
    private readonly HashSet<Guid> _unheard = [];

    private bool _mustLook;

    /// <summary>As the session grain does it: stored, then the queue is told.</summary>
    private void AgentSays(Session session)
    {
        if (session.Status is not SessionStatus.Assigned) return;
        session.Said.Add(new(ByStaff: true, _now));
        _unheard.Add(session.Id);
        if (_fate is Fate.Lost || session.WaitingSince is null) return;
        for (var times = _fate is Fate.ArrivesTwice ? 2 : 1; times > 0; times--) _queue.AgentSpoke(session.Id, session.WaitingSince!.Value, _now, _now);
        _unheard.Remove(session.Id);
    }

    private void LookIfAsked()
    {
        if (!_mustLook) return;
        _mustLook = false;
        if (_fate is Fate.Lost) return; // the database was away just then
        _read = null; // what was read before counts no more
        Look();
    }

    private void Look()
    {
        _queue.Sweep(Headers(), new Dictionary<Guid, string>(), _now, _now, Words());
        DoEffects();
        _unheard.Clear();
        EachDuePromiseIsSaid();
    }

    private void Broken(TargetMiss miss)
    {
        var session = _byId[miss.SessionId];
        var due = DueAt(miss.Since, Promised(miss.Target));
        Fault(due == miss.DueAt && due <= _now, $"{miss} was due at {due}");
        Fault(session.Sinces.Contains(miss.Since), $"{miss}: nobody asked then");
        Fault(session.EndedAt is null || session.EndedAt >= due, $"{miss}, but it ended at {session.EndedAt}");
        Fault(miss.Target is not Target.FirstReply || !session.Said.Exists(said => said.ByStaff && said.At >= miss.Since && said.At <= due), $"{miss}, but it was kept");
        Fault(_said.Add((miss.SessionId, miss.Target, miss.Since)), $"{miss} was said twice");
        _misses.Add((miss.SessionId, miss.Target, miss.Since));
    }

    /// <summary>Just looked: nothing that is due is missing.</summary>
    private void EachDuePromiseIsSaid()
    {
        var late = _queue.Late;
        foreach (var (session, target, since, dueAt, warnAt) in OpenPromises())
        {
            if (_unsure.Contains(session.Id)) continue;
            Fault(dueAt > _now || _misses.Contains((session.Id, target, since)), $"{target} for {session.Id}, since {since}, was due at {dueAt}, and nobody noticed");
            Fault(late.Length == DeskQueue.MostLate || warnAt > _now || Array.Exists(late, warning => warning.SessionId == session.Id && warning.Target == target && warning.Missed == (dueAt <= _now)),
                $"{target} for {session.Id} is due at {dueAt}, and nobody is warned");
        }
    }

    /// <summary>No warning before its time, and none for what was kept or has ended.</summary>
    private void WarningsAreOwed()
    {
        var owed = OpenPromises().ToDictionary(promise => (promise.Session.Id, promise.Target));
        foreach (var warning in _queue.Late.Where(warning => !_unsure.Contains(warning.SessionId) && !_unheard.Contains(warning.SessionId)))
        {
            Fault(owed.TryGetValue((warning.SessionId, warning.Target), out var promise), $"{warning} is kept, or nobody promised it");
            Fault(promise.DueAt == warning.DueAt && promise.WarnAt <= _now && (!warning.Missed || promise.DueAt <= _now), $"{warning} comes too early: {promise.WarnAt}, {promise.DueAt}");
        }
    }

    /// <summary>What is promised and neither kept nor past caring for, by what is stored.</summary>
    private IEnumerable<(Session Session, Target Target, DateTimeOffset Since, DateTimeOffset DueAt, DateTimeOffset WarnAt)> OpenPromises() =>
        from session in _sessions
        where session.Status is SessionStatus.Waiting or SessionStatus.Assigned && session.WaitingSince is not null
        let since = session.WaitingSince ?? default
        from target in Enum.GetValues<Target>()
        where target is not Target.FirstReply || !session.Said.Exists(said => said.ByStaff && said.At >= since)
        let dueAt = DueAt(since, Promised(target))
        let warnAt = DueAt(since, Promised(target) * _schedule.Targets.WarnPercent / 100)
        where dueAt is not null && warnAt is not null
        select (session, target, since, dueAt.Value, warnAt.Value);

    private TimeSpan? Promised(Target target) =>
        (target is Target.FirstReply ? _schedule.Targets.FirstReplySeconds : _schedule.Targets.ResolutionSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>When so much of the desk's hours, which are alike each day, will have passed.</summary>
    private DateTimeOffset? DueAt(DateTimeOffset since, TimeSpan? time)
    {
        if (time is not { } left || _schedule.Hours is not { } hours) return since + time;
        if (hours.Length == 0) return null;
        for (var day = new DateTimeOffset(since.Date, TimeSpan.Zero); ; day = day.AddDays(1))
        {
            var (opens, closes) = (day.AddMinutes(hours[0].From), day.AddMinutes(hours[0].To));
            var from = opens > since ? opens : since;
            if (from >= closes) continue;
            if (closes - from >= left) return from + left;
            left -= closes - from;
        }
    }
}
