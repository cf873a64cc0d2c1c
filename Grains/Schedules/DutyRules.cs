namespace LiveChat.Schedules;

/// <summary>Which desk gets a wish for a person. Pure.</summary>
internal static class DutyRules
{
    /// <summary>The desk on duty by the first rule that applies; null when none does.</summary>
    /// <param name="schedule">The schedule of the desk asked for.</param>
    /// <param name="about">What the wish is about.</param>
    /// <param name="isOpen">Whether that desk serves now.</param>
    /// <param name="at">The moment.</param>
    public static string? DeskOnDuty(DeskSchedule schedule, string about, bool isOpen, DateTimeOffset at)
    {
        if (schedule.Duty.Length == 0) return null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.Zone);
        var said = Folded(about);
        return Array.Find(schedule.Duty, rule =>
            (!rule.WhenClosed || !isOpen)
            && (rule.Hours.Length == 0 || new Timetable(zone, rule.Hours, []).IsOn(at))
            && (rule.Topics.Length == 0 || Array.Exists(rule.Topics, topic => said.Contains(Folded(topic), StringComparison.Ordinal))))?.DeskId;
    }

    /// <summary>Widths and cases of letters make no difference, nor how Chinese is written.</summary>
    private static string Folded(string text) => Search.FoldedText.Of(text).Text;
}
