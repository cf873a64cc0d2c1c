using LiveChat.Desks;
using LiveChat.Presence;
using LiveChat.Schedules;
using LiveChat.Sessions;

namespace LiveChat.Simulation;

/// <summary>What must hold, whatever happens: some of it is looked at with each commit, the rest at the end.</summary>
internal sealed partial class Promises(World world)
{
    // For so long after the queue took a change over, an agent may still get what was granted before it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly List<string> _broken = [];
    private readonly Dictionary<(string Desk, string Agent), List<(DateTimeOffset At, int Capacity)>> _seats = [];
    private readonly HashSet<(string Agent, Guid Session)> _expired = [];
    private Process? _heard;

    /// <summary>The promises that were broken.</summary>
    public IReadOnlyList<string> Broken => _broken;

    public void Break(string promise)
    {
        _broken.Add(promise);
        world.Note($"!!! {promise}");
    }

    /// <summary>An agent has a seat from now on, with a capacity.</summary>
    public async Task Seat(DeskSeat seat)
    {
        world.Note($"{seat.UserId} may have {seat.Capacity} at {seat.DeskId}");
        Note(seat.DeskId, seat.UserId, seat.Capacity);
        await world.Database.Desks.SaveSeat(seat, CancellationToken.None);
    }

    /// <summary>An agent has no seat any more.</summary>
    public void Unseat(string deskId, string agentId)
    {
        world.Note($"{agentId} has no seat at {deskId} any more");
        Note(deskId, agentId, 0);
        world.Database.Desks.Unseat(deskId, agentId);
    }

    /// <summary>Looks at a write to the log that has just been committed.</summary>
    public void Committed(SessionHeader? before, SessionAppend append)
    {
        var now = append.Header;
        if (now.AssigneeId is { } agentId && now.Status is SessionStatus.Assigned && before?.AssigneeId != agentId)
        {
            if (before is { Status: SessionStatus.Assigned }) Break($"{world.NameOf(now.SessionId)} has two agents: {before.AssigneeId} and {agentId}");
            LookAtCapacity(now.DeskId!, agentId);
        }
        if (before?.Control is not SessionControl.Assistant && Array.Exists(append.Entries, entry => entry.Type is MessageType.Ai))
            Break($"the assistant spoke in {world.NameOf(now.SessionId)}, which was not its own");
    }

    /// <summary>Looks at what an agent is told: an offer runs out once.</summary>
    public void Told(string agentId, UserEvent happened)
    {
        if (_heard != world.Running) _expired.Clear();
        _heard = world.Running;
        if (happened is SessionOffered { Offer: var offer }) _expired.Remove((agentId, offer.SessionId));
        if (happened is OfferWithdrawn { Reason: "expired" } ended && !_expired.Add((agentId, ended.SessionId)))
            Break($"the offer of {world.NameOf(ended.SessionId)} to {agentId} ran out twice");
    }

    /// <summary>Looks at a broken promise that has just been recorded.</summary>
    public void Missed(TargetMiss miss)
    {
        world.Note($"{miss.Target} of {world.NameOf(miss.SessionId)}, due at {miss.DueAt:T}, is recorded as missed");
        if (miss.DueAt > world.Now) Break($"{miss.Target} of {world.NameOf(miss.SessionId)} is recorded as missed before its time");
        if (miss.Target is not Target.FirstReply) return;
        var kept = world.Database.Log.All(miss.SessionId).FirstOrDefault(entry => entry.Type is MessageType.Agent && entry.CreatedAt >= miss.Since && entry.CreatedAt <= miss.DueAt);
        if (kept is not null) Break($"{world.NameOf(miss.SessionId)} is recorded as not answered by {miss.DueAt:T}, and was in entry {kept.Seq}");
    }

    /// <summary>The queue of a desk has taken the seats over.</summary>
    public void TakenOver(string deskId)
    {
        foreach (var (_, changes) in _seats.Where(seat => seat.Key.Desk == deskId))
        {
            for (var i = 0; i < changes.Count; i++) changes[i] = (changes[i].At < world.Now ? changes[i].At : world.Now, changes[i].Capacity);
        }
    }

    private void LookAtCapacity(string deskId, string agentId)
    {
        // There the slots that the queue counts are not those of the headers.
        if (world.Circumstances.Idles || world.Circumstances.QueuesMove) return;
        var has = world.Database.Log.Sessions().Count(session =>
            session.Header is { Status: SessionStatus.Assigned } header && header.DeskId == deskId && header.AssigneeId == agentId);
        var may = Capacity(deskId, agentId);
        if (has > may) Break($"{agentId} has {has} sessions at {deskId}, and may have {may}");
    }

    /// <summary>The most that the agent might have been granted by now.</summary>
    private int Capacity(string deskId, string agentId)
    {
        var changes = _seats.GetValueOrDefault((deskId, agentId)) ?? [];
        var standing = changes.FindLastIndex(change => change.At <= world.Now - Grace);
        return changes.Skip(Math.Max(standing, 0)).Select(change => change.Capacity).DefaultIfEmpty(0).Max();
    }

    private void Note(string deskId, string agentId, int capacity)
    {
        if (!_seats.TryGetValue((deskId, agentId), out var changes)) _seats[(deskId, agentId)] = changes = [];
        changes.Add((world.Running is null && changes.Count == 0 ? world.Now : DateTimeOffset.MaxValue, capacity));
    }
}
