namespace LiveChat.Queues;

/// <summary>Agents who went, and what becomes of their sessions.</summary>
internal sealed partial class DeskQueue
{
    /// <summary>Whoever acts is there, whatever their presence says: not set aside, and the grace begins anew.</summary>
    private void ShowLife(Seat seat, DateTimeOffset now)
    {
        _seats.Change(seat, s =>
        {
            (s.AsideUntil, s.Lapses) = (null, 0);
            if (!s.Present) s.AbsentSince = now;
        });
        if (!seat.Present) WatchAbsence(seat, now);
    }

    /// <summary>An agent who was set aside gets one more offer; its lapse sets aside again.</summary>
    private void EndAside(Alarm alarm)
    {
        if (_seats.Find(alarm.AgentId) is { } seat && seat.AsideUntil == alarm.At)
            _seats.Change(seat, s => (s.AsideUntil, s.Lapses) = (null, options.LapsesUntilAside - 1));
    }

    /// <summary>Presence says again and again that an agent is here; when it ceases, its process died.</summary>
    private void WatchLease(Seat seat)
    {
        if (seat.LeaseCheck is not null) return;
        seat.LeaseCheck = seat.ToldAt + options.AvailabilityLease;
        _alarms.Set(new Alarm(AlarmKind.LeaseEnds, seat.LeaseCheck.Value, default, seat.AgentId));
    }

    private void CheckLease(Alarm alarm, DateTimeOffset now)
    {
        if (_seats.Find(alarm.AgentId) is not { } seat || seat.LeaseCheck != alarm.At) return;
        seat.LeaseCheck = null;
        if (!seat.Present) return;
        if (now < seat.ToldAt + options.AvailabilityLease)
        {
            WatchLease(seat);
            return;
        }

        _seats.Change(seat, s => s.AbsentSince = now);
        Version++;
        WatchAbsence(seat, now);
    }

    private void WatchAbsence(Seat seat, DateTimeOffset now)
    {
        var end = seat.AbsentSince!.Value + options.PresenceGrace;
        SetAbsenceCheck(seat, end > now ? end : now);
    }

    private void SetAbsenceCheck(Seat seat, DateTimeOffset at)
    {
        if (seat.AbsenceCheck == at) return;
        seat.AbsenceCheck = at;
        _alarms.Set(new Alarm(AlarmKind.AbsenceEnds, at, default, seat.AgentId));
    }

    private void CheckAbsence(Alarm alarm, DateTimeOffset now)
    {
        if (_seats.Find(alarm.AgentId) is not { } seat || seat.AbsenceCheck != alarm.At) return;
        seat.AbsenceCheck = null;
        if (seat.Present || now < seat.AbsentSince + options.PresenceGrace) return;

        WithdrawOffers(seat);
        if (seat.Active.Count == 0) return;
        foreach (var sessionId in seat.Active) _effects.Add(new AgentMissed(seat.AgentId, sessionId));
        SetAbsenceCheck(seat, now + options.LostRepeat);
    }
}
