using System.Collections.Concurrent;
using LiveChat.Audit;
using LiveChat.Schedules;

namespace LiveChat.Cluster;

/// <summary>The schedule store in memory.</summary>
public sealed class InMemorySchedules : IScheduleStore
{
    private readonly ConcurrentDictionary<string, DeskSchedule> _schedules = new();
    private readonly ConcurrentDictionary<(Guid, Target, DateTimeOffset), TargetMiss> _misses = new();

    /// <summary>What was recorded.</summary>
    public TargetMiss[] Misses => [.. _misses.Values];

    /// <summary>While true the database is away.</summary>
    public bool Away { get; set; }

    public Task<DeskSchedule?> Find(string deskId, CancellationToken token) =>
        Answer(() => _schedules.GetValueOrDefault(deskId));

    public Task<bool> Save(DeskSchedule schedule, AuditEntry deed, CancellationToken token) => Answer(() =>
    {
        if ((_schedules.GetValueOrDefault(schedule.DeskId)?.Revision ?? 0) != schedule.Revision - 1) return false;
        _schedules[schedule.DeskId] = schedule;
        return true;
    });

    public Task<bool> Record(TargetMiss miss, CancellationToken token) =>
        Answer(() => _misses.TryAdd((miss.SessionId, miss.Target, miss.Since), miss));

    public Task<DeskMisses[]> MissesSince(DateTimeOffset since, CancellationToken token) => Answer(() =>
        _misses.Values.Where(miss => miss.DueAt >= since).GroupBy(miss => miss.DeskId)
            .Select(desk => new DeskMisses(desk.Key, desk.Count(miss => miss.Target is Target.FirstReply), desk.Count(miss => miss.Target is Target.Resolution))).ToArray());

    private Task<T> Answer<T>(Func<T> answer) =>
        Away ? Task.FromException<T>(new StoreUnavailableException("away by the test's wish", null)) : Task.FromResult(answer());
}
