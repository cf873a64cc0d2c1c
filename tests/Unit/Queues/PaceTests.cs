namespace LiveChat.Unit.Queues;

public sealed class PaceTests
{
    private readonly QueueAtDesk _desk = new();

    [Fact]
    public void Too_few_assignments_tell_nothing()
    {
        _desk.Seat("amy", capacity: 9);
        for (var session = 1; session <= 2; session++) Serve(session, 10);
        _desk.Arrive(8).EtaSeconds.Should().BeNull();
    }

    [Fact]
    public void The_wait_is_the_pace_times_the_place()
    {
        _desk.Seat("amy", capacity: 9);
        for (var session = 1; session <= 3; session++) Serve(session, 20);
        _desk.Arrive(8).EtaSeconds.Should().Be(20);
        _desk.Arrive(9, since: _desk.Now.AddSeconds(1)).EtaSeconds.Should().Be(40);
    }

    [Fact]
    public void Time_in_which_nobody_waits_does_not_count()
    {
        _desk.Seat("amy", capacity: 9);
        for (var session = 1; session <= 5; session++)
        {
            Serve(session, 20);
            _desk.Pass(3000);
        }

        _desk.Arrive(8).EtaSeconds.Should().Be(20);
    }

    [Fact]
    public void The_average_moves_with_the_desk()
    {
        _desk.Seat("amy", capacity: 90);
        for (var session = 1; session <= 3; session++) Serve(session, 20);
        for (var session = 11; session <= 31; session++) Serve(session, 25);
        _desk.Arrive(8).EtaSeconds.Should().Be(25);
    }

    [Fact]
    public void One_long_night_does_not_make_it_endless()
    {
        _desk.Seat("amy", capacity: 9);
        for (var session = 1; session <= 3; session++) Serve(session, 10_000);
        _desk.Arrive(8).EtaSeconds.Should().Be(600);
        for (var session = 100; session < 200; session++) _desk.Arrive(session);
        _desk.Arrive(999, since: _desk.Now.AddSeconds(1)).EtaSeconds.Should().Be(4 * 3600);
    }

    [Fact]
    public void Without_anybody_at_work_there_is_no_telling()
    {
        _desk.Seat("amy", capacity: 9);
        for (var session = 1; session <= 3; session++) Serve(session, 20);
        _desk.Tell("amy", LiveChat.Presence.PresenceStatus.Away);
        _desk.Arrive(8).EtaSeconds.Should().BeNull();
    }

    private void Serve(int session, double seconds)
    {
        _desk.Arrive(session);
        _desk.Pass(seconds);
        _desk.Claim(session, "amy").Value.Should().NotBeNull();
        _desk.Release(session);
    }
}
