using LiveChat.Queues;
using LiveChat.Schedules;

namespace LiveChat.Unit.Queues;

/// <summary>A desk whose day goes from 08:00 to 10:00 UTC; the tests begin at nine.</summary>
public sealed class HoursTests
{
    private static readonly WeeklySpan[] Hours = [new(DayOfWeek.Monday, 8 * 60, 10 * 60), new(DayOfWeek.Tuesday, 8 * 60, 10 * 60)];
    private static readonly DeskSchedule Day = DeskSchedule.Always("") with { Hours = Hours, Revision = 1 };
    private static readonly DateTimeOffset Tomorrow = new(2026, 1, 6, 8, 0, 0, TimeSpan.Zero);

    private readonly QueueAtDesk _desk = new();

    [Fact]
    public void Outside_a_shift_an_agent_is_offered_nothing_and_keeps_what_they_have()
    {
        _desk.Seat("amy", 2).Seat("bob", 2);
        _desk.Schedule(Day with { Hours = null, Shifts = [new("amy", [new(DayOfWeek.Monday, 8 * 60, (9 * 60) + 1)], [])] });
        _desk.Pass(40);
        _desk.Arrive(1, preferred: "amy");
        _desk.Arrive(2, preferred: "amy");
        _desk.Claim(1, "amy").Refusal.Should().BeNull();
        _desk.OfferedTo(2).Should().Be("amy");
        _desk.Told();

        _desk.Pass(20);
        _desk.Told().Should().Equal("amy unavailable 2", "bob offered 2");
        _desk.Active("amy").Should().Be(1);
        _desk.Arrive(3, preferred: "amy");
        _desk.OfferedTo(3).Should().Be("bob");
        _desk.Queue.Snapshot().Agents.Single(agent => agent.AgentId == "amy").OnShift.Should().BeFalse();
        _desk.Claim(4, "amy").Refusal.Should().BeNull("by hand they may");
    }

    [Fact]
    public void A_shift_that_begins_brings_what_waits()
    {
        _desk.Seat("amy").Seat("bob", 1, status: null);
        _desk.Schedule(Day with { Hours = null, Shifts = [new("amy", [new(DayOfWeek.Monday, (9 * 60) + 5, 10 * 60)], [])] });
        _desk.Arrive(1);
        _desk.OfferedTo(1).Should().BeNull("bob works at any time, but is not here");
        _desk.Pass(300);
        _desk.OfferedTo(1).Should().Be("amy");
    }

    [Fact]
    public void When_the_hours_end_who_waits_is_told_until_they_have_left()
    {
        _desk.Schedule(Day);
        _desk.Arrive(1);
        _desk.Arrive(2);
        _desk.Pass(3_599);
        _desk.Told().Should().BeEmpty();
        _desk.Pass(1);
        _desk.Queue.TakeEffects().Should().Equal(new SentAway(QueueAtDesk.Id(1), Tomorrow), new SentAway(QueueAtDesk.Id(2), Tomorrow));
        _desk.Release(1);
        _desk.Pass(10);
        _desk.Told().Should().Equal("2 sent away");
        _desk.Release(2);
        _desk.Pass(60);
        _desk.Told().Should().BeEmpty();
    }

    [Fact]
    public void An_offer_that_stands_when_the_hours_end_may_still_be_taken()
    {
        _desk.Seat("amy");
        _desk.Schedule(Day);
        _desk.Pass(3_590);
        _desk.Arrive(1);
        _desk.Pass(15);
        _desk.Told().Should().Equal("amy offered 1");
        _desk.Claim(1, "amy").Refusal.Should().BeNull();

        _desk.Release(1);
        _desk.Arrive(2);
        _desk.Told().Should().Equal(["2 sent away"], "nothing is offered at a closed desk");
    }

    [Fact]
    public void An_offer_that_lapses_after_the_hours_ended_sends_away()
    {
        _desk.Seat("amy");
        _desk.Schedule(Day);
        _desk.Pass(3_590);
        _desk.Arrive(1);
        _desk.Pass(30);
        _desk.Told().Should().Equal("amy offered 1", "amy expired 1", "1 sent away");
    }

    [Fact]
    public void The_end_of_the_last_shift_closes_the_desk_though_its_hours_go_on()
    {
        _desk.Seat("amy").Seat("bob");
        _desk.Schedule(Day with { Hours = null, Shifts = [new("amy", [new(DayOfWeek.Monday, 8 * 60, (9 * 60) + 1)], []), new("bob", [new(DayOfWeek.Monday, 8 * 60, (9 * 60) + 2)], [])] });
        _desk.Arrive(1);
        _desk.Decline(1, _desk.OfferedTo(1)!);
        _desk.Arrive(2);
        _desk.Arrive(3);
        _desk.Pass(61);
        _desk.Queue.Opening.Open.Should().BeTrue("one still works");
        _desk.Pass(60);
        _desk.Queue.Opening.Open.Should().BeFalse();
        _desk.Told().Should().Contain("3 sent away");
    }

    [Fact]
    public void Whom_an_agent_is_asked_for_by_name_still_reaches_that_agent()
    {
        _desk.Seat("amy").Seat("bob");
        _desk.Schedule(Day);
        _desk.Pass(3_700);
        _desk.Arrive(1, requested: "bob");
        _desk.OfferedTo(1).Should().Be("bob");
        _desk.Arrive(2, requested: "bob");
        _desk.Told().Should().Equal("bob offered 1", "2 sent away");
    }

    [Fact]
    public void A_schedule_that_changes_takes_effect_at_once_and_a_desk_that_opens_offers_again()
    {
        _desk.Seat("amy");
        _desk.Schedule(Day with { Hours = [] });
        _desk.Arrive(1);
        _desk.Told().Should().Equal("1 sent away");
        _desk.Schedule(Day with { Revision = 2 });
        _desk.Told().Should().Equal("amy offered 1");
    }
}
