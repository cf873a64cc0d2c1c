using LiveChat.Schedules;
using static LiveChat.Unit.Schedules.Some;

namespace LiveChat.Unit.Schedules;

public sealed class ScheduleRulesTests
{
    private static readonly DateOnly Holiday = new(2026, 2, 17);

    public static TheoryData<string, DeskSchedule> Unfit => new()
    {
        { "no such zone", Weekdays with { Zone = "Middle/Earth" } },
        { "a zone that is a path", Weekdays with { Zone = "../../etc/passwd" } },
        { "before midnight", Weekdays with { Hours = [new(DayOfWeek.Monday, -1, 60)] } },
        { "after midnight", Weekdays with { Hours = [new(DayOfWeek.Monday, 0, 1441)] } },
        { "a day begins at 24:00", Weekdays with { Hours = [new(DayOfWeek.Monday, 1440, 60)] } },
        { "an eighth day", Weekdays with { Hours = [new((DayOfWeek)7, 0, 60)] } },
        { "too many spans", Weekdays with { Hours = [.. Enumerable.Range(0, 71).Select(i => new WeeklySpan(DayOfWeek.Monday, i, i + 1))] } },
        { "a date twice", Weekdays with { Exceptions = [new(Holiday, [], null), new(Holiday, [new(0, 60)], null)] } },
        { "a span of a date", Weekdays with { Exceptions = [new(Holiday, [new(0, 0)], null)] } },
        { "the past", Weekdays with { Exceptions = [new(new DateOnly(1, 1, 1), [], null)] } },
        { "a note of two lines", Weekdays with { Exceptions = [new(Holiday, [], "new\nyear")] } },
        { "exceptions from nothing", Weekdays with { Hours = null, Exceptions = [new(Holiday, [], null)] } },
        { "a stranger's shift", Weekdays with { Shifts = [Shift("zoe")] } },
        { "shifts twice", Weekdays with { Shifts = [Shift("ann"), Shift("ann")] } },
        { "a shift of no length", Weekdays with { Shifts = [Shift("ann", new WeeklySpan(DayOfWeek.Monday, 60, 0))] } },
        { "no desk on duty", Weekdays with { Duty = [new("nowhere", [], ["x"], false)] } },
        { "on duty for itself", Weekdays with { Duty = [new(Desk, [], ["x"], false)] } },
        { "on duty for everything", Weekdays with { Duty = [new("m2", [], [], false)] } },
        { "an empty topic", Weekdays with { Duty = [new("m2", [], [" "], false)] } },
        { "no time at all", Weekdays with { Targets = new(0, null, 75) } },
        { "more than two weeks", Weekdays with { Targets = new(null, 60 * 60 * 24 * 15, 75) } },
        { "warned after the end", Weekdays with { Targets = new(60, null, 101) } },
    };

    [Theory, MemberData(nameof(Unfit))]
    public void What_no_desk_can_have_is_refused(string why, DeskSchedule schedule) =>
        ScheduleRules.Refuse(schedule, [Desk, "m2"], ["ann", "abe"])!.Code.Should().Be(RefusalCode.Invalid, why);

    [Fact]
    public void What_a_desk_can_have_passes()
    {
        var all = Weekdays with
        {
            Exceptions = [new(Holiday, [], "春節"), new(Holiday.AddDays(1), [new(22 * 60, 6 * 60), new(0, 24 * 60)], null)],
            Shifts = [Shift("ann", Weekly(DayOfWeek.Monday, "22:00-06:00"))],
            Duty = [new("m2", [Weekly(DayOfWeek.Sunday, "00:00-24:00")], ["律師"], true)],
            Targets = new(60, 60 * 60 * 24, 100),
        };
        ScheduleRules.Refuse(all, [Desk, "m2"], ["ann"]).Should().BeNull();
        ScheduleRules.Refuse(DeskSchedule.Always(Desk), [Desk], []).Should().BeNull();
    }

    [Fact]
    public void The_trail_says_what_changed_in_words()
    {
        var after = Weekdays with { Exceptions = [new(Holiday, [], null)], Targets = new(60, null, 75) };
        ScheduleRules.Changes(Weekdays, Weekdays).Should().BeEmpty();
        ScheduleRules.Changes(Weekdays, after).Should().Equal(("exceptions", "2026-02-17 closed"), ("targets", "first reply 60 s, resolution - s, warn at 75 %"));
        ScheduleRules.Changes(Weekdays, Weekdays with { Hours = null }).Should().Equal(("hours", "always"));
        ScheduleRules.Changes(Weekdays, Weekdays with { Hours = [Weekly(DayOfWeek.Monday, "22:00-06:00")] }).Should().Equal(("hours", "Mon 22:00-06:00"));
    }

    [Fact]
    public void Tidying_puts_the_week_in_order()
    {
        var tidy = ScheduleRules.Tidy(Weekdays with { Hours = [Weekly(DayOfWeek.Sunday, "09:00-10:00"), Weekly(DayOfWeek.Monday, "13:00-18:00"), Weekly(DayOfWeek.Monday, "09:00-12:00"), Weekly(DayOfWeek.Monday, "09:00-12:00")] });
        tidy.Hours.Should().Equal(Weekly(DayOfWeek.Monday, "09:00-12:00"), Weekly(DayOfWeek.Monday, "13:00-18:00"), Weekly(DayOfWeek.Sunday, "09:00-10:00"));
    }

    [Theory]
    [InlineData("", "a@b.example", "hello")]
    [InlineData("Vera", "", "hello")]
    [InlineData("Vera", "not an address", "hello")]
    [InlineData("Vera", "vera@localhost", "hello")]
    [InlineData("Vera", "Vera <vera@b.example>", "hello")]
    [InlineData("Vera", "a@b.example\nBcc: c@d.example", "hello")]
    [InlineData("Vera", "vera@b.example", "  ")]
    [InlineData("Vera", "vera@b.example", "a\0b")]
    [InlineData("Ve\nra", "vera@b.example", "hello")]
    public void A_message_that_nobody_could_answer_is_refused(string name, string address, string text) =>
        AwayRules.Refuse(new(Desk, name, address, text, null)).Should().NotBeNull();

    [Fact]
    public void A_message_that_can_be_answered_passes()
    {
        AwayRules.Refuse(new(Desk, " 王小明 ", " ming@mail.example.tw ", "茶壺破了\n怎麼辦？", null)).Should().BeNull();
        AwayRules.Refuse(new(Desk, "Vera", "vera@b.example", new string('x', AwayRules.LongestText + 1), null))!.Code.Should().Be(RefusalCode.TooLong);
        AwayRules.SubjectOf("茶壺破了\n怎麼辦？", "王小明").Should().Be("茶壺破了 怎麼辦？");
        AwayRules.SubjectOf(string.Concat(Enumerable.Repeat("😀", 100)), "x").Should().HaveLength(119).And.EndWith("😀…");
        AwayRules.SubjectOf(" ", "王小明").Should().Be("王小明");
    }

    [Fact]
    public void The_same_wish_has_the_same_id_and_another_has_another()
    {
        var (session, since) = (Guid.CreateVersion7(), Taipei("2026-03-02T10:00"));
        var id = AwayRules.WishId(session, since);
        AwayRules.WishId(session, since.ToOffset(TimeSpan.FromHours(8))).Should().Be(id);
        AwayRules.WishId(session, since.AddTicks(10)).Should().NotBe(id);
        AwayRules.WishId(Guid.CreateVersion7(), since).Should().NotBe(id);
        id.Version.Should().Be(7);
    }
}
