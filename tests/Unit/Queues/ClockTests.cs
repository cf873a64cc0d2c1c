using LiveChat.Presence;

namespace LiveChat.Unit.Queues;

/// <summary>The clock is set back: what was noted before would come to be due too late.</summary>
public sealed class ClockTests
{
    private readonly QueueAtDesk _desk = new();

    [Fact]
    public void Offers_are_made_again_and_lapse_in_their_time()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Told().Should().Equal("amy offered 1");
        _desk.SetBack(seconds: 600);
        _desk.Told().Should().Equal("amy unavailable 1", "amy offered 1");
        _desk.Pass(30);
        _desk.Told().Should().Equal("amy expired 1");
    }

    [Fact]
    public void Nobody_loses_a_session_or_a_place_or_gets_more_than_they_may()
    {
        _desk.Seat("amy", capacity: 2).Seat("bo", status: null);
        for (var session = 1; session <= 4; session++) _desk.Arrive(session);
        _desk.Claim(1, "amy").Value.Should().NotBeNull();
        _desk.Claim(2, "amy").Value.Should().NotBeNull();
        _desk.SetBack(seconds: 600);

        _desk.Active("amy").Should().Be(2);
        _desk.Claim(1, "bo").Refusal.Should().NotBeNull("amy has it");
        _desk.Claim(3, "amy").Refusal.Should().NotBeNull("amy is full");
        _desk.Queue.Snapshot().Waiting.Select(waiting => waiting.SessionId).Should().Equal(QueueAtDesk.Id(3), QueueAtDesk.Id(4));
        _desk.Tell("bo", PresenceStatus.Online);
        _desk.OfferedTo(3).Should().Be("bo");
    }

    [Fact]
    public void What_just_left_is_not_brought_back_by_headers_read_before()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Claim(1, "amy");
        _desk.Release(1);
        _desk.SetBack(seconds: 600);
        _desk.Sweep(_desk.Has("amy", 1));
        _desk.Active("amy").Should().Be(0);
    }
}
