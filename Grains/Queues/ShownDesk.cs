namespace LiveChat.Queues;

/// <summary>What the desk's staff has been told, so that only what differs need be told again.</summary>
internal sealed class ShownDesk(long revision)
{
    private Dictionary<Guid, (Waiting Entry, string? OfferedTo)> _line = [];
    private AgentLoad[] _agents = [];
    private Schedules.TargetWarning[] _late = [];

    /// <summary>Rises by one each time something is told.</summary>
    public long Revision { get; private set; } = revision;

    /// <summary>Takes the line as told; answers who is new in it or stands otherwise, and who left.</summary>
    public (List<Waiting> Changed, List<Guid> Gone) Advance(WaitingLine line)
    {
        var now = new Dictionary<Guid, (Waiting, string?)>(line.Count);
        List<Waiting> changed = [];
        for (var index = 0; index < line.Count; index++)
        {
            var (entry, offeredTo) = (line[index], line[index].Offer?.AgentId);
            now.Add(entry.SessionId, (entry, offeredTo));
            if (!_line.TryGetValue(entry.SessionId, out var before) || before.Entry != entry || before.OfferedTo != offeredTo) changed.Add(entry);
        }

        List<Guid> gone = [.. _line.Keys.Where(sessionId => !now.ContainsKey(sessionId))];
        _line = now;
        Revision++;
        return (changed, gone);
    }

    /// <summary>Takes the agents as told; answers whether anything of them is new.</summary>
    public bool Advance(AgentLoad[] agents)
    {
        var changed = !_agents.AsSpan().SequenceEqual(agents);
        _agents = agents;
        return changed;
    }

    /// <summary>Takes the promises about to be broken as told; answers whether anything of them is new.</summary>
    public bool Advance(Schedules.TargetWarning[] late)
    {
        var changed = !_late.AsSpan().SequenceEqual(late);
        _late = late;
        return changed;
    }
}
