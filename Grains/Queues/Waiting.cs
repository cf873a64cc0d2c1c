namespace LiveChat.Queues;

/// <summary>A session in line.</summary>
internal sealed class Waiting(QueueTicket ticket, long rank, DateTimeOffset touchedAt)
{
    private Dictionary<string, DateTimeOffset>? _refusals;

    public Guid SessionId => Ticket.SessionId;

    public QueueTicket Ticket { get; } = ticket;

    /// <summary>Its place in line: the smaller, the earlier. It never changes with time, see <see cref="QueueRules.Rank"/>.</summary>
    public long Rank { get; } = rank;

    /// <summary>When the session last asked for it.</summary>
    public DateTimeOffset TouchedAt { get; } = touchedAt;

    public StandingOffer? Offer { get; set; }

    /// <summary>When it was last told that the desk is closed; null when it was not.</summary>
    public DateTimeOffset? ToldAwayAt { get; set; }

    /// <summary>The language that the summary shows.</summary>
    public string? Language { get; } = ticket.Summary is null ? null : Knowledge.Language.Of(ticket.Summary);

    /// <summary>When the agent last refused it, by word or by silence; null when they did not, or the cool-down ran out.</summary>
    public DateTimeOffset? RefusedBy(string agentId, DateTimeOffset now, TimeSpan coolDown) =>
        _refusals is not null && _refusals.TryGetValue(agentId, out var at) && now < at + coolDown ? at : null;

    public void Refuse(string agentId, DateTimeOffset now) =>
        (_refusals ??= new(StringComparer.Ordinal))[agentId] = now;

    /// <summary>The same session under a new ticket: who refused it, and whom it is offered to, stays.</summary>
    public Waiting With(QueueTicket ticket, long rank, DateTimeOffset now) =>
        new(ticket, rank, now) { Offer = Offer, ToldAwayAt = ToldAwayAt, _refusals = _refusals };
}

/// <summary>An offer that neither was answered nor ran out.</summary>
internal sealed record StandingOffer(string AgentId, DateTimeOffset At, DateTimeOffset ExpiresAt, string Reason, string[] Candidates);

/// <summary>A session that an agent has.</summary>
internal sealed record Held(Assignment Assignment, DateTimeOffset TouchedAt);

/// <summary>A session that left, remembered for as long as headers read before may still come in.</summary>
/// <param name="AgentId">Who had it; null when it waited.</param>
/// <param name="At">When.</param>
internal sealed record Departed(string? AgentId, DateTimeOffset At);
