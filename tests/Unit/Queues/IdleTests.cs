using System.Globalization;
using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Unit.Queues;

public sealed class IdleTests
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(15);
    private readonly QueueAtDesk _desk = new(QueueAtDesk.Patient with { OfferTimeout = TimeSpan.FromHours(1) });

    // Who said something, and how many minutes ago: c the customer, s the staff.
    [Theory]
    [InlineData("", nameof(Attendance.Present))]
    [InlineData("c20", nameof(Attendance.Present))] // the agent is the one who is silent
    [InlineData("c40 s20 c19", nameof(Attendance.Present))]
    [InlineData("c20 s15", nameof(Attendance.Idle))]
    [InlineData("c20 s14", nameof(Attendance.Present))]
    [InlineData("s30", nameof(Attendance.Idle))]
    [InlineData("c20 s16 s9 s1", nameof(Attendance.Idle))] // asking again and again keeps nobody
    [InlineData("c40 s30 c15", nameof(Attendance.Resumed))]
    [InlineData("c40 s30 s20 c15 c14", nameof(Attendance.Resumed))]
    [InlineData("c40 s30 c15 s14 c1", nameof(Attendance.Resumed))] // and for as long as that is known
    [InlineData("c60 s50 c30 s20", nameof(Attendance.Idle))]
    [InlineData("c40 s30 c16", nameof(Attendance.Present))]
    public void Who_is_away_is_told_by_when_people_spoke(string said, string attendance) =>
        IdleRules.Of(Words(1, said), IdleAfter, _desk.Now).ToString().Should().Be(attendance);

    [Fact]
    public void Without_the_setting_or_a_word_nobody_is_idle()
    {
        IdleRules.Of(Words(1, "c200 s100"), TimeSpan.Zero, _desk.Now).Should().Be(Attendance.Present);
        IdleRules.Of(null, IdleAfter, _desk.Now).Should().Be(Attendance.Present);
    }

    [Fact]
    public void A_silent_visitors_slot_goes_to_who_waits_and_is_taken_again_when_free()
    {
        Hold("amy", 1);
        _desk.Arrive(2);
        _desk.OfferedTo(2).Should().BeNull("amy is full");

        Quiet(1);
        _desk.OfferedTo(2).Should().Be("amy");
        Load("amy").Should().Be((1, 1));
        _desk.Decline(2, "amy");
        _desk.Queue.VisitorBack(QueueAtDesk.Id(1), _desk.Now);
        Load("amy").Should().Be((1, 0));
        _desk.Pass(120);
        _desk.OfferedTo(2).Should().BeNull("her slot is taken again");
    }

    [Fact]
    public void Who_comes_back_goes_before_whom_the_agent_was_only_offered()
    {
        Hold("amy", 1);
        Quiet(1);
        _desk.Arrive(2);
        _desk.Told();
        _desk.Queue.VisitorBack(QueueAtDesk.Id(1), _desk.Now);
        _desk.Told().Should().Equal("amy unavailable 2");
        Load("amy").Should().Be((1, 0));
    }

    [Fact]
    public void Where_no_slot_is_left_who_comes_back_is_to_wait_and_is_told_until_they_do()
    {
        Hold("amy", 1);
        Quiet(1);
        Hold("amy", 2);
        _desk.Told();

        _desk.Queue.VisitorBack(QueueAtDesk.Id(1), _desk.Now);
        _desk.Told().Should().Equal("amy full for 1");
        Load("amy").Should().Be((2, 1), "the slot is not taken twice");

        _desk.Pass(60);
        _desk.Sweep([_desk.Has("amy", 1), _desk.Has("amy", 2)], Words(1, "s21 c1"), Words(2, "c1 s1"));
        _desk.Told().Should().Equal("amy full for 1");
        _desk.Release(2);
        _desk.Pass(60);
        _desk.Sweep([_desk.Has("amy", 1)], Words(1, "s22 c2"));
        _desk.Told().Should().BeEmpty();
        Load("amy").Should().Be((1, 0), "a slot came free first");
    }

    [Fact]
    public void What_was_said_before_somebody_came_back_does_not_make_them_idle_again()
    {
        Hold("amy", 1);
        Quiet(1);
        _desk.Queue.VisitorBack(QueueAtDesk.Id(1), _desk.Now);
        _desk.Sweep([_desk.Has("amy", 1)], Words(1, "c40 s20"));
        Load("amy").Should().Be((1, 0));
    }

    [Fact]
    public void After_a_restart_the_idle_are_known_and_who_came_back_meanwhile_takes_what_slots_are_left()
    {
        _desk.Seat("amy", capacity: 2);
        _desk.Sweep(
            [_desk.Has("amy", 1), _desk.Has("amy", 2), _desk.Has("amy", 3), _desk.Has("amy", 4)],
            Words(1, "s30 c1"), Words(2, "s40 c1"), Words(3, "c3 s2"), Words(4, "c60 s50"));
        Load("amy").Should().Be((4, 2));
        _desk.Told().Should().ContainSingle("one of the two who came back has no slot").Which.Should().StartWith("amy full for");
    }

    [Fact]
    public void A_seat_that_is_taken_away_stays_known_while_an_idle_session_is_there()
    {
        Hold("amy", 1);
        Quiet(1);
        _desk.Unseat("amy");
        _desk.Queue.Snapshot().Agents.Should().ContainSingle().Which.Active.Should().Be(1);
        _desk.Release(1);
        _desk.Queue.Snapshot().Agents.Should().BeEmpty();
    }

    private void Hold(string agentId, int session)
    {
        if (!_desk.Queue.HasSeat(agentId)) _desk.Seat(agentId);
        _desk.Claim(session, agentId).Refusal.Should().BeNull();
        _desk.Pass(60);
    }

    private void Quiet(int session) => _desk.Sweep([.. Enumerable.Range(session, 1).Select(id => _desk.Has("amy", id)), .. _desk.Queue.Snapshot().Waiting.Select(entry => _desk.Waits(BitConverter.ToInt32(entry.SessionId.ToByteArray())))], Words(session, "c40 s20"));

    private (int Active, int Idle) Load(string agentId)
    {
        var load = _desk.Queue.Snapshot().Agents.Single(agent => agent.AgentId == agentId);
        return (load.Active, load.Idle);
    }

    private LastWords Words(int session, string said) => new(QueueAtDesk.Id(session),
        [.. said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new Said(word[0] == 's', _desk.Now.AddMinutes(-int.Parse(word.AsSpan(1), CultureInfo.InvariantCulture))))]);
}
