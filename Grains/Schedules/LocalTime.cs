namespace LiveChat.Schedules;

/// <summary>From the clock on the wall to the moment it shows, where clocks are put forward and back. Pure.</summary>
internal static class LocalTime
{
    private static readonly TimeSpan Reach = TimeSpan.FromHours(26);
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The moment at which the wall's clock shows a time. A time that is left out, when clocks are put forward, is the moment
    /// at which they are; one that comes twice, when they are put back, is the first or the last of the two.
    /// </summary>
    public static DateTimeOffset ToInstant(TimeZoneInfo zone, DateTime local, bool last)
    {
        // Found by the offsets before and after, not by the zone's own questions: those do not know of days left out whole.
        var asUtc = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.Zero);
        var (before, after) = (zone.GetUtcOffset(asUtc - Reach), zone.GetUtcOffset(asUtc + Reach));
        var (early, late) = before > after ? (asUtc - before, asUtc - after) : (asUtc - after, asUtc - before);
        var (earlyHolds, lateHolds) = (Shows(zone, early, asUtc), Shows(zone, late, asUtc));
        if (earlyHolds && lateHolds) return last ? late : early;
        if (earlyHolds || lateHolds) return earlyHolds ? early : late;
        return Change(zone, early, late);
    }

    private static bool Shows(TimeZoneInfo zone, DateTimeOffset moment, DateTimeOffset local) => moment + zone.GetUtcOffset(moment) == local;

    /// <summary>When the offset changes between two moments.</summary>
    private static DateTimeOffset Change(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to)
    {
        var after = zone.GetUtcOffset(to);
        while (to - from > Precision)
        {
            var middle = from + ((to - from) / 2);
            if (zone.GetUtcOffset(middle) == after) to = middle;
            else from = middle;
        }
        // Clocks are changed at whole seconds.
        return new DateTimeOffset(to.Ticks - (to.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
