using System.Globalization;
using LiveChat.Schedules;

namespace LiveChat.Unit.Schedules;

/// <summary>Hours in zones whose clocks are put forward and back: the time left out, the time that comes twice, and a day that never was.</summary>
public sealed class TimetableTests
{
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();

    // Hours of every day; the moments in between which they are on, in UTC.
    [Theory]
    // Berlin, spring: 02:00 to 03:00 is left out on 29 March 2026.
    [InlineData("Europe/Berlin", "01:00-05:00", "2026-03-29", "2026-03-29T00:00", "2026-03-29T03:00")]
    [InlineData("Europe/Berlin", "02:30-05:00", "2026-03-29", "2026-03-29T01:00", "2026-03-29T03:00")]
    [InlineData("Europe/Berlin", "01:00-02:30", "2026-03-29", "2026-03-29T00:00", "2026-03-29T01:00")]
    [InlineData("Europe/Berlin", "22:00-06:00", "2026-03-28", "2026-03-28T21:00", "2026-03-29T04:00")]
    // Berlin, autumn: 02:00 to 03:00 comes twice on 25 October 2026, and is on both times.
    [InlineData("Europe/Berlin", "01:00-05:00", "2026-10-25", "2026-10-24T23:00", "2026-10-25T04:00")]
    [InlineData("Europe/Berlin", "02:30-05:00", "2026-10-25", "2026-10-25T00:30", "2026-10-25T04:00")]
    [InlineData("Europe/Berlin", "01:00-02:30", "2026-10-25", "2026-10-24T23:00", "2026-10-25T01:30")]
    [InlineData("Europe/Berlin", "22:00-06:00", "2026-10-24", "2026-10-24T20:00", "2026-10-25T05:00")]
    // New York, whose days of change are others.
    [InlineData("America/New_York", "02:30-09:00", "2026-03-08", "2026-03-08T07:00", "2026-03-08T13:00")]
    [InlineData("America/New_York", "01:30-09:00", "2026-11-01", "2026-11-01T05:30", "2026-11-01T14:00")]
    // Lord Howe: half an hour is left out, and half an hour comes twice.
    [InlineData("Australia/Lord_Howe", "02:15-06:00", "2026-10-04", "2026-10-03T15:30", "2026-10-03T19:00")]
    [InlineData("Australia/Lord_Howe", "01:45-06:00", "2026-04-05", "2026-04-04T14:45", "2026-04-04T19:30")]
    // Cairo: midnight itself is left out on 24 April 2026.
    [InlineData("Africa/Cairo", "00:00-08:00", "2026-04-24", "2026-04-23T22:00", "2026-04-24T05:00")]
    [InlineData("Africa/Cairo", "00:30-08:00", "2026-04-24", "2026-04-23T22:00", "2026-04-24T05:00")]
    // Taipei has no summer time.
    [InlineData("Asia/Taipei", "09:00-18:00", "2026-03-29", "2026-03-29T01:00", "2026-03-29T10:00")]
    [InlineData("Asia/Taipei", "18:00-02:00", "2026-12-31", "2026-12-31T10:00", "2026-12-31T18:00")]
    public void Hours_are_of_the_clock_on_the_wall(string zone, string hours, string date, string from, string to)
    {
        var on = Day(date).DayOfWeek;
        var table = Of(zone, [Weekly(on, hours)]);
        var (begin, end) = (Utc(from), Utc(to));

        table.IsOn(begin.AddSeconds(-1)).Should().BeFalse();
        table.IsOn(begin).Should().BeTrue();
        table.IsOn(end.AddSeconds(-1)).Should().BeTrue();
        table.IsOn(end).Should().BeFalse();
        table.NextChange(begin.AddHours(-1)).Should().Be(begin);
        table.NextChange(begin).Should().Be(end);
        table.After(begin.AddHours(-1), end - begin).Should().Be(end);
    }

    [Theory]
    [InlineData("Europe/Berlin", "02:10-02:50", "2026-03-29")]
    [InlineData("America/New_York", "02:00-03:00", "2026-03-08")]
    [InlineData("Africa/Cairo", "00:00-01:00", "2026-04-24")]
    [InlineData("Pacific/Apia", "09:00-17:00", "2011-12-30")] // went to bed on Thursday, rose on Saturday
    public void What_the_clocks_leave_out_whole_is_not_on_at_all(string zone, string hours, string date)
    {
        var day = Day(date);
        var table = Of(zone, [Weekly(day.DayOfWeek, hours)]);
        var midday = LocalTime.ToInstant(TimeZoneInfo.FindSystemTimeZoneById(zone), day.AddDays(-1).ToDateTime(new TimeOnly(12, 0)), last: false);
        table.NextChange(midday).Should().BeAfter(midday.AddDays(3), "the next one is a week later");
    }

    [Fact]
    public void The_day_before_a_day_that_never_was_is_followed_by_the_day_after_it()
    {
        var table = Of("Pacific/Apia", [Weekly(DayOfWeek.Thursday, "09:00-17:00"), Weekly(DayOfWeek.Friday, "09:00-17:00"), Weekly(DayOfWeek.Saturday, "09:00-17:00")]);
        // Thursday 29 December 2011 at UTC-10, then Saturday at UTC+14.
        table.NextChange(Utc("2011-12-29T20:00")).Should().Be(Utc("2011-12-30T03:00"));
        table.NextChange(Utc("2011-12-30T03:00")).Should().Be(Utc("2011-12-30T19:00"));
    }

    public static TheoryData<string> Zones => ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Taipei", "America/St_Johns", "Asia/Kathmandu", "Europe/Dublin", "UTC"];

    [Theory, MemberData(nameof(Zones))]
    public void Around_the_clock_no_moment_of_a_year_is_left_out(string zone)
    {
        var always = Of(zone, [.. EveryDay.Select(day => Weekly(day, "00:00-24:00"))]);
        var never = Of(zone, []);
        for (var at = Utc("2026-01-01T00:00"); at < Utc("2027-01-01T00:00"); at = at.AddMinutes(170))
        {
            always.IsOn(at).Should().BeTrue("{0:O}", at);
            never.IsOn(at).Should().BeFalse();
        }
        always.NextChange(Utc("2026-03-01T00:00")).Should().BeNull();
        never.NextChange(Utc("2026-03-01T00:00")).Should().BeNull();
        never.After(Utc("2026-03-01T00:00"), TimeSpan.FromMinutes(1)).Should().BeNull();
    }

    [Theory, MemberData(nameof(Zones))]
    public void It_is_on_when_the_clock_on_the_wall_says_so(string zone)
    {
        var table = Of(zone, [.. EveryDay.Select(day => Weekly(day, "08:15-12:00")), .. EveryDay.Select(day => Weekly(day, "21:30-01:15"))]);
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        for (var at = Utc("2026-01-01T00:05"); at < Utc("2027-01-01T00:00"); at = at.AddMinutes(47))
        {
            var wall = TimeZoneInfo.ConvertTime(at, clock).TimeOfDay;
            // Where clocks are changed within the hour, what the wall shows is not all there is to it.
            if (clock.GetUtcOffset(at.AddHours(-2)) != clock.GetUtcOffset(at.AddHours(2))) continue;
            var on = (wall >= new TimeSpan(8, 15, 0) && wall < new TimeSpan(12, 0, 0)) || wall >= new TimeSpan(21, 30, 0) || wall < new TimeSpan(1, 15, 0);
            table.IsOn(at).Should().Be(on, "{0:O} is {1} in {2}", at, wall, zone);
        }
    }

    [Theory, MemberData(nameof(Zones))]
    public void Every_change_is_a_change_and_none_is_missed(string zone)
    {
        var table = Of(zone, [Weekly(DayOfWeek.Sunday, "01:30-03:30"), Weekly(DayOfWeek.Saturday, "23:00-02:10"), Weekly(DayOfWeek.Tuesday, "09:00-17:00")]);
        var at = Utc("2026-01-01T00:00");
        for (var (on, next) = (table.IsOn(at), table.NextChange(at)); at < Utc("2027-01-01T00:00"); at = at.AddMinutes(15))
        {
            if (at >= next)
            {
                (on, next) = (!on, table.NextChange(next.Value));
                next.Should().BeAfter(at.AddMinutes(-15));
            }
            table.IsOn(at).Should().Be(on, "{0:O}", at);
        }
    }

    [Fact]
    public void A_dated_exception_stands_for_its_day_alone_and_what_began_the_evening_before_goes_on()
    {
        var night = new WeeklySpan(DayOfWeek.Thursday, 22 * 60, 6 * 60);
        var table = new Timetable(Zone("Asia/Taipei"), [night, Weekly(DayOfWeek.Friday, "09:00-18:00"), Weekly(DayOfWeek.Saturday, "09:00-18:00")],
            [new(new DateOnly(2026, 2, 20), [], "closed"), new(new DateOnly(2026, 2, 21), [new(10 * 60, 12 * 60), new(14 * 60, 15 * 60)], null)]);

        table.IsOn(Taipei("2026-02-20T05:59")).Should().BeTrue("Thursday's night goes on");
        table.NextChange(Taipei("2026-02-20T05:59")).Should().Be(Taipei("2026-02-20T06:00"));
        table.NextChange(Taipei("2026-02-20T06:00")).Should().Be(Taipei("2026-02-21T10:00"));
        table.NextChange(Taipei("2026-02-21T12:00")).Should().Be(Taipei("2026-02-21T14:00"));
        table.IsOn(Taipei("2026-02-27T10:00")).Should().BeTrue("a week later all is as usual");
    }

    [Fact]
    public void An_exception_may_open_a_day_that_is_closed_and_reach_into_the_next()
    {
        var table = new Timetable(Zone("Asia/Taipei"), [], [new(new DateOnly(2026, 12, 31), [new(20 * 60, 4 * 60)], null)]);
        table.NextChange(Taipei("2026-12-30T12:00")).Should().Be(Taipei("2026-12-31T20:00"));
        table.NextChange(Taipei("2026-12-31T23:59")).Should().Be(Taipei("2027-01-01T04:00"));
        table.NextChange(Taipei("2027-01-01T04:00")).Should().BeNull();
    }

    [Fact]
    public void Spans_that_touch_or_overlap_are_one()
    {
        var table = Of("UTC", [Weekly(DayOfWeek.Monday, "09:00-12:00"), Weekly(DayOfWeek.Monday, "12:00-13:00"), Weekly(DayOfWeek.Monday, "11:00-15:00"), Weekly(DayOfWeek.Monday, "20:00-02:00"), Weekly(DayOfWeek.Tuesday, "01:00-03:00")]);
        table.NextChange(Utc("2026-03-02T09:00")).Should().Be(Utc("2026-03-02T15:00"));
        table.NextChange(Utc("2026-03-02T20:30")).Should().Be(Utc("2026-03-03T03:00"));
    }

    [Fact]
    public void Time_that_is_promised_runs_while_it_is_on_alone()
    {
        var table = Of("Europe/Berlin", [Weekly(DayOfWeek.Friday, "09:00-17:00"), Weekly(DayOfWeek.Monday, "09:00-17:00")]);
        // Friday 27 March, 16:30 in winter time; on Monday the clocks have been put forward.
        table.After(Utc("2026-03-27T15:30"), TimeSpan.FromMinutes(20)).Should().Be(Utc("2026-03-27T15:50"));
        table.After(Utc("2026-03-27T15:30"), TimeSpan.FromMinutes(30)).Should().Be(Utc("2026-03-27T16:00"));
        table.After(Utc("2026-03-27T15:30"), TimeSpan.FromMinutes(31)).Should().Be(Utc("2026-03-30T07:01"));
        table.After(Utc("2026-03-28T12:00"), TimeSpan.FromHours(1)).Should().Be(Utc("2026-03-30T08:00"));
    }

    private static Timetable Of(string zone, WeeklySpan[] weekly) => new(Zone(zone), weekly, []);

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    private static WeeklySpan Weekly(DayOfWeek day, string hours) => Some.Weekly(day, hours);

    private static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(string time) => DateTimeOffset.ParseExact(time, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset Taipei(string time) => Utc(time).AddHours(-8);
}
