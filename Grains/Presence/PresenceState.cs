namespace LiveChat.Presence;

/// <summary>A user's connections and choice. Pure: who holds it decides what follows from a change.</summary>
internal sealed class PresenceState
{
    private readonly Dictionary<string, HashSet<string>> _fronts = new(StringComparer.Ordinal);
    private DateTimeOffset _chosenAt;

    /// <summary>The user as last connected; null while nobody has.</summary>
    public Caller? User { get; private set; }

    /// <summary>The status that the user chose, or has by default.</summary>
    public PresenceStatus Chosen { get; private set; }

    /// <summary>Whether any connection is alive.</summary>
    public bool IsConnected => _fronts.Count > 0;

    /// <summary>The status that others see.</summary>
    public PresenceStatus Status => IsConnected ? Chosen : PresenceStatus.Offline;

    /// <summary>The fronts that hold connections.</summary>
    public string[] Fronts => [.. _fronts.Keys];

    /// <summary>A connection came. With the first, an agent is offline until choosing otherwise; others are online.</summary>
    /// <param name="user">The user.</param>
    /// <param name="frontId">The front.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="isBack">The user was connected a moment ago: the choice stands.</param>
    public void Connect(Caller user, string frontId, string connectionId, bool isBack = false)
    {
        if (!IsConnected && !(isBack && User is not null)) Chosen = user.Role is UserRole.Agent ? PresenceStatus.Offline : PresenceStatus.Online;
        User = user;
        if (!_fronts.TryGetValue(frontId, out var connections)) _fronts.Add(frontId, connections = new(StringComparer.Ordinal));
        connections.Add(connectionId);
    }

    /// <summary>A connection still stands. False when that was known.</summary>
    public bool Keep(Caller user, string frontId, string connectionId, PresenceChoice? choice)
    {
        if (_fronts.TryGetValue(frontId, out var connections) && connections.Contains(connectionId)) return false;
        Connect(user, frontId, connectionId, isBack: true);
        if (choice is not null && choice.At > _chosenAt && RefuseChoice(user, choice.Status) is null) (Chosen, _chosenAt) = (choice.Status, choice.At);
        return true;
    }

    /// <summary>A connection went.</summary>
    public void Disconnect(string frontId, string connectionId)
    {
        if (_fronts.TryGetValue(frontId, out var connections) && connections.Remove(connectionId) && connections.Count == 0) _fronts.Remove(frontId);
    }

    /// <summary>A front died, and all its connections with it.</summary>
    public void Drop(string frontId) => _fronts.Remove(frontId);

    /// <summary>The user chooses; why not, or null.</summary>
    public Refusal? Choose(Caller caller, PresenceStatus status, DateTimeOffset now)
    {
        if (RefuseChoice(caller, status) is { } refusal) return refusal;
        if (!IsConnected) return new(RefusalCode.Conflict, "You are not connected; connect again first.");
        (Chosen, _chosenAt) = (status, now);
        return null;
    }

    /// <summary>What the desks of an agent must know; null for everybody else.</summary>
    public AgentStanding? Standing => User is { Role: UserRole.Agent } agent
        ? new(new(agent.UserId, agent.Name, Chosen, IsConnected), agent.Desks)
        : null;

    private static Refusal? RefuseChoice(Caller caller, PresenceStatus status)
    {
        if (!Enum.IsDefined(status)) return new(RefusalCode.Invalid, "The status is online, busy, away or offline.");
        if (!caller.IsStaff && status is not (PresenceStatus.Online or PresenceStatus.Away))
            return new(RefusalCode.Forbidden, "You can be online or away.");
        return null;
    }
}

/// <summary>What the desks of an agent must know.</summary>
internal sealed record AgentStanding(Queues.AgentAvailability Availability, string[] Desks);
