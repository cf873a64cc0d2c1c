using LiveChat.Desks;

namespace LiveChat.Queues;

/// <summary>Who comes first, and who gets whom. Pure.</summary>
internal static class QueueRules
{
    /// <summary>The most urgent level.</summary>
    public const int MostUrgent = 3;

    /// <summary>The most agents that an explanation names.</summary>
    public const int MostCandidates = 20;

    /// <summary>
    /// The place in line: the moment since when it waits, minus a head start for each level of urgency. All wait at the
    /// same speed, so the order of two sessions never changes while they wait, and nobody starves: whoever has waited
    /// longer than the head start is ahead of every new arrival.
    /// </summary>
    public static long Rank(QueueTicket ticket, TimeSpan headStart) =>
        ticket.WaitingSince.UtcTicks - (Math.Clamp(ticket.Urgency, 0, MostUrgent) * headStart.Ticks);

    /// <summary>
    /// The agent for a session, among the free (least load first): asked for by name, else who had it last, else who knows most
    /// of what it is about, else least load. A skill is preferred, never waited for.
    /// </summary>
    /// <returns>Null when every free agent has refused it lately and nobody else had it in between.</returns>
    public static Choice? Choose(Waiting session, Seats seats, TimeSpan coolDown, DateTimeOffset now)
    {
        if (Takes(seats.Find(session.Ticket.RequestedAgentId)) is { } requested) return new(requested, AssignmentReason.Requested);
        if (Takes(seats.Find(session.Ticket.PreferredAgentId)) is { } sticky) return new(sticky, AssignmentReason.Sticky);

        var about = session.Ticket.Summary;
        Seat? best = null, longestSpared = null;
        var (most, sparedSince) = (0, DateTimeOffset.MaxValue);
        foreach (var seat in seats.Free)
        {
            if (session.RefusedBy(seat.AgentId, now, coolDown) is { } refusedAt)
            {
                if (refusedAt < sparedSince) (longestSpared, sparedSince) = (seat, refusedAt);
                continue;
            }
            if (about is null) return new(seat, AssignmentReason.LeastLoad);
            var known = seat.Skills.Count(skill => Skill.IsAskedFor(skill, topic: null, about));
            if (best is null || known > most) (best, most) = (seat, known);
        }
        if (best is not null) return new(best, most > 0 ? AssignmentReason.Skill : AssignmentReason.LeastLoad);

        // All others have had it since: it is the turn of the first again. One alone is spared until the cool-down ends.
        return seats.Free.Count > 1 && longestSpared is not null ? new(longestSpared, AssignmentReason.LeastLoad) : null;

        Seat? Takes(Seat? seat) =>
            seat is { IsFree: true } && session.RefusedBy(seat.AgentId, now, coolDown) is null ? seat : null;
    }

    /// <summary>The other free agents, one line each, for whoever asks why.</summary>
    public static string[] Candidates(Seats seats, Seat chosen) =>
    [
        .. seats.Free.Where(seat => seat != chosen).Take(MostCandidates)
            .Select(seat => $"{seat.AgentId} ({seat.Name}): {seat.Load} of {seat.Capacity}"),
    ];
}

/// <summary>An agent for a session, and why this one.</summary>
internal readonly record struct Choice(Seat Seat, string Reason);

/// <summary>Why an agent got a session, as it stands in <see cref="Assignment.Reason"/>.</summary>
internal static class AssignmentReason
{
    public const string Requested = "requested";
    public const string Sticky = "sticky";
    public const string Skill = "skill";
    public const string LeastLoad = "least_load";
    public const string Picked = "picked";
    public const string Takeover = "takeover";

    /// <summary>Found in the stored headers when the queue started; why is in the session's private log.</summary>
    public const string Restored = "restored";
}

/// <summary>Why an offer ended, as it stands in <see cref="Presence.OfferWithdrawn.Reason"/>.</summary>
internal static class OfferEnd
{
    public const string Expired = "expired";
    public const string Declined = "declined";
    public const string Taken = "taken";
    public const string Closed = "closed";
    public const string Unavailable = "unavailable";
}
