namespace LiveChat.Schedules;

/// <summary>A desk's schedule, made ready to be asked what is on at a moment. Pure.</summary>
internal sealed class DeskPlan
{
    private readonly Timetable? _hours;
    private readonly Dictionary<string, Timetable> _shifts = new(StringComparer.Ordinal);

    private DeskPlan(DeskSchedule schedule)
    {
        Schedule = schedule;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.Zone);
        if (schedule.Hours is { } hours) _hours = new Timetable(zone, hours, schedule.Exceptions);
        foreach (var agent in schedule.Shifts) _shifts[agent.AgentId] = new Timetable(zone, agent.Weekly, agent.Exceptions);
    }

    public DeskSchedule Schedule { get; }

    public static DeskPlan Of(DeskSchedule schedule) => new(schedule);

    /// <summary>Whether the agent works then.</summary>
    public bool IsOnShift(string agentId, DateTimeOffset at) => !_shifts.TryGetValue(agentId, out var shifts) || shifts.IsOn(at);

    /// <summary>Whether the desk serves: its hours are on, and one of its agents works. Without any agents the hours alone count.</summary>
    public DeskOpening OpeningAt(DateTimeOffset at, IEnumerable<string> agentIds)
    {
        Running? hours = _hours is null ? null : new(_hours, at);
        var staff = TablesOf(agentIds)?.ConvertAll(shifts => new Running(shifts, at));
        List<Running> all = [.. staff ?? [], .. hours is null ? [] : new[] { hours }];
        var open = IsOpen();
        while (all.Min(table => table.Next) is { } change)
        {
            foreach (var table in all) table.PassTo(change);
            if (IsOpen() != open) return new(open, change);
        }
        return new(open, null);

        bool IsOpen() => hours?.IsOn != false && (staff is null || staff.Exists(shifts => shifts.IsOn));
    }

    /// <summary>When anything changes next: the hours, or who works.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at)
    {
        var next = _hours?.NextChange(at);
        foreach (var shifts in _shifts.Values)
        {
            if (shifts.NextChange(at) is { } change && !(next <= change)) next = change;
        }
        return next;
    }

    /// <summary>When so many seconds of opening hours will have passed; null when that is not in sight.</summary>
    public DateTimeOffset? After(DateTimeOffset since, TimeSpan time) => _hours is null ? since + time : _hours.After(since, time);

    /// <summary>The shifts of these agents; null when one of them works at any time, or there are none.</summary>
    private List<Timetable>? TablesOf(IEnumerable<string> agentIds)
    {
        var tables = new List<Timetable>();
        foreach (var agentId in agentIds)
        {
            if (!_shifts.TryGetValue(agentId, out var shifts)) return null;
            tables.Add(shifts);
        }
        return tables.Count == 0 ? null : tables;
    }

    /// <summary>A timetable as time goes by.</summary>
    private sealed class Running
    {
        private readonly IEnumerator<DateTimeOffset> _changes;

        public Running(Timetable table, DateTimeOffset at)
        {
            IsOn = table.IsOn(at);
            _changes = table.Changes(at).GetEnumerator();
            MoveOn();
        }

        public bool IsOn { get; private set; }

        /// <summary>When it changes next; null when nothing is in sight.</summary>
        public DateTimeOffset? Next { get; private set; }

        public void PassTo(DateTimeOffset moment)
        {
            if (Next != moment) return;
            IsOn = !IsOn;
            MoveOn();
        }

        private void MoveOn() => Next = _changes.MoveNext() ? _changes.Current : null;
    }
}
