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

    public bool Waits(Guid sessionId) => _waiting.ContainsKey(sessionId);

    /// <summary>Nobody waits, nobody is served, and no agent is here.</summary>
    public bool IsDeserted => IsEmpty && !_seats.All.Any(seat => seat.Present);

    public DeskSnapshot Snapshot()
    {
        var shown = new WaitingSession[Math.Min(_line.Count, MostShown)];
        for (var index = 0; index < shown.Length; index++)
        {
            var (ticket, offer) = (_line[index].Ticket, _line[index].Offer);
            shown[index] = new WaitingSession(
                ticket.SessionId, ticket.VisitorName, ticket.WaitingSince, ticket.Urgency, index + 1, ticket.Summary, offer?.AgentId);
        }

        var agents = _seats.All.OrderBy(seat => seat.AgentId, StringComparer.Ordinal)
            .Select(seat => new AgentLoad(seat.AgentId, seat.Name, seat.ShownStatus, seat.Active.Count, seat.Capacity));
        return new DeskSnapshot(deskId, shown, _line.Count, [.. agents]);
    }

    /// <summary>Without anybody at work there is no telling how long it takes.</summary>
    private QueuePlace PlaceAt(int position) =>
        new(position, _seats.All.Any(seat => seat.Serves) ? _pace.Eta(position) : null);
}
