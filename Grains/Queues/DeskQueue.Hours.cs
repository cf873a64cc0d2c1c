using LiveChat.Desks;
using LiveChat.Schedules;

namespace LiveChat.Queues;

/// <summary>The desk's hours and shifts: who is offered anything, and what becomes of who waits when nobody serves any more.</summary>
internal sealed partial class DeskQueue
{
    private DeskPlan _plan = DeskPlan.Of(DeskSchedule.Always(deskId));
    private DateTimeOffset? _clockCheck;

    /// <summary>Whether the desk serves.</summary>
    public DeskOpening Opening { get; private set; } = new(true, null);

    /// <summary>Takes over the schedule as it is stored.</summary>
    public void SetSchedule(DeskSchedule schedule, DateTimeOffset now)
    {
        if (schedule.Revision == _plan.Schedule.Revision) return;
        Tick(now);
        _plan = DeskPlan.Of(schedule);
        foreach (var (sessionId, promise) in _promises.ToArray()) Promise(sessionId, promise.Since);
        LookAtClock(now);
        Version++;
        Match(now);
    }

    /// <summary>Who works now, and whether the desk serves; until the next change of either.</summary>
    private void LookAtClock(DateTimeOffset now)
    {
        foreach (var seat in _seats.All.ToArray())
        {
            var onShift = _plan.IsOnShift(seat.AgentId, now);
            if (seat.OnShift == onShift) continue;
            if (!onShift) WithdrawOffers(seat);
            _seats.Change(seat, s => s.OnShift = onShift);
            Version++;
        }

        var opening = _plan.OpeningAt(now, _seats.All.Where(seat => seat.Capacity > 0).Select(seat => seat.AgentId));
        if (opening.Open != Opening.Open) Version++;
        Opening = opening;
        if (opening.Open)
        {
            foreach (var waiting in _waiting.Values) waiting.ToldAwayAt = null;
        }

        if (_plan.NextChange(now) is not { } next || next == _clockCheck) return;
        _clockCheck = next;
        _alarms.Set(new Alarm(AlarmKind.HoursChange, next, default, ""));
    }

    /// <summary>Nobody waits at a closed desk without knowing: each session is told until it has left. Who is offered to an agent waits for the answer.</summary>
    private void SendAway(DateTimeOffset now)
    {
        for (var index = 0; index < _unoffered.Count; index++)
        {
            var waiting = _unoffered[index];
            if (now < waiting.ToldAwayAt + options.LostRepeat) continue;
            waiting.ToldAwayAt = now;
            _effects.Add(new SentAway(waiting.SessionId, Opening.Until));
            _alarms.Set(new Alarm(AlarmKind.AwayAgain, now + options.LostRepeat, waiting.SessionId, ""));
        }
    }
}
