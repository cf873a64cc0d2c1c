using LiveChat.Presence;

namespace LiveChat.Queues;

/// <summary>
/// A desk's waiting line and slots as a plain state machine: inputs with their time go in, effects come out, nothing
/// is awaited. After every input no free agent stands beside a session that they may be offered.
/// </summary>
/// <remarks>
/// A session is in one of three places: waiting without an offer, waiting with one standing offer (which holds a slot of
/// that agent), or held by one agent (a slot too).
/// </remarks>
internal sealed partial class DeskQueue(string deskId, QueueOptions options)
{
    private readonly Dictionary<Guid, Waiting> _waiting = [];
    private readonly Dictionary<Guid, Held> _held = [];
    private readonly Dictionary<Guid, Departed> _released = [];
    private readonly WaitingLine _line = new();
    private readonly WaitingLine _unoffered = new();
    private readonly Seats _seats = new();
    private readonly Alarms _alarms = new();
    private readonly Pace _pace = new();
    private ShownDesk _shown = new(0);
    private List<QueueEffect> _effects = [];

    /// <summary>Rises with every change that the desk's staff can see.</summary>
    public long Version { get; private set; }

    public bool IsEmpty => _waiting.Count == 0 && _held.Count == 0;

    public bool HasEffects => _effects.Count > 0;

    /// <summary>When <see cref="Tick"/> is needed next.</summary>
    public DateTimeOffset? NextDue => _alarms.Next;

    /// <summary>What to do outside since the last time this was asked.</summary>
    public IReadOnlyList<QueueEffect> TakeEffects()
    {
        if (_effects.Count == 0) return [];
        var taken = _effects;
        _effects = [];
        return taken;
    }

    /// <summary>Puts a session in line, or back in line if an agent had it.</summary>
    public QueuePlace Enqueue(QueueTicket ticket, DateTimeOffset now)
    {
        Tick(now);
        var had = _held.GetValueOrDefault(ticket.SessionId)?.Assignment.AgentId ?? _released.GetValueOrDefault(ticket.SessionId)?.AgentId;
        PutInLine(ticket, now);

        // Who is here and no longer has it passed it on: it should not come straight back.
        if (_seats.Find(had) is { Present: true }) Spare(_waiting[ticket.SessionId], had!, now);
        Match(now);
        return PlaceOf(ticket.SessionId)!;
    }

    /// <summary>Gives the session to the agent: offered, picked from the line, or taken over from elsewhere.</summary>
    public Outcome<Assignment> Claim(Guid sessionId, string agentId, DateTimeOffset now)
    {
        Tick(now);
        if (_seats.Find(agentId) is not { Capacity: > 0 } seat) return QueueRefusal.NoSeat(deskId);
        ShowLife(seat, now);
        var outcome = Give(sessionId, seat, now);
        Match(now);
        return outcome;
    }

    /// <summary>Turns an offer down; the next agent gets it.</summary>
    public Refusal? Decline(Guid sessionId, string agentId, DateTimeOffset now)
    {
        Tick(now);
        if (!_waiting.TryGetValue(sessionId, out var waiting) || waiting.Offer?.AgentId != agentId) return QueueRefusal.NoOffer;
        ShowLife(_seats.Find(agentId)!, now);
        EndOffer(waiting, OfferEnd.Declined);
        Spare(waiting, agentId, now);
        Match(now);
        return null;
    }

    /// <summary>Forgets a session and frees its slot.</summary>
    public void Release(Guid sessionId, DateTimeOffset now)
    {
        Tick(now);
        if (_waiting.TryGetValue(sessionId, out var waiting)) LeaveLine(waiting, OfferEnd.Closed);
        _promises.Remove(sessionId);
        var had = _held.GetValueOrDefault(sessionId)?.Assignment.AgentId ?? _released.GetValueOrDefault(sessionId)?.AgentId;
        _released[sessionId] = new Departed(had, now);
        Unhold(sessionId);
        Match(now);
    }

    /// <summary>An agent came, went or changed status, or is said again to be here. False when the agent has no seat here.</summary>
    public bool SetAvailability(AgentAvailability availability, DateTimeOffset now)
    {
        Tick(now);
        if (_seats.Find(availability.AgentId) is not { Capacity: > 0 } seat) return false;
        if (availability.Present) seat.ToldAt = now;
        var wasPresent = seat.Present;
        if (wasPresent == availability.Present && seat.Status == availability.Status) return true; // repeated: no sign of life

        _seats.Change(seat, s =>
        {
            (s.Name, s.Status) = (availability.Name, availability.Status);
            s.AbsentSince = availability.Present ? null : s.AbsentSince ?? now;
            (s.AsideUntil, s.Lapses) = (null, 0);
        });
        Version++;
        if (!seat.Present) WatchAbsence(seat, now);
        else WatchLease(seat);
        if (seat.Present && seat.Status is not PresenceStatus.Online) WithdrawOffers(seat);
        else if (seat.Present && !wasPresent) RepeatOffers(seat, now);
        Match(now);
        return true;
    }

    /// <summary>Ends what has run out by now, and hands out what that set free.</summary>
    public void Tick(DateTimeOffset now)
    {
        var rang = false;
        while (_alarms.TryTake(now, out var alarm))
        {
            rang = true;
            switch (alarm.Kind)
            {
                case AlarmKind.OfferEnds: LetLapse(alarm, now); break;
                case AlarmKind.AbsenceEnds: CheckAbsence(alarm, now); break;
                case AlarmKind.LeaseEnds: CheckLease(alarm, now); break;
                case AlarmKind.AsideEnds: EndAside(alarm); break;
                case AlarmKind.HoursChange: LookAtClock(now); break;
                case AlarmKind.TargetLooms: LookAtTarget(alarm); break;
                default: break; // a cool-down ended, or somebody is to be sent away again: the matching below sees it
            }
        }

        if (rang) Match(now);
    }

    private Outcome<Assignment> Give(Guid sessionId, Seat seat, DateTimeOffset now)
    {
        var agentId = seat.AgentId;
        if (_held.TryGetValue(sessionId, out var held))
        {
            if (held.Assignment.AgentId != agentId) return QueueRefusal.HeldBy(held.Assignment.AgentName);
            _held[sessionId] = held with { TouchedAt = now };
            return held.Assignment;
        }

        var waiting = _waiting.GetValueOrDefault(sessionId);
        var offer = waiting?.Offer is { } standing && standing.AgentId == agentId ? standing : null;
        if (offer is null && seat.Load >= seat.Capacity) return QueueRefusal.Full(seat);

        var assignment = new Assignment(
            sessionId, agentId, seat.Name,
            offer?.Reason ?? (waiting is null ? AssignmentReason.Takeover : AssignmentReason.Picked),
            offer?.Candidates ?? QueueRules.Candidates(_seats, seat),
            waiting is null ? 0 : SecondsWaited(waiting, now));
        if (waiting is not null)
        {
            _pace.Served(now);
            LeaveLine(waiting, OfferEnd.Taken, heir: agentId);
        }

        Hold(assignment, now);
        return assignment;
    }

    private void PutInLine(QueueTicket ticket, DateTimeOffset now)
    {
        Unhold(ticket.SessionId);
        _released.Remove(ticket.SessionId);
        var known = _waiting.GetValueOrDefault(ticket.SessionId);
        if (known is not null && known.Ticket.WaitingSince < ticket.WaitingSince) ticket = ticket with { WaitingSince = known.Ticket.WaitingSince };
        var rank = QueueRules.Rank(ticket, options.UrgencyHeadStart);
        var entry = known?.With(ticket, rank, now) ?? new Waiting(ticket, rank, now);

        if (known is not null) Unlist(known);
        _waiting[ticket.SessionId] = entry;
        _line.Add(entry);
        if (entry.Offer is null) _unoffered.Add(entry);
        Promise(ticket.SessionId, ticket.WaitingSince);
        _pace.Joined(now);
        Version++;
    }

    /// <summary>Takes a session out of the line; an offer of it to anybody but the heir is withdrawn.</summary>
    private void LeaveLine(Waiting waiting, string reason, string? heir = null)
    {
        if (waiting.Offer is { } offer) EndOffer(waiting, offer.AgentId == heir ? null : reason);
        Unlist(waiting);
        _waiting.Remove(waiting.SessionId);
        if (_waiting.Count == 0) _pace.Emptied();
        Version++;
    }

    private void Unlist(Waiting waiting)
    {
        _line.Remove(waiting);
        _unoffered.Remove(waiting);
    }

    private void Hold(Assignment assignment, DateTimeOffset now, bool idle = false)
    {
        var seat = _seats.Find(assignment.AgentId) ?? _seats.Add(new Seat(assignment.AgentId, assignment.AgentName, 0, now));
        _held[assignment.SessionId] = new Held(assignment, now);
        _released.Remove(assignment.SessionId);
        _seats.Change(seat, s =>
        {
            s.Active.Add(assignment.SessionId);
            if (idle) s.Idle.Add(assignment.SessionId);
            s.LastTurn = now;
        });
        if (!seat.Present) WatchAbsence(seat, now);
        Version++;
    }

    private void Unhold(Guid sessionId)
    {
        if (!_held.Remove(sessionId, out var held)) return;
        var seat = _seats.Find(held.Assignment.AgentId)!;
        _seats.Change(seat, s =>
        {
            s.Active.Remove(sessionId);
            s.Idle.Remove(sessionId);
        });
        if (seat is { Capacity: 0, IsEmpty: true }) _seats.Remove(seat);
        Version++;
    }
}
