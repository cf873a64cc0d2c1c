using LiveChat.Sessions;

namespace LiveChat.Queues;

/// <summary>
/// Slots of agents whose visitors are silent: freed, and taken again when the visitor is back. Where none is free by then,
/// the session waits again at its old place, so that nobody ever has more than they may.
/// </summary>
internal sealed partial class DeskQueue
{
    /// <summary>The visitor said something after a silence.</summary>
    public void VisitorBack(Guid sessionId, DateTimeOffset now)
    {
        Tick(now);
        if (_held.TryGetValue(sessionId, out var held)) ComeBack(held, now);
        Match(now);
    }

    private Attendance AttendanceOf(Guid sessionId, IReadOnlyDictionary<Guid, LastWords>? words, DateTimeOffset now) =>
        IdleRules.Of(words?.GetValueOrDefault(sessionId), options.IdleAfter, now);

    private void LookForIdle(IReadOnlyDictionary<Guid, LastWords>? words, DateTimeOffset settled, DateTimeOffset now)
    {
        if (words is null) return;
        // Who goes makes room for who comes.
        List<Held> back = [];
        foreach (var (sessionId, held) in _held.ToArray())
        {
            var seat = _seats.Find(held.Assignment.AgentId)!;
            var isIdle = AttendanceOf(sessionId, words, now) is Attendance.Idle;
            if (isIdle == seat.Idle.Contains(sessionId)) continue;
            if (!isIdle) back.Add(held);
            // Words that were read before somebody came back do not count against them.
            else if (held.TouchedAt <= settled) SetIdle(seat, sessionId, idle: true);
        }
        foreach (var held in back) ComeBack(held, now);
    }

    private void ComeBack(Held held, DateTimeOffset now)
    {
        var sessionId = held.Assignment.SessionId;
        _held[sessionId] = held with { TouchedAt = now };
        var seat = _seats.Find(held.Assignment.AgentId)!;
        if (!seat.Idle.Contains(sessionId)) return;

        // Whom the agent knows goes before whom they were only offered.
        if (seat.Load >= seat.Capacity && seat.Offered.Count > 0 && seat.Load - seat.Offered.Count < seat.Capacity)
            EndOffer(_waiting[seat.Offered.Last()], OfferEnd.Unavailable);
        if (seat.Load < seat.Capacity) SetIdle(seat, sessionId, idle: false);
        else _effects.Add(new ReturnedToNoSlot(seat.AgentId, sessionId));
    }

    private void SetIdle(Seat seat, Guid sessionId, bool idle)
    {
        _seats.Change(seat, s =>
        {
            if (idle) s.Idle.Add(sessionId);
            else s.Idle.Remove(sessionId);
        });
        Version++;
    }
}
