namespace LiveChat.Schedules;

/// <summary>Hours of each week with dated exceptions, in a zone: when they are on. Pure.</summary>
/// <remarks>A span belongs to the day on which it begins. Spans that touch are one.</remarks>
internal sealed class Timetable
{
    /// <summary>No change is looked for further ahead.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(62);

    private const int MinutesOfDay = 24 * 60;

    private readonly TimeZoneInfo _zone;
    private readonly DaySpan[][] _week = new DaySpan[7][];
    private readonly Dictionary<DateOnly, DaySpan[]> _exceptions;

    public Timetable(TimeZoneInfo zone, WeeklySpan[] weekly, DatedHours[] exceptions)
    {
        _zone = zone;
        foreach (var day in Enum.GetValues<DayOfWeek>())
            _week[(int)day] = Ordered(weekly.Where(span => span.Day == day).Select(span => new DaySpan(span.From, span.To)));
        _exceptions = exceptions.ToDictionary(day => day.Date, day => Ordered(day.Spans));
    }

    /// <summary>Whether it is on.</summary>
    public bool IsOn(DateTimeOffset at) => At(at) is { } span && span.From <= at;

    /// <summary>When it goes off or on next; null when nothing is in sight.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at)
    {
        foreach (var change in Changes(at)) return change;
        return null;
    }

    /// <summary>When it goes off and on after a moment, in turns, as far as is in sight.</summary>
    public IEnumerable<DateTimeOffset> Changes(DateTimeOffset at)
    {
        var sight = at + Horizon;
        foreach (var span in From(at))
        {
            if (span.From > at) yield return span.From;
            if (span.To >= sight) yield break;
            yield return span.To;
        }
    }

    /// <summary>The moment at which it will have been on for so long; null when that is not in sight.</summary>
    public DateTimeOffset? After(DateTimeOffset since, TimeSpan time)
    {
        foreach (var span in From(since))
        {
            var from = span.From > since ? span.From : since;
            if (span.To - from >= time) return from + time;
            time -= span.To - from;
        }
        return null;
    }

    private Span? At(DateTimeOffset at)
    {
        foreach (var span in From(at)) return span;
        return null;
    }

    /// <summary>The spans that end after a moment, in order, those that touch as one; up to the horizon.</summary>
    private IEnumerable<Span> From(DateTimeOffset at)
    {
        Span? open = null;
        // What is on now may have begun the day before.
        var first = DateOnly.FromDateTime(at.ToOffset(_zone.GetUtcOffset(at)).DateTime).AddDays(-2);
        for (var day = 0; day <= Horizon.Days + 3; day++)
        {
            foreach (var span in On(first.AddDays(day)))
            {
                if (open is { } before && span.From <= before.To)
                {
                    if (span.To > before.To) open = before with { To = span.To };
                    continue;
                }
                if (open is { } done && done.To > at) yield return done;
                open = span;
            }
        }
        if (open is { } rest && rest.To > at) yield return rest;
    }

    private IEnumerable<Span> On(DateOnly date)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        foreach (var (from, to) in _exceptions.GetValueOrDefault(date) ?? _week[(int)date.DayOfWeek])
        {
            var span = new Span(
                LocalTime.ToInstant(_zone, midnight.AddMinutes(from), last: false),
                LocalTime.ToInstant(_zone, midnight.AddMinutes(to <= from ? to + MinutesOfDay : to), last: true));
            if (span.To > span.From) yield return span; // else the clocks leave it out
        }
    }

    private static DaySpan[] Ordered(IEnumerable<DaySpan> spans) => [.. spans.OrderBy(span => span.From).ThenBy(span => span.To)];

    private sealed record Span(DateTimeOffset From, DateTimeOffset To);
}
