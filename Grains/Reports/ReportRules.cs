namespace LiveChat.Reports;

/// <summary>Who may see which figures, and of which days.</summary>
internal static class ReportRules
{
    /// <summary>Refuses a report of a desk, or of all of them.</summary>
    public static Refusal? Refuse(Caller caller, string? deskId) => caller switch
    {
        { Role: UserRole.Admin } => null,
        _ when deskId is null => AdminRules.Refuse(caller),
        _ => caller.WorksAt(deskId) ? null : new(RefusalCode.Forbidden, "A desk's figures are for those who work at it, and for admins."),
    };

    /// <summary>Whether the caller sees what an agent did.</summary>
    public static bool Sees(Caller caller, string agentId) => caller.Role is UserRole.Admin || caller.UserId == agentId;

    /// <summary>The days that are asked for, or why they cannot be.</summary>
    public static Refusal? Refuse(ReportSpan span, DateOnly today, out DateOnly from, out DateOnly to)
    {
        to = span.To ?? (span.From is { } given && given > today ? given : today);
        from = span.From ?? EarlierBy(to, ReportSpan.UsualDays - 1);
        if (from > to) return new(RefusalCode.Invalid, "from must not be after to.");
        return to.DayNumber - from.DayNumber >= ReportSpan.MostDays
            ? new(RefusalCode.Invalid, $"A report covers at most {ReportSpan.MostDays} days.")
            : null;
    }

    private static DateOnly EarlierBy(DateOnly day, int days) => day.DayNumber > days ? day.AddDays(-days) : DateOnly.MinValue;
}
