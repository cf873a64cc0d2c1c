namespace LiveChat.Queues;

/// <summary>Offers: made, repeated, ended.</summary>
internal sealed partial class DeskQueue
{
    /// <summary>Offers what waits to whoever is free, in the line's order. At a closed desk only an agent asked for by name; the others are told.</summary>
    private void Match(DateTimeOffset now)
    {
        var index = 0;
        while (index < _unoffered.Count && _seats.Free.Count > 0)
        {
            var waiting = _unoffered[index];
            if (QueueRules.Choose(waiting, _seats, options.DeclineCoolDown, now) is { } choice && (Opening.Open || choice.Reason is AssignmentReason.Requested))
                MakeOffer(waiting, choice, now);
            else index++;
        }
        if (!Opening.Open) SendAway(now);
    }

    private void MakeOffer(Waiting waiting, Choice choice, DateTimeOffset now)
    {
        var seat = choice.Seat;
        var offer = new StandingOffer(seat.AgentId, now, now + options.OfferTimeout, choice.Reason, QueueRules.Candidates(_seats, seat));
        _seats.Change(seat, s =>
        {
            s.Offered.Add(waiting.SessionId);
            s.LastTurn = now;
        });
        waiting.Offer = offer;
        _unoffered.Remove(waiting);
        _alarms.Set(new Alarm(AlarmKind.OfferEnds, offer.ExpiresAt, waiting.SessionId, offer.AgentId));
        _effects.Add(Announce(waiting, offer, now));
        Version++;
    }

    /// <summary>Ends the standing offer and frees its slot; without a reason nobody is told.</summary>
    private void EndOffer(Waiting waiting, string? reason)
    {
        var offer = waiting.Offer!;
        waiting.Offer = null;
        _unoffered.Add(waiting);
        _seats.Change(_seats.Find(offer.AgentId)!, s => s.Offered.Remove(waiting.SessionId));
        if (reason is not null) _effects.Add(new OfferEnded(offer.AgentId, waiting.SessionId, reason));
        Version++;
    }

    /// <summary>An agent who refused a session, by word or by silence, is spared it while others can have it.</summary>
    private void Spare(Waiting waiting, string agentId, DateTimeOffset now)
    {
        waiting.Refuse(agentId, now);
        _alarms.Set(new Alarm(AlarmKind.CoolDownEnds, now + options.DeclineCoolDown, waiting.SessionId, agentId));
    }

    private void LetLapse(Alarm alarm, DateTimeOffset now)
    {
        if (!_waiting.TryGetValue(alarm.SessionId, out var waiting) || waiting.Offer is not { } offer) return;
        if (offer.AgentId != alarm.AgentId || offer.ExpiresAt != alarm.At) return;

        EndOffer(waiting, OfferEnd.Expired);
        Spare(waiting, offer.AgentId, now);
        var seat = _seats.Find(offer.AgentId)!;
        _seats.Change(seat, s =>
        {
            if (offer.At < s.LastLapse) return;
            s.LastLapse = now;
            if (++s.Lapses >= options.LapsesUntilAside) s.AsideUntil = now + options.AsideFor;
        });
        if (seat.AsideUntil is { } until) _alarms.Set(new Alarm(AlarmKind.AsideEnds, until, default, seat.AgentId));
    }

    private void WithdrawOffers(Seat seat)
    {
        foreach (var sessionId in seat.Offered.ToArray()) EndOffer(_waiting[sessionId], OfferEnd.Unavailable);
    }

    private void RepeatOffers(Seat seat, DateTimeOffset now)
    {
        foreach (var sessionId in seat.Offered) _effects.Add(Announce(_waiting[sessionId], _waiting[sessionId].Offer!, now));
    }

    private Offer[] OffersTo(Seat seat, DateTimeOffset now) =>
        [.. seat.Offered.Select(sessionId => Announce(_waiting[sessionId], _waiting[sessionId].Offer!, now).Offer).OrderBy(offer => offer.ExpiresAt)];

    private OfferMade Announce(Waiting waiting, StandingOffer offer, DateTimeOffset now) =>
        new(offer.AgentId, new Offer(
            waiting.SessionId, deskId, SecondsWaited(waiting, now), waiting.Ticket.Urgency, waiting.Ticket.Summary, offer.ExpiresAt));

    private static int SecondsWaited(Waiting waiting, DateTimeOffset now) =>
        (int)Math.Clamp((now - waiting.Ticket.WaitingSince).TotalSeconds, 0, int.MaxValue);
}
