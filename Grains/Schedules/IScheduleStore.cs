using LiveChat.Audit;

namespace LiveChat.Schedules;

/// <summary>The stored schedules, and which promises were broken.</summary>
public interface IScheduleStore
{
    /// <summary>A desk's schedule; null where none was set.</summary>
    Task<DeskSchedule?> Find(string deskId, CancellationToken token);

    /// <summary>Writes a schedule with the entry of the trail, if the stored one is of the revision before; else false, and nothing is written.</summary>
    Task<bool> Save(DeskSchedule schedule, AuditEntry deed, CancellationToken token);

    /// <summary>Records that a promise was broken; false when that was recorded already.</summary>
    Task<bool> Record(TargetMiss miss, CancellationToken token);

    /// <summary>How many promises each desk has broken since then; desks without any are left out.</summary>
    Task<DeskMisses[]> MissesSince(DateTimeOffset since, CancellationToken token);
}

/// <summary>A broken promise. Once for a session, a target and the moment from which its time runs.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Target">What was promised.</param>
/// <param name="Since">From when its time ran.</param>
/// <param name="DeskId">The desk.</param>
/// <param name="AgentId">Who had the session; null while it waited.</param>
/// <param name="DueAt">Until when it should have been kept.</param>
public sealed record TargetMiss(Guid SessionId, Target Target, DateTimeOffset Since, string DeskId, string? AgentId, DateTimeOffset DueAt);

/// <summary>How many promises a desk has broken.</summary>
public sealed record DeskMisses(string DeskId, int FirstReplies, int Resolutions);
