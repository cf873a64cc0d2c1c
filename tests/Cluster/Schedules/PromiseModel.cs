using LiveChat.Schedules;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Schedules;

/// <summary>What a desk owes to whom at a moment, told from what is stored, minute by minute on the wall's clock: none of the code under test.</summary>
internal sealed class PromiseModel(InMemoryMessageLog log)
{
    private readonly Dictionary<(long Revision, DateTimeOffset Since, TimeSpan Time), DateTimeOffset> _known = [];

    private DeskSchedule _before = DeskSchedule.Always("m1");

    public DeskSchedule Schedule { get; private set; } = DeskSchedule.Always("m1");

    public void Reschedule(DeskSchedule schedule) => (_before, Schedule) = (Schedule, schedule);

    public SessionHeader[] AtDesk() =>
        [.. log.Sessions().Select(session => session.Header).Where(header => header is { DeskId: "m1", Status: SessionStatus.Waiting or SessionStatus.Assigned, WaitingSince: not null })];

    /// <summary>A promise that is neither kept nor past caring for, and that is about to be broken, or is.</summary>
    public sealed record Owed(Guid SessionId, Target Target, DateTimeOffset Since, DateTimeOffset DueAt, bool Missed);

    /// <summary>What is owed in these sessions.</summary>
    public Owed[] At(DateTimeOffset now, SessionHeader[] headers) =>
    [
        .. from header in headers
           let since = header.WaitingSince!.Value
           from target in Enum.GetValues<Target>()
           where target is Target.Resolution || !Answers(header.SessionId, since).Any()
           let dueAt = Due(Schedule, since, target, 100)
           where Due(Schedule, since, target, Schedule.Targets.WarnPercent) <= now
           orderby dueAt, header.SessionId, target
           select new Owed(header.SessionId, target, since, dueAt.Value, dueAt <= now),
    ];

    /// <summary>Why what was recorded just now should not have been; null when it should.</summary>
    public string? Wrong(TargetMiss miss)
    {
        // What was judged by the schedule before may be written down a moment after it changed.
        if (Due(Schedule, miss.Since, miss.Target, 100) != miss.DueAt && Due(_before, miss.Since, miss.Target, 100) != miss.DueAt)
            return $"{miss}: it was due at {Due(Schedule, miss.Since, miss.Target, 100)}";
        if (miss.Target is Target.FirstReply && Answers(miss.SessionId, miss.Since).Any(at => at <= miss.DueAt)) return $"{miss}, but it was kept";
        var asked = log.All(miss.SessionId).Where(entry => entry.Event?.Name is SystemEventName.Waiting or SystemEventName.Requeued or SystemEventName.Transferred && entry.CreatedAt == miss.Since).ToArray();
        if (asked.Length == 0) return $"{miss}, but nobody asked then";
        var ended = log.All(miss.SessionId).FirstOrDefault(entry => entry.Seq > asked[^1].Seq
            && entry.Event?.Name is SystemEventName.Closed or SystemEventName.RequestCancelled or SystemEventName.DeskClosed);
        return ended?.CreatedAt < miss.DueAt ? $"{miss}, but it had ended at {ended.CreatedAt}" : null;
    }

    private IEnumerable<DateTimeOffset> Answers(Guid sessionId, DateTimeOffset since) =>
        log.All(sessionId).Where(entry => entry.Type is MessageType.Agent && entry.CreatedAt >= since).Select(entry => entry.CreatedAt);

    private DateTimeOffset? Due(DeskSchedule schedule, DateTimeOffset since, Target target, int percent)
    {
        if ((target is Target.FirstReply ? schedule.Targets.FirstReplySeconds : schedule.Targets.ResolutionSeconds) is not { } seconds) return null;
        var time = TimeSpan.FromSeconds(seconds * (double)percent / 100);
        if (_known.TryGetValue((schedule.Revision, since, time), out var known)) return known;
        return _known[(schedule.Revision, since, time)] = Walk(schedule, since, time);
    }

    private static DateTimeOffset Walk(DeskSchedule schedule, DateTimeOffset at, TimeSpan left)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.Zone);
        while (true)
        {
            var minuteEnds = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
            if (IsOn(schedule, TimeZoneInfo.ConvertTime(at, zone).DateTime))
            {
                if (minuteEnds - at >= left) return at + left;
                left -= minuteEnds - at;
            }
            at = minuteEnds;
        }
    }

    private static bool IsOn(DeskSchedule schedule, DateTime local)
    {
        if (schedule.Hours is not { } hours) return true;
        var minute = (local.Hour * 60) + local.Minute;
        return Array.Find(schedule.Exceptions, day => day.Date == DateOnly.FromDateTime(local)) is { } other
            ? Array.Exists(other.Spans, span => minute >= span.From && minute < span.To)
            : Array.Exists(hours, span => span.Day == local.DayOfWeek && minute >= span.From && minute < span.To);
    }
}
