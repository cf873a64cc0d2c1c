using LiveChat.Presence;

namespace LiveChat.Unit.Queues;

public sealed class SweepTests
{
    private readonly QueueAtDesk _desk = new();

    [Fact]
    public void A_new_queue_finds_the_line_as_it_was()
    {
        _desk.Seat("amy", status: null);
        _desk.Sweep(_desk.Waits(1, _desk.Now.AddSeconds(-3)), _desk.Waits(2, _desk.Now.AddSeconds(-9)), _desk.Waits(3, urgency: 1), _desk.Has("amy", 4));
        _desk.Queue.Snapshot().Waiting.Select(entry => entry.VisitorName).Should().Equal("visitor 3", "visitor 2", "visitor 1");
        _desk.Active("amy").Should().Be(1);
        _desk.Claim(4, "amy").Value!.Reason.Should().Be("restored");
    }

    [Fact]
    public void After_a_restart_an_agent_who_does_not_come_back_is_lost_after_the_grace()
    {
        _desk.Seat("amy", status: null);
        _desk.Sweep(_desk.Has("amy", 1));
        _desk.Pass(29.9);
        _desk.Told().Should().BeEmpty();
        _desk.Pass(0.1);
        _desk.Told().Should().Equal("amy missed in 1");
    }

    [Fact]
    public void After_a_restart_an_agent_who_comes_back_keeps_the_session()
    {
        _desk.Seat("amy", status: null);
        _desk.Sweep(_desk.Has("amy", 1));
        _desk.Pass(20);
        _desk.Tell("amy", PresenceStatus.Online);
        _desk.Pass(600);
        _desk.Told().Should().BeEmpty();
    }

    [Fact]
    public void Who_has_sessions_but_no_seat_is_watched_all_the_same()
    {
        _desk.Sweep(_desk.Has("gone", 1));
        _desk.Queue.HasSeat("gone").Should().BeFalse();
        _desk.Pass(30);
        _desk.Told().Should().Equal("gone missed in 1");
        _desk.Arrive(1);
        _desk.Queue.Snapshot().Agents.Should().BeEmpty();
    }

    [Fact]
    public void A_lost_enqueue_is_found()
    {
        _desk.Sweep(_desk.Waits(1));
        _desk.Queue.PlaceOf(QueueAtDesk.Id(1)).Should().NotBeNull();
    }

    [Fact]
    public void A_lost_release_is_found_once_it_had_time_to_settle()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Arrive(2);
        _desk.Claim(2, "amy");
        _desk.Sweep();
        _desk.Queue.IsEmpty.Should().BeFalse("the sessions may be about to store this");
        _desk.Pass(16);
        _desk.Sweep();
        _desk.Queue.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void A_grant_that_was_never_stored_is_taken_back()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Claim(1, "amy");
        _desk.Sweep(_desk.Waits(1));
        _desk.Active("amy").Should().Be(1);
        _desk.Pass(16);
        _desk.Sweep(_desk.Waits(1));
        _desk.OfferedTo(1).Should().Be("amy");
    }

    [Fact]
    public void A_grant_that_is_said_again_is_fresh()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Claim(1, "amy");
        var header = _desk.Waits(1);
        _desk.Pass(60);
        var readAt = _desk.Now;
        _desk.Claim(1, "amy");
        _desk.Sweep(readAt, header);
        _desk.Active("amy").Should().Be(1);
    }

    [Fact]
    public void Headers_read_before_a_release_do_not_bring_the_session_back()
    {
        var header = _desk.Waits(1);
        var readAt = _desk.Now;
        _desk.Arrive(1);
        _desk.Pass(5);
        _desk.Release(1);
        _desk.Pass(60);
        _desk.Sweep(readAt, header);
        _desk.Queue.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void The_stored_assignee_is_right()
    {
        _desk.Seat("amy").Seat("bo");
        _desk.Claim(1, "amy");
        _desk.Arrive(2);
        _desk.Pass(16);
        _desk.Sweep(_desk.Has("bo", 1), _desk.Has("amy", 2));
        (_desk.Active("amy"), _desk.Active("bo")).Should().Be((1, 1));
        _desk.Told().Should().EndWith("bo taken 2");
    }

    [Fact]
    public void A_new_seat_gets_work_and_a_removed_one_no_more()
    {
        _desk.Seat("amy", capacity: 2);
        _desk.Claim(1, "amy");
        _desk.Arrive(2);
        _desk.Seat("bo", status: PresenceStatus.Online);
        _desk.Unseat("amy");
        _desk.Pass(0);
        _desk.Told().Should().Equal("amy offered 2", "amy unavailable 2", "bo offered 2", "amy missed in 1");
        _desk.Tell("amy", PresenceStatus.Online);
        _desk.Pass(10);
        _desk.Told().Should().Equal(["amy missed in 1"], "it is told again until it waits, whatever the agent's presence says");
        _desk.Claim(1, "amy").Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        _desk.Release(1);
        _desk.Queue.Snapshot().Agents.Select(agent => agent.AgentId).Should().Equal("bo");
    }

    [Fact]
    public void A_lower_capacity_withdraws_the_offers_above_it()
    {
        _desk.Seat("amy", capacity: 3);
        _desk.Claim(1, "amy");
        _desk.Arrive(2);
        _desk.Arrive(3);
        _desk.Told();
        _desk.Seat("amy", capacity: 2);
        _desk.Told().Should().ContainSingle().Which.Should().EndWith("unavailable 3");
        _desk.Claim(3, "amy").Refusal!.Code.Should().Be(RefusalCode.Conflict);
        _desk.Claim(2, "amy").Refusal.Should().BeNull();
    }

    [Fact]
    public void A_lower_capacity_ends_no_session_and_brings_none()
    {
        _desk.Seat("amy", capacity: 3);
        foreach (var session in new[] { 1, 2, 3 }) _desk.Claim(session, "amy");
        _desk.Seat("amy", capacity: 1);
        _desk.Arrive(4);
        _desk.Release(1);
        _desk.Release(2);
        _desk.OfferedTo(4).Should().BeNull();
        _desk.Release(3);
        _desk.OfferedTo(4).Should().Be("amy");
    }
}
