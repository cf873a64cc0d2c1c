using LiveChat.Desks;

namespace LiveChat.Queues;

/// <summary>The clock was set back.</summary>
internal sealed partial class DeskQueue
{
    /// <summary>
    /// The same desk with no time noted in it: by a clock that was set back, all that was noted would come to be due too late.
    /// Who waits, waits; who has a session, has it; offers are withdrawn and made again.
    /// </summary>
    public DeskQueue Anew(DateTimeOffset now)
    {
        var anew = new DeskQueue(deskId, options) { _effects = [.. _effects] };
        anew.SetSchedule(_plan.Schedule, now);
        anew.SetSeats([.. _seats.All.Where(seat => seat.Capacity > 0).Select(seat => new DeskSeat(deskId, seat.AgentId, seat.Name, seat.Capacity) { Skills = seat.Skills })], now);
        foreach (var (sessionId, departed) in _released) anew._released[sessionId] = departed with { At = now };
        foreach (var (sessionId, held) in _held) anew.Hold(held.Assignment, now, idle: _seats.Find(held.Assignment.AgentId)!.Idle.Contains(sessionId));
        foreach (var seat in _seats.All) anew.SetAvailability(new(seat.AgentId, seat.Name, seat.Status, seat.Present), now);
        foreach (var waiting in _waiting.Values)
        {
            if (waiting.Offer is { } offer) anew._effects.Add(new OfferEnded(offer.AgentId, waiting.SessionId, OfferEnd.Unavailable));
            anew.PutInLine(waiting.Ticket, now);
        }

        anew.Match(now);
        return anew;
    }
}
