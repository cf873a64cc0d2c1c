using LiveChat.Presence;

namespace LiveChat.Queues;

/// <summary>An agent at the desk: reachable or not, and what fills their slots.</summary>
/// <remarks>Changed through <see cref="Seats.Change"/> only, which keeps the order of the free.</remarks>
internal sealed class Seat(string agentId, string name, int capacity, DateTimeOffset absentSince)
{
    public string AgentId { get; } = agentId;
    public string Name { get; set; } = name;

    /// <summary>0 for somebody who has sessions here but no seat any more.</summary>
    public int Capacity { get; set; } = capacity;

    /// <summary>What the agent knows, in the operator's words.</summary>
    public string[] Skills { get; set; } = [];

    public PresenceStatus Status { get; set; }

    /// <summary>Since when without any connection; null while connected.</summary>
    public DateTimeOffset? AbsentSince { get; set; } = absentSince;

    /// <summary>When presence last said that the agent is here. Its word is a lease.</summary>
    public DateTimeOffset ToldAt { get; set; }

    /// <summary>When the lease is looked at next; an alarm for another time is stale.</summary>
    public DateTimeOffset? LeaseCheck { get; set; }

    /// <summary>When the absence is looked at next; an alarm for another time is stale.</summary>
    public DateTimeOffset? AbsenceCheck { get; set; }

    /// <summary>Offers that lapsed in a row. Those that lapse at one moment count once.</summary>
    public int Lapses { get; set; }

    public DateTimeOffset LastLapse { get; set; }

    /// <summary>Until when the agent gets no offers for want of a sign of life; null at the desk.</summary>
    public DateTimeOffset? AsideUntil { get; set; }

    /// <summary>When last offered or given anything; who had no turn for longest goes first among equals.</summary>
    public DateTimeOffset LastTurn { get; set; }

    /// <summary>The sessions the agent has, idle ones included.</summary>
    public HashSet<Guid> Active { get; } = [];

    /// <summary>Those of them whose visitor is silent: they take no slot until the visitor is back.</summary>
    public HashSet<Guid> Idle { get; } = [];

    public HashSet<Guid> Offered { get; } = [];

    public bool Present => AbsentSince is null;

    /// <summary>Slots in use; an offer holds one until it ends.</summary>
    public int Load => Active.Count - Idle.Count + Offered.Count;

    /// <summary>Whether nothing keeps the seat but its place at the desk.</summary>
    public bool IsEmpty => Active.Count == 0 && Offered.Count == 0;

    /// <summary>Whether the agent works now, by the desk's schedule.</summary>
    public bool OnShift { get; set; } = true;

    /// <summary>Whether the agent takes new sessions in general.</summary>
    public bool Serves => Present && Status is PresenceStatus.Online && AsideUntil is null && Capacity > 0 && OnShift;

    /// <summary>Whether the agent can be offered a session now.</summary>
    public bool IsFree => Serves && Load < Capacity;

    /// <summary>What others are shown. Who was set aside is connected, but not at the desk.</summary>
    public PresenceStatus ShownStatus => !Present ? PresenceStatus.Offline : AsideUntil is not null ? PresenceStatus.Away : Status;
}
