using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.Sessions;

namespace LiveChat.Unit.Queues;

public sealed class TargetTests
{
    private static readonly DeskSchedule Promised = DeskSchedule.Always("") with { Targets = new(60, 600, 50), Revision = 1 };
    private readonly QueueAtDesk _desk = new();

    public TargetTests() => _desk.Schedule(Promised);

    [Fact]
    public void Time_says_when_to_look_and_what_is_stored_says_whether_it_was_kept()
    {
        _desk.Arrive(1);
        var since = _desk.Now;
        _desk.Pass(29);
        _desk.Told().Should().BeEmpty();
        Late().Should().BeEmpty();
        _desk.Pass(1);
        _desk.Told().Should().Equal("to judge");
        Late().Should().BeEmpty("nobody has looked yet whether it was kept");
        _desk.Sweep([_desk.Waits(1, since)]);
        Late().Should().Equal("first reply of 1");

        _desk.Pass(30);
        _desk.Told().Should().Equal("to judge");
        _desk.Sweep([_desk.Waits(1, since)]);
        _desk.Told().Should().Equal("FirstReply broken for 1");
        Late().Should().Equal("first reply of 1, missed");
        _desk.Pass(1);
        _desk.Sweep([_desk.Waits(1, since)]);
        _desk.Told().Should().BeEmpty("it was said");
    }

    [Fact]
    public void An_agents_word_keeps_the_promise_though_nobody_told_the_queue()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        var since = _desk.Now;
        _desk.Pass(10);
        _desk.Claim(1, "amy");
        _desk.Pass(45);
        _desk.Sweep([_desk.Has("amy", 1) with { WaitingSince = since }], Spoke(since.AddSeconds(50)));
        _desk.Pass(10);
        Late().Should().BeEmpty();
        _desk.Told().Should().NotContain("FirstReply broken for 1");

        _desk.Pass(300);
        _desk.Sweep([_desk.Has("amy", 1) with { WaitingSince = since }]);
        Late().Should().Equal("resolution of 1");
        _desk.Release(1);
        Late().Should().BeEmpty();
        _desk.Pass(600);
        _desk.Told().Should().NotContain("Resolution broken for 1");
    }

    [Fact]
    public void An_agents_word_ends_the_warning_at_once_and_is_noticed_when_it_came_too_late()
    {
        foreach (var session in new[] { 1, 2 }) _desk.Arrive(session);
        var since = _desk.Now;
        _desk.Pass(59);
        _desk.Sweep([_desk.Waits(1, since), _desk.Waits(2, since)]);
        Late().Should().Equal("first reply of 1", "first reply of 2");
        _desk.Queue.AgentSpoke(QueueAtDesk.Id(1), since.AddSeconds(-1), _desk.Now, _desk.Now);
        Late().Should().HaveCount(2, "they waited for something else then");
        _desk.Queue.AgentSpoke(QueueAtDesk.Id(1), since, _desk.Now, _desk.Now);
        Late().Should().Equal("first reply of 2");
        _desk.Pass(2);
        _desk.Told();
        _desk.Queue.AgentSpoke(QueueAtDesk.Id(2), since, _desk.Now, _desk.Now);
        _desk.Queue.AgentSpoke(QueueAtDesk.Id(2), since, _desk.Now, _desk.Now);
        _desk.Told().Should().Equal("FirstReply broken for 2");
        Late().Should().BeEmpty();
    }

    [Fact]
    public void An_older_word_does_not_keep_a_newer_promise()
    {
        _desk.Arrive(1);
        var since = _desk.Now;
        _desk.Pass(61);
        _desk.Sweep([_desk.Waits(1, since)], Spoke(since.AddSeconds(-1)));
        _desk.Told().Should().Contain("FirstReply broken for 1");
    }

    [Fact]
    public void After_a_restart_the_same_promises_run_on()
    {
        var since = _desk.Now.AddSeconds(-40);
        _desk.Sweep([_desk.Waits(1, since), _desk.Has("amy", 2) with { WaitingSince = since.AddSeconds(-600) }]);
        _desk.Told().Should().Equal(["FirstReply broken for 2", "Resolution broken for 2"], "what was due while nobody looked is noticed");
        Late().Should().Equal("first reply of 2, missed", "resolution of 2, missed", "first reply of 1");
        _desk.Pass(20);
        _desk.Told().Should().Equal("to judge");
    }

    [Fact]
    public void Whoever_is_taken_over_from_the_assistant_was_promised_nothing()
    {
        _desk.Seat("amy");
        _desk.Claim(1, "amy");
        _desk.Sweep([_desk.Has("amy", 1)]);
        _desk.Pass(10_000);
        _desk.Told().Should().NotContain(told => told.Contains("broken"));
        Late().Should().BeEmpty();
    }

    [Fact]
    public void A_promise_that_changes_runs_by_the_new_one()
    {
        _desk.Arrive(1);
        _desk.Pass(40);
        _desk.Schedule(Promised with { Targets = new(600, null, 100), Revision = 2 });
        Late().Should().BeEmpty();
        _desk.Told();
        _desk.Pass(100);
        _desk.Told().Should().BeEmpty("the old time says nothing any more");
        _desk.Schedule(Promised with { Targets = DeskTargets.None, Revision = 3 });
        _desk.Pass(1_000);
        Late().Should().BeEmpty();
    }

    [Fact]
    public void Promised_time_does_not_run_while_the_desk_is_closed()
    {
        _desk.Seat("amy");
        _desk.Schedule(Promised with { Hours = [new(DayOfWeek.Monday, 8 * 60, (9 * 60) + 4), new(DayOfWeek.Tuesday, 8 * 60, 10 * 60)], Revision = 2 });
        _desk.Claim(1, "amy");
        var since = _desk.Now;
        _desk.Sweep([_desk.Has("amy", 1) with { WaitingSince = since }], Spoke(since.AddSeconds(1)));
        _desk.Pass(20 * 60 * 60);
        Late().Should().BeEmpty("four of ten minutes had passed when the desk closed");
        _desk.Pass((3 * 60 * 60) + 60);
        _desk.Sweep([_desk.Has("amy", 1) with { WaitingSince = since }]);
        Late().Should().Equal("resolution of 1");
    }

    private static LastWords Spoke(DateTimeOffset agentAt) => new(QueueAtDesk.Id(1), [new(ByStaff: true, agentAt)]);

    private string[] Late() =>
    [
        .. _desk.Queue.Late.Select(late =>
            $"{(late.Target is Target.FirstReply ? "first reply" : "resolution")} of {BitConverter.ToInt32(late.SessionId.ToByteArray())}{(late.Missed ? ", missed" : "")}"),
    ];
}
