namespace LiveChat.Queues;

/// <summary>Agents who went, and what becomes of their sessions.</summary>
internal sealed partial class DeskQueue
{
    /// <summary>Whoever acts is there, whatever their presence says: not set aside, and the grace begins anew.</summary>
    private void ShowLife(Seat seat, DateTimeOffset now)
    {
        _seats.Change(seat, s =>
        {
            (s.Aside, s.Lapses) = (false, 0);
            if (!s.Present) s.AbsentSince = now;
        });
        if (!seat.Present) WatchAbsence(seat, now);
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
