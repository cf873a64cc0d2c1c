namespace LiveChat.Queues;

/// <summary>The desk's agents, and among them the free ones, in the order in which they get work.</summary>
internal sealed class Seats
{
    private readonly Dictionary<string, Seat> _all = new(StringComparer.Ordinal);
    private readonly SortedSet<Seat> _free = new(Comparer<Seat>.Create(CompareTurn));

    public IReadOnlyCollection<Seat> All => _all.Values;

    /// <summary>Least load first; the copy-free view changes with every <see cref="Change"/>.</summary>
    public IReadOnlyCollection<Seat> Free => _free;

    public Seat? Find(string? agentId) => agentId is null ? null : _all.GetValueOrDefault(agentId);

    public Seat Add(Seat seat)
    {
        _all.Add(seat.AgentId, seat);
        if (seat.IsFree) _free.Add(seat);
        return seat;
    }

    /// <summary>Removes who has neither a place nor a session here.</summary>
    public void Remove(Seat seat)
    {
        _free.Remove(seat);
        _all.Remove(seat.AgentId);
    }

    /// <summary>Changes a seat outside the order and puts it back where it belongs.</summary>
    public void Change(Seat seat, Action<Seat> change)
    {
        _free.Remove(seat);
        change(seat);
        if (seat.IsFree) _free.Add(seat);
    }

    /// <summary>Least load for the capacity, then the longest without a turn; the id only makes it total.</summary>
    private static int CompareTurn(Seat one, Seat other)
    {
        var byLoad = ((long)one.Load * other.Capacity).CompareTo((long)other.Load * one.Capacity);
        if (byLoad != 0) return byLoad;
        var byTurn = one.LastTurn.CompareTo(other.LastTurn);
        return byTurn != 0 ? byTurn : string.CompareOrdinal(one.AgentId, other.AgentId);
    }
}
