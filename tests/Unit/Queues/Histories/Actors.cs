using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Unit.Queues.Histories;

/// <summary>An agent, as the queue was told of them.</summary>
internal sealed class Agent(string id, int capacity)
{
    public string Id { get; } = id;
    public int Capacity { get; } = capacity;
    public PresenceStatus Status { get; set; }
    public DateTimeOffset? AbsentSince { get; set; }
    public int Lapses { get; set; }
    public DateTimeOffset LastLapse { get; set; }
    public DateTimeOffset? AsideUntil { get; set; }
    public DateTimeOffset ToldAt { get; set; }
    public bool Connected { get; set; }
    public bool Present => AbsentSince is null;

    public bool Serves => Present && Status is PresenceStatus.Online && AsideUntil is null;

    public void Told(PresenceStatus status, bool present, DateTimeOffset now)
    {
        Connected = present;
        if (present) ToldAt = now;
        if (Status == status && Present == present) return;
        Status = status;
        AbsentSince = present ? null : AbsentSince ?? now;
        (AsideUntil, Lapses) = (null, 0);
    }

    /// <summary>Time went by: a word not repeated runs out, and so does being set aside.</summary>
    public void Wait(DateTimeOffset now, QueueOptions options)
    {
        if (Present && now >= ToldAt + options.AvailabilityLease) AbsentSince = now;
        if (now >= AsideUntil) (AsideUntil, Lapses) = (null, options.LapsesUntilAside - 1);
    }

    public void ShowLife(DateTimeOffset now)
    {
        (AsideUntil, Lapses) = (null, 0);
        if (!Present) AbsentSince = now;
    }

    public void Lapse(DateTimeOffset offeredAt, DateTimeOffset now, QueueOptions options)
    {
        if (offeredAt < LastLapse) return;
        LastLapse = now;
        if (++Lapses >= options.LapsesUntilAside) AsideUntil = now + options.AsideFor;
    }

    public void Forgotten(DateTimeOffset now) => (Status, AbsentSince, Lapses, LastLapse, AsideUntil) = (PresenceStatus.Offline, now, 0, default, null);
}

/// <summary>A session, as it would be stored.</summary>
internal sealed class Session(Guid id)
{
    public Guid Id { get; } = id;
    public SessionStatus Status { get; set; } = SessionStatus.Open;
    public string? Assignee { get; private set; }
    public string? Previous { get; set; }
    public string? Requested { get; set; }

    /// <summary>Since when a person is asked for; null when none is.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>Each moment at which one was asked for.</summary>
    public HashSet<DateTimeOffset> Sinces { get; } = [];

    /// <summary>When it last left the desk.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public int Urgency { get; set; }

    /// <summary>What people said in it.</summary>
    public List<Said> Said { get; } = [];

    public void Wait(DateTimeOffset since)
    {
        (Status, WaitingSince, Previous, Assignee) = (SessionStatus.Waiting, since, Assignee ?? Previous, null);
        (Requested, EndedAt) = (null, null);
        Sinces.Add(since);
    }

    /// <summary>Nobody works on it any more, and nobody is asked for.</summary>
    public void End(SessionStatus status, DateTimeOffset now) => (Status, WaitingSince, EndedAt) = (status, null, now);

    public void Assign(string agentId) => (Status, Assignee) = (SessionStatus.Assigned, agentId);

    public SessionHeader Header(string deskId) => new()
    {
        SessionId = Id, Kind = SessionKind.Support, Title = "", Status = Status, DeskId = deskId, CreatorId = "v", AssigneeId = Assignee,
        WaitingSince = WaitingSince, Urgency = Urgency, PreviousAgentId = Previous, RequestedAgentId = Requested,
        CreatedAt = default, UpdatedAt = default,
    };
}
