using LiveChat.Schedules;
using LiveChat.Sessions;

namespace LiveChat.Queues;

/// <summary>
/// What was promised to who waits. Time only says when to look: whether a promise was kept is judged by what is stored, so
/// no word that got lost makes a promise broken, and a restart forgets none.
/// </summary>
internal sealed partial class DeskQueue
{
    /// <summary>The most warnings that are shown.</summary>
    public const int MostLate = 100;

    private readonly Dictionary<Guid, Promises> _promises = [];

    /// <summary>The promises that are about to be broken, or are; the longest due first. None that nobody has looked at since it is.</summary>
    public TargetWarning[] Late =>
    [
        .. _promises.SelectMany(entry => entry.Value.All.Where(promise => promise.Stands is not Standing.InTime)
                .Select(promise => new TargetWarning(
                    entry.Key, promise.Target, promise.DueAt, promise.Stands is Standing.Missed, entry.Value.CustomerName ?? _waiting.GetValueOrDefault(entry.Key)?.Ticket.VisitorName,
                    _held.GetValueOrDefault(entry.Key)?.Assignment.AgentId)))
            .OrderBy(warning => warning.DueAt).ThenBy(warning => warning.SessionId).ThenBy(warning => warning.Target).Take(MostLate),
    ];

    /// <summary>An agent said something in the session that waited since then, and it is stored.</summary>
    public void AgentSpoke(Guid sessionId, DateTimeOffset since, DateTimeOffset at, DateTimeOffset now)
    {
        Tick(now);
        if (_promises.GetValueOrDefault(sessionId) is not { } promises || promises.Since != since || promises.Find(Target.FirstReply) is not { Kept: false } promise) return;
        // Said too late, and before anybody looked.
        if (at > promise.DueAt) Break(sessionId, promise, since, _held.GetValueOrDefault(sessionId)?.Assignment.AgentId);
        promise.Kept = true;
        Version++;
    }

    /// <summary>The session that waited since then was closed. Answers what ran out before: no sweep finds that any more.</summary>
    public TargetMiss? Closed(Guid sessionId, DateTimeOffset since, DateTimeOffset at, string? agentId, DateTimeOffset now)
    {
        Tick(now);
        if (_promises.GetValueOrDefault(sessionId)?.Since > since) return null; // it has asked anew
        var dueAt = Promise(sessionId, since)?.Find(Target.Resolution)?.DueAt;
        _promises.Remove(sessionId);
        Version++;
        return dueAt <= at ? new(sessionId, Target.Resolution, since, deskId, agentId, dueAt.Value) : null;
    }

    /// <summary>From this moment on the session's promises run; the same moment again changes only what the schedule changed.</summary>
    private Promises? Promise(Guid sessionId, DateTimeOffset since)
    {
        var targets = _plan.Schedule.Targets;
        if (targets is { FirstReplySeconds: null, ResolutionSeconds: null })
        {
            _promises.Remove(sessionId);
            return null;
        }

        var known = _promises.GetValueOrDefault(sessionId) is { } before && before.Since == since ? before : null;
        var promises = new Promises(since, known?.CustomerName,
        [
            .. new[] { (Target.FirstReply, targets.FirstReplySeconds), (Target.Resolution, targets.ResolutionSeconds) }
                .Select(target => Running(target.Item1, target.Item2)).OfType<RunningPromise>(),
        ]);
        foreach (var promise in promises.All)
        {
            if (known?.Find(promise.Target) is { } same && same.DueAt == promise.DueAt && same.WarnAt == promise.WarnAt) continue;
            _alarms.Set(new Alarm(AlarmKind.TargetLooms, promise.WarnAt, sessionId, ""));
            _alarms.Set(new Alarm(AlarmKind.TargetLooms, promise.DueAt, sessionId, ""));
        }
        return _promises[sessionId] = promises;

        RunningPromise? Running(Target target, int? seconds)
        {
            if (seconds is not { } whole || _plan.After(since, TimeSpan.FromSeconds(whole)) is not { } dueAt) return null;
            var warnAt = _plan.After(since, TimeSpan.FromSeconds(whole * (double)targets.WarnPercent / 100)) ?? dueAt;
            var old = known?.Find(target);
            return new RunningPromise(target, warnAt, dueAt) { Kept = old?.Kept ?? false, Told = old?.Told ?? false, LookedAt = old?.LookedAt ?? default };
        }
    }

    private void LookAtTarget(Alarm alarm)
    {
        if (!_promises.TryGetValue(alarm.SessionId, out var promises)) return;
        if (!Array.Exists(promises.All, promise => !promise.Kept && (promise.WarnAt == alarm.At || promise.DueAt == alarm.At))) return;
        if (!_effects.Exists(effect => effect is TargetsToJudge)) _effects.Add(new TargetsToJudge());
    }

    /// <summary>Judges what was due when the headers were read.</summary>
    private void JudgePromises(
        IReadOnlyCollection<SessionHeader> headers, IReadOnlyDictionary<Guid, string> names, IReadOnlyDictionary<Guid, LastWords>? words, DateTimeOffset readAt)
    {
        foreach (var header in headers)
        {
            // Whoever was taken over from the assistant never waited: nothing was promised.
            if (header.WaitingSince is not { } since)
            {
                _promises.Remove(header.SessionId);
                continue;
            }
            if (!(_waiting.ContainsKey(header.SessionId) || _held.ContainsKey(header.SessionId))) continue;
            var known = _promises.GetValueOrDefault(header.SessionId);
            if (known?.Since > since) continue; // read before it asked anew
            if ((known?.Since == since ? known : Promise(header.SessionId, since)) is not { } promises) continue;
            if (names.TryGetValue(header.SessionId, out var name)) promises.CustomerName = name;
            foreach (var promise in promises.All) Judge(header, promise, promises.Since, words?.GetValueOrDefault(header.SessionId), readAt);
        }
    }

    private void Judge(SessionHeader header, RunningPromise promise, DateTimeOffset since, LastWords? words, DateTimeOffset readAt)
    {
        // What was said cannot be unsaid, though it may be too long ago to be read again.
        var before = promise.Stands;
        promise.Kept = promise.Kept || (promise.Target is Target.FirstReply && words is not null && Array.Exists(words.Said, said => said.ByStaff && said.At >= since));
        if (readAt > promise.LookedAt) promise.LookedAt = readAt;
        if (promise.Stands != before) Version++;
        if (promise.Stands is Standing.Missed) Break(header.SessionId, promise, since, header.AssigneeId);
    }

    private void Break(Guid sessionId, RunningPromise promise, DateTimeOffset since, string? agentId)
    {
        if (promise.Told) return;
        promise.Told = true;
        _effects.Add(new PromiseBroken(new TargetMiss(sessionId, promise.Target, since, deskId, agentId, promise.DueAt)));
    }
}

/// <summary>What was promised to one who waits.</summary>
internal sealed class Promises(DateTimeOffset since, string? customerName, RunningPromise[] all)
{
    public DateTimeOffset Since { get; } = since;

    public string? CustomerName { get; set; } = customerName;

    public RunningPromise[] All { get; } = all;

    public RunningPromise? Find(Target target) => Array.Find(All, promise => promise.Target == target);
}

/// <summary>A promise that is neither kept nor past caring for.</summary>
internal sealed class RunningPromise(Target target, DateTimeOffset warnAt, DateTimeOffset dueAt)
{
    public Target Target { get; } = target;

    public DateTimeOffset WarnAt { get; } = warnAt;

    public DateTimeOffset DueAt { get; } = dueAt;

    public bool Kept { get; set; }

    /// <summary>When it was last judged by what is stored.</summary>
    public DateTimeOffset LookedAt { get; set; }

    /// <summary>How it stood then.</summary>
    public Standing Stands => Kept || LookedAt < WarnAt ? Standing.InTime : LookedAt < DueAt ? Standing.Looming : Standing.Missed;

    /// <summary>Whether it was said that it is broken.</summary>
    public bool Told { get; set; }
}

/// <summary>How a promise stands.</summary>
internal enum Standing
{
    /// <summary>There is time, or it was kept.</summary>
    InTime,

    /// <summary>It is about to be broken.</summary>
    Looming,

    /// <summary>It is broken.</summary>
    Missed,
}
