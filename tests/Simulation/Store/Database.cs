using LiveChat.Cluster;
using LiveChat.Schedules;
using LiveChat.Sessions;
using Orleans.Runtime;

namespace LiveChat.Simulation.Store;

/// <summary>What is kept: it outlives every process.</summary>
internal sealed class Database
{
    public InMemoryMessageLog Log { get; } = new();

    public InMemoryDesks Desks { get; } = new();

    public InMemorySchedules Schedules { get; } = new();

    public List<ReminderEntry> Reminders { get; } = [];

    public long ReminderVersion { get; set; }

    public Dictionary<string, DateTimeOffset> LastSeen { get; } = new(StringComparer.Ordinal);

    /// <summary>Told of each write to the log that was committed, with the header before it.</summary>
    public Action<SessionHeader?, SessionAppend>? Committed { get; set; }

    /// <summary>Told of each broken promise that was recorded.</summary>
    public Action<TargetMiss>? Missed { get; set; }

    public async Task<bool> Record(TargetMiss miss)
    {
        var isNew = await Schedules.Record(miss, CancellationToken.None);
        if (isNew) Missed?.Invoke(miss);
        return isNew;
    }

    public async Task<AppendResult> Append(SessionAppend append)
    {
        var before = Log.HeaderOf(append.Header.SessionId);
        var result = await Log.Append(append, CancellationToken.None);
        if (result.Earlier is null) Committed?.Invoke(before, append);
        return result;
    }
}
