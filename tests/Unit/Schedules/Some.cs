using System.Globalization;
using LiveChat.Schedules;

namespace LiveChat.Unit.Schedules;

/// <summary>Schedules that the tests talk about.</summary>
internal static class Some
{
    public const string Desk = "m1";

    /// <summary>A desk in Taipei, Monday to Friday from nine to six.</summary>
    public static DeskSchedule Weekdays { get; } = DeskSchedule.Always(Desk) with
    {
        Zone = "Asia/Taipei",
        Hours = [.. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }.Select(day => Weekly(day, "09:00-18:00"))],
        Revision = 1,
    };

    public static WeeklySpan Weekly(DayOfWeek day, string hours) => new(day, Minutes(hours.Split('-')[0]), Minutes(hours.Split('-')[1]));

    public static AgentShifts Shift(string agentId, params WeeklySpan[] weekly) => new(agentId, weekly, []);

    /// <summary>A moment by the clock in Taipei.</summary>
    public static DateTimeOffset Taipei(string time) =>
        DateTimeOffset.ParseExact(time, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).AddHours(-8);

    private static int Minutes(string time) => (int.Parse(time.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(time.AsSpan(3, 2), CultureInfo.InvariantCulture);
}
