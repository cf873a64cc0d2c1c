using LiveChat.Schedules;
using static LiveChat.Unit.Schedules.Some;

namespace LiveChat.Unit.Schedules;

public sealed class DeskPlanTests
{
    // 2026-03-02 is a Monday.
    private static readonly DateTimeOffset Morning = Taipei("2026-03-02T10:00");

    [Fact]
    public void A_desk_without_a_schedule_serves_around_the_clock() =>
        DeskPlan.Of(DeskSchedule.Always(Desk)).OpeningAt(Morning, ["ann"]).Should().Be(new DeskOpening(true, null));

    [Fact]
    public void Hours_open_and_close_the_desk()
    {
        var plan = DeskPlan.Of(Weekdays);
        plan.OpeningAt(Morning, ["ann"]).Should().Be(new DeskOpening(true, Taipei("2026-03-02T18:00")));
        plan.OpeningAt(Taipei("2026-03-06T18:00"), ["ann"]).Should().Be(new DeskOpening(false, Taipei("2026-03-09T09:00")), "over the weekend");
        plan.OpeningAt(Morning, []).Open.Should().BeTrue("nobody has a seat yet, so nobody is off shift");
    }

    [Fact]
    public void The_desk_closes_when_the_last_shift_ends_and_opens_with_the_next()
    {
        var plan = DeskPlan.Of(Weekdays with { Shifts = [Shift("ann", Weekly(DayOfWeek.Monday, "09:00-13:00")), Shift("abe", Weekly(DayOfWeek.Monday, "12:00-15:30"), Weekly(DayOfWeek.Tuesday, "08:00-10:00"))] });
        plan.OpeningAt(Morning, ["ann", "abe"]).Should().Be(new DeskOpening(true, Taipei("2026-03-02T15:30")), "one shift follows the other");
        plan.OpeningAt(Taipei("2026-03-02T15:30"), ["ann", "abe"]).Should().Be(new DeskOpening(false, Taipei("2026-03-03T09:00")), "abe comes at eight, the desk opens at nine");
        plan.OpeningAt(Morning, ["abe"]).Should().Be(new DeskOpening(false, Taipei("2026-03-02T12:00")), "ann has no seat any more");
        plan.OpeningAt(Taipei("2026-03-02T16:00"), ["ann", "zoe"]).Should().Be(new DeskOpening(true, Taipei("2026-03-02T18:00")), "who has no shifts works at any time");
    }

    [Fact]
    public void Shifts_close_a_desk_without_hours_too()
    {
        var plan = DeskPlan.Of(DeskSchedule.Always(Desk) with { Zone = "Asia/Taipei", Shifts = [Shift("ann", Weekly(DayOfWeek.Monday, "22:00-06:00"))] });
        plan.OpeningAt(Morning, ["ann"]).Should().Be(new DeskOpening(false, Taipei("2026-03-02T22:00")));
        plan.OpeningAt(Taipei("2026-03-03T05:00"), ["ann"]).Should().Be(new DeskOpening(true, Taipei("2026-03-03T06:00")));
    }

    [Fact]
    public void A_desk_that_never_opens_says_so() =>
        DeskPlan.Of(Weekdays with { Hours = [] }).OpeningAt(Morning, ["ann"]).Should().Be(new DeskOpening(false, null));

    [Fact]
    public void The_next_change_is_of_hours_or_of_any_shift()
    {
        var plan = DeskPlan.Of(Weekdays with { Shifts = [Shift("ann", Weekly(DayOfWeek.Monday, "09:00-13:00")), Shift("abe", Weekly(DayOfWeek.Monday, "12:00-20:00"))] });
        plan.NextChange(Morning).Should().Be(Taipei("2026-03-02T12:00"));
        plan.NextChange(Taipei("2026-03-02T13:00")).Should().Be(Taipei("2026-03-02T18:00"));
        plan.NextChange(Taipei("2026-03-02T18:00")).Should().Be(Taipei("2026-03-02T20:00"));
        plan.IsOnShift("ann", Taipei("2026-03-02T12:59")).Should().BeTrue();
        plan.IsOnShift("ann", Taipei("2026-03-02T13:00")).Should().BeFalse();
        plan.IsOnShift("zoe", Taipei("2026-03-02T03:00")).Should().BeTrue();
    }

    [Fact]
    public void Promised_time_runs_by_the_desks_hours()
    {
        DeskPlan.Of(Weekdays).After(Taipei("2026-03-06T17:50"), TimeSpan.FromMinutes(30)).Should().Be(Taipei("2026-03-09T09:20"));
        DeskPlan.Of(DeskSchedule.Always(Desk)).After(Morning, TimeSpan.FromMinutes(30)).Should().Be(Morning.AddMinutes(30));
    }

    [Theory]
    [InlineData("2026-03-02T10:00", "退費問題", "legal")] // the first rule that applies
    [InlineData("2026-03-02T10:00", "I want a ＬＡＷＹＥＲ", "legal")] // whatever the width and the case
    [InlineData("2026-03-02T10:00", "律师在吗", "legal")] // however Chinese is written
    [InlineData("2026-03-02T10:00", "where is my parcel", null)]
    [InlineData("2026-03-02T17:30", "where is my parcel", "late")]
    [InlineData("2026-03-07T10:00", "where is my parcel", "night")]
    public void The_first_rule_that_applies_says_who_is_on_duty(string at, string about, string? desk)
    {
        var schedule = Weekdays with
        {
            Duty =
            [
                new("legal", [], ["律師", "lawyer", "退費"], WhenClosed: false),
                new("late", [Weekly(DayOfWeek.Monday, "17:00-18:00")], [], WhenClosed: false),
                new("night", [], [], WhenClosed: true),
            ],
        };
        var isOpen = DeskPlan.Of(schedule).OpeningAt(Taipei(at), ["ann"]).Open;
        DutyRules.DeskOnDuty(schedule, about, isOpen, Taipei(at)).Should().Be(desk);
    }

    [Fact]
    public void All_that_a_rule_names_must_hold()
    {
        var schedule = Weekdays with { Duty = [new("late", [Weekly(DayOfWeek.Monday, "17:00-18:00")], ["refund"], WhenClosed: false)] };
        DutyRules.DeskOnDuty(schedule, "refund", isOpen: true, Taipei("2026-03-02T17:30")).Should().Be("late");
        DutyRules.DeskOnDuty(schedule, "refund", isOpen: true, Taipei("2026-03-02T16:30")).Should().BeNull();
        DutyRules.DeskOnDuty(schedule, "parcel", isOpen: true, Taipei("2026-03-02T17:30")).Should().BeNull();
    }
}
