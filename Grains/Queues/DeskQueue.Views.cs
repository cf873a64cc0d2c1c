namespace LiveChat.Queues;

/// <summary>What others see of the desk.</summary>
internal sealed partial class DeskQueue
{
    /// <summary>The most waiting sessions in a snapshot.</summary>
    public const int MostShown = 200;

    /// <summary>Where a session stands in line; null when it does not.</summary>
    public QueuePlace? PlaceOf(Guid sessionId) =>
        _waiting.TryGetValue(sessionId, out var waiting) ? PlaceAt(_line.PositionOf(waiting)) : null;

    /// <summary>The first places of the line, in order.</summary>
    public IEnumerable<(Guid SessionId, QueuePlace Place)> FirstPlaces(int count)
    {
        for (var index = 0; index < Math.Min(count, _line.Count); index++) yield return (_line[index].SessionId, PlaceAt(index + 1));
    }

    public bool HasSeat(string agentId) => _seats.Find(agentId) is { Capacity: > 0 };

    /// <summary>How many stand in line up to a session, itself included; null when it does not.</summary>
    public int? StandsAt(Guid sessionId) => _waiting.TryGetValue(sessionId, out var waiting) ? _line.PositionOf(waiting) : null;

    /// <summary>How many stand in line.</summary>
    public int WaitingCount => _line.Count;

    /// <summary>Agents who take sessions in general now, however many they have.</summary>
    public int AgentsServing => _seats.All.Count(seat => seat.Serves);

    public bool Waits(Guid sessionId) => _waiting.ContainsKey(sessionId);

    /// <summary>Nobody waits, nobody is served, and no agent is here.</summary>
    public bool IsDeserted => IsEmpty && !_seats.All.Any(seat => seat.Present);

    /// <summary>The desk, with who waits from a place on.</summary>
    /// <param name="from">How many of the line to leave out.</param>
    /// <param name="now">The time, for the offers of the asking agent.</param>
    /// <param name="agentId">Who asks; null for somebody without a seat.</param>
    public DeskSnapshot Snapshot(int from = 0, DateTimeOffset now = default, string? agentId = null)
    {
        var shown = new WaitingSession[Math.Clamp(_line.Count - from, 0, MostShown)];
        for (var index = 0; index < shown.Length; index++) shown[index] = Shown(_line[from + index], from + index + 1);
        var offers = _seats.Find(agentId) is { Offered.Count: > 0 } seat ? OffersTo(seat, now) : null;
        return new DeskSnapshot(deskId, shown, _line.Count, Agents(), _shown.Revision, offers, Late, Opening, _plan.Schedule.Targets);
    }

    /// <summary>From here on revisions rise from this one: higher than any that an earlier life of the queue has told.</summary>
    public void BeginRevisions(long revision) => _shown = new(revision);

    /// <summary>What differs from what was told the last time.</summary>
    public QueueChanged Changes()
    {
        var before = _shown.Revision;
        var (changed, gone) = _shown.Advance(_line);
        var agents = Agents();
        var agentsChanged = _shown.Advance(agents);
        var late = Late;
        var lateChanged = _shown.Advance(late);
        return changed.Count + gone.Count > MostShown
            ? new(deskId, Before: -1, _shown.Revision, [], [], _line.Count, agents, late, Opening, _plan.Schedule.Targets)
            : new(deskId, before, _shown.Revision, [.. changed.Select(entry => Shown(entry, _line.PositionOf(entry)))], [.. gone], _line.Count,
                agentsChanged ? agents : null, lateChanged ? late : null, Opening, _plan.Schedule.Targets);
    }

    private static WaitingSession Shown(Waiting entry, int position)
    {
        var ticket = entry.Ticket;
        return new(
            ticket.SessionId, ticket.VisitorName, ticket.WaitingSince, ticket.Urgency, position, ticket.Summary, entry.Offer?.AgentId,
            entry.Rank / TimeSpan.TicksPerMillisecond, entry.Language);
    }

    private AgentLoad[] Agents() =>
        [.. _seats.All.OrderBy(seat => seat.AgentId, StringComparer.Ordinal).Select(seat => new AgentLoad(seat.AgentId, seat.Name, seat.ShownStatus, seat.Active.Count, seat.Capacity, seat.Idle.Count, seat.OnShift))];

    /// <summary>Without anybody at work there is no telling how long it takes.</summary>
    private QueuePlace PlaceAt(int position) =>
        new(position, _seats.All.Any(seat => seat.Serves) ? _pace.Eta(position) : null);
}
