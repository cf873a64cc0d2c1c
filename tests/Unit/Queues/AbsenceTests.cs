using LiveChat.Presence;
using LiveChat.Queues;

namespace LiveChat.Unit.Queues;

public sealed class AbsenceTests
{
    private readonly QueueAtDesk _desk = new();

    [Fact]
    public void Back_within_the_grace_nothing_happens()
    {
        Amy_has_one();
        _desk.Leave("amy");
        _desk.Pass(29);
        _desk.Tell("amy", PresenceStatus.Online);
        _desk.Pass(600);
        _desk.Told().Should().BeEmpty();
        _desk.Active("amy").Should().Be(1);
    }

    [Fact]
    public void Gone_for_longer_the_session_is_told_until_it_waits_again()
    {
        Amy_has_one();
        _desk.Leave("amy");
        _desk.Pass(30);
        _desk.Told().Should().Equal("amy missed in 1");
        _desk.Pass(10);
        _desk.Told().Should().Equal("amy missed in 1");
        _desk.Arrive(1, preferred: "amy", since: _desk.Now.AddMinutes(-5)).Position.Should().Be(1);
        _desk.Pass(600);
        _desk.Told().Should().BeEmpty();
        _desk.Tell("amy", PresenceStatus.Online);
        _desk.Told().Should().Equal("amy offered 1");
    }

    [Fact]
    public void Each_session_of_a_lost_agent_is_told()
    {
        _desk.Seat("amy", capacity: 3);
        foreach (var session in new[] { 1, 2, 3 }) _desk.Claim(session, "amy");
        _desk.Leave("amy");
        _desk.Pass(31);
        _desk.Told().Should().BeEquivalentTo("amy missed in 1", "amy missed in 2", "amy missed in 3");
    }

    [Fact]
    public void Going_twice_is_going_once()
    {
        Amy_has_one();
        _desk.Leave("amy");
        _desk.Pass(20);
        _desk.Leave("amy");
        _desk.Pass(10);
        _desk.Told().Should().Equal("amy missed in 1");
        _desk.Pass(10);
        _desk.Told().Should().Equal("amy missed in 1");
    }

    [Fact]
    public void Offers_stand_through_a_short_absence_and_go_to_others_after_it()
    {
        var desk = new QueueAtDesk(QueueAtDesk.Patient with { OfferTimeout = TimeSpan.FromMinutes(5) });
        desk.Seat("amy");
        desk.Arrive(1);
        desk.Leave("amy");
        desk.Pass(29);
        desk.OfferedTo(1).Should().Be("amy");
        desk.Seat("bo");
        desk.Pass(1);
        desk.Told().Should().Equal("amy offered 1", "amy unavailable 1", "bo offered 1");
    }

    [Theory]
    [InlineData(PresenceStatus.Offline)]
    [InlineData(PresenceStatus.Away)]
    public void Who_hides_but_is_here_keeps_their_sessions_and_gets_no_new_ones(PresenceStatus status)
    {
        _desk.Seat("amy", capacity: 2);
        _desk.Claim(1, "amy");
        _desk.Tell("amy", status);
        _desk.Arrive(2);
        _desk.Pass(600);
        _desk.Told().Should().BeEmpty();
        _desk.Active("amy").Should().Be(1);
    }

    [Fact]
    public void Who_acts_is_there_and_the_grace_begins_anew()
    {
        _desk.Seat("amy", capacity: 2, status: null);
        _desk.Claim(1, "amy");
        _desk.Pass(29);
        _desk.Claim(2, "amy");
        _desk.Pass(29);
        _desk.Told().Should().BeEmpty();
        _desk.Pass(1);
        _desk.Told().Should().HaveCount(2);
    }

    [Fact]
    public void Whose_presence_falls_silent_is_gone()
    {
        var desk = new QueueAtDesk(new QueueOptions());
        desk.Seat("amy");
        desk.Claim(1, "amy");
        for (var repeat = 0; repeat < 10; repeat++)
        {
            desk.Pass(45);
            desk.Tell("amy", PresenceStatus.Online);
        }

        desk.Pass(60);
        desk.Pass(29);
        desk.Told().Should().BeEmpty();
        desk.Pass(1);
        desk.Told().Should().Equal("amy missed in 1");
    }

    [Fact]
    public void Repeated_presence_repeats_no_offers()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Tell("amy", PresenceStatus.Online);
        _desk.Told().Should().Equal("amy offered 1");
    }

    [Fact]
    public void News_of_an_agent_without_a_seat_is_not_taken()
    {
        _desk.Queue.SetAvailability(new AgentAvailability("stranger", "stranger", PresenceStatus.Online, true), _desk.Now).Should().BeFalse();
    }

    private void Amy_has_one()
    {
        _desk.Seat("amy");
        _desk.Claim(1, "amy");
    }
}
