using LiveChat.Desks;
using LiveChat.Sessions;

namespace LiveChat.Queues;

/// <summary>What is stored, and the queue: made equal at the start, and from time to time.</summary>
internal sealed partial class DeskQueue
{
    /// <summary>
    /// Takes over who has a seat. The sessions of who lost theirs wait again at their old places. Under a lower capacity
    /// what an agent has stays, and offers above it are withdrawn.
    /// </summary>
    public void SetSeats(IReadOnlyCollection<DeskSeat> stored, DateTimeOffset now)
    {
        Tick(now);
        var before = Version;
        foreach (var seat in stored)
        {
            if (_seats.Find(seat.UserId) is not { } known)
            {
                _seats.Add(new Seat(seat.UserId, seat.Name, seat.Capacity, now) { Skills = seat.Skills });
            }
            else
            {
                known.Skills = seat.Skills;
                if (known.Capacity == seat.Capacity) continue;
                Resize(known, seat.Capacity);
            }
            Version++;
        }

        var seated = stored.Select(seat => seat.UserId).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _seats.All.Where(seat => !seated.Contains(seat.AgentId)).ToArray())
        {
            if (gone.Capacity > 0) Unseat(gone, now);
        }

        if (Version != before) LookAtClock(now);
        Match(now);
    }

    private void Resize(Seat known, int capacity)
    {
        _seats.Change(known, s => s.Capacity = capacity);
        foreach (var sessionId in known.Offered.Skip(Math.Max(0, known.Capacity - (known.Load - known.Offered.Count))).ToArray()) EndOffer(_waiting[sessionId], OfferEnd.Unavailable);
    }

    /// <summary>Who has no seat any more is as one who left and does not come back: what they have waits again, now.</summary>
    private void Unseat(Seat gone, DateTimeOffset now)
    {
        WithdrawOffers(gone);
        _seats.Change(gone, s => (s.Capacity, s.AbsentSince) = (0, now - options.PresenceGrace));
        if (gone.IsEmpty) _seats.Remove(gone);
        else WatchAbsence(gone, now);
        Version++;
    }

    /// <summary>
    /// Makes the queue equal to the stored headers of the sessions that wait here or are worked on here. What was
    /// touched so shortly before they were read that the session may still have been storing it is left alone.
    /// </summary>
    /// <param name="headers">What is stored.</param>
    /// <param name="names">The name of each session's creator.</param>
    /// <param name="readAt">When the reading began.</param>
    /// <param name="now">The time.</param>
    /// <param name="words">When people last said something in them, read after the headers; null for never.</param>
    public void Sweep(
        IReadOnlyCollection<SessionHeader> headers, IReadOnlyDictionary<Guid, string> names, DateTimeOffset readAt, DateTimeOffset now,
        IReadOnlyDictionary<Guid, LastWords>? words = null)
    {
        Tick(now);
        var settled = readAt - options.SettleTime;
        var stored = new HashSet<Guid>();
        // Who was away takes what slots those leave who never were.
        foreach (var header in headers.OrderBy(header => AttendanceOf(header.SessionId, words, now) is Attendance.Resumed))
        {
            stored.Add(header.SessionId);
            if (TouchedAt(header.SessionId) > settled) continue;
            if (header.Status is SessionStatus.Waiting) RestoreWaiting(header, names, now);
            else if (header is { Status: SessionStatus.Assigned, AssigneeId: { } agentId }) RestoreHeld(header, agentId, AttendanceOf(header.SessionId, words, now), now);
        }

        foreach (var sessionId in _waiting.Keys.Concat(_held.Keys).Where(id => !stored.Contains(id) && TouchedAt(id) <= settled).ToArray())
        {
            if (_waiting.TryGetValue(sessionId, out var waiting)) LeaveLine(waiting, OfferEnd.Closed);
            Unhold(sessionId);
            _promises.Remove(sessionId);
        }

        LookForIdle(words, settled, now);
        JudgePromises(headers, names, words, readAt);
        foreach (var (sessionId, _) in _released.Where(release => release.Value.At <= settled).ToArray()) _released.Remove(sessionId);
        Match(now);
    }

    private DateTimeOffset TouchedAt(Guid sessionId) =>
        _waiting.TryGetValue(sessionId, out var waiting) ? waiting.TouchedAt
        : _held.TryGetValue(sessionId, out var held) ? held.TouchedAt
        : _released.GetValueOrDefault(sessionId)?.At ?? DateTimeOffset.MinValue;

    private void RestoreWaiting(SessionHeader header, IReadOnlyDictionary<Guid, string> names, DateTimeOffset now)
    {
        if (_waiting.ContainsKey(header.SessionId)) return;
        PutInLine(
            new QueueTicket(
                header.SessionId, names.GetValueOrDefault(header.SessionId, header.CreatorId), header.WaitingSince ?? header.UpdatedAt,
                header.Urgency, header.PreviousAgentId, header.RequestedAgentId, header.WaitingReason),
            now);
    }

    private void RestoreHeld(SessionHeader header, string agentId, Attendance attendance, DateTimeOffset now)
    {
        if (_held.TryGetValue(header.SessionId, out var held))
        {
            if (held.Assignment.AgentId == agentId) return;
            Unhold(header.SessionId);
        }

        if (_waiting.TryGetValue(header.SessionId, out var waiting)) LeaveLine(waiting, OfferEnd.Taken);
        var full = _seats.Find(agentId) is not { } seat || seat.Load >= seat.Capacity;
        Hold(
            new Assignment(header.SessionId, agentId, header.AssigneeName ?? agentId, AssignmentReason.Restored, [], 0), now,
            idle: attendance is Attendance.Idle || (attendance is Attendance.Resumed && full));
    }
}
