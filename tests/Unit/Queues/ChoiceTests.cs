using LiveChat.Presence;

namespace LiveChat.Unit.Queues;

public sealed class ChoiceTests
{
    private readonly QueueAtDesk _desk = new();

    [Fact]
    public void Least_load_for_the_capacity_comes_first()
    {
        _desk.Seat("amy", capacity: 2).Seat("bo", capacity: 4);
        _desk.Claim(1, "amy");
        _desk.Claim(2, "bo");
        _desk.Arrive(3);
        _desk.OfferedTo(3).Should().Be("bo", "1 of 4 is less than 1 of 2");
    }

    [Fact]
    public void Who_knows_about_it_comes_before_less_load_and_is_not_waited_for()
    {
        _desk.Seat("amy", capacity: 2).Seat("bo", 2, PresenceStatus.Online, "Refunds", "parcel").Seat("cy", 1, PresenceStatus.Online, "parc");
        _desk.Claim(1, "bo");
        _desk.Arrive(2);
        _desk.OfferedTo(2).Should().Be("bo", "it is about a late parcel, and a part of a word is no word");
        _desk.Claim(2, "bo").Value!.Reason.Should().Be("skill");
        _desk.Arrive(3);
        _desk.OfferedTo(3).Should().NotBe("bo", "who is full is not waited for");

        _desk.Seat("amy", 2, PresenceStatus.Online, "late", "parcel");
        _desk.Release(1);
        _desk.Arrive(4);
        _desk.OfferedTo(4).Should().Be("amy", "who knows more of it comes first, from the moment that the operator says so");
    }

    [Fact]
    public void Among_equals_the_turn_goes_round()
    {
        _desk.Seat("amy").Seat("bo").Seat("cy");
        foreach (var (session, agent) in new[] { (1, "amy"), (2, "bo"), (3, "cy"), (4, "amy"), (5, "bo") })
        {
            _desk.Arrive(session);
            _desk.Claim(session, agent).Value!.Reason.Should().Be("least_load");
            _desk.Pass(1);
            _desk.Release(session);
        }
    }

    [Fact]
    public void The_last_agent_is_preferred_to_less_load()
    {
        _desk.Seat("amy", capacity: 2).Seat("bo", capacity: 2);
        _desk.Claim(1, "amy");
        _desk.Arrive(2, preferred: "amy");
        _desk.Claim(2, "amy").Value!.Reason.Should().Be("sticky");
    }

    [Fact]
    public void An_agent_asked_for_by_name_is_preferred_to_the_last_agent()
    {
        _desk.Seat("amy").Seat("bo");
        _desk.Arrive(1, preferred: "amy", requested: "bo");
        _desk.Claim(1, "bo").Value!.Reason.Should().Be("requested");
    }

    [Theory]
    [InlineData(PresenceStatus.Away)]
    [InlineData(null)]
    public void Nobody_waits_for_an_agent_who_is_not_there(PresenceStatus? status)
    {
        _desk.Seat("amy").Seat("bo", status: status);
        _desk.Arrive(1, preferred: "bo", requested: "bo");
        _desk.OfferedTo(1).Should().Be("amy");
    }

    [Fact]
    public void Nobody_waits_for_an_agent_who_is_full_unknown_or_declined()
    {
        _desk.Seat("amy", capacity: 9).Seat("bo");
        _desk.Claim(1, "bo");
        _desk.Arrive(2, requested: "bo");
        _desk.OfferedTo(2).Should().Be("amy");
        _desk.Arrive(3, preferred: "stranger", requested: "nobody");
        _desk.OfferedTo(3).Should().Be("amy");
        _desk.Release(1);
        _desk.Arrive(4, requested: "bo");
        _desk.Decline(4, "bo");
        _desk.OfferedTo(4).Should().Be("amy");
    }

    [Fact]
    public void The_line_is_served_in_its_order_when_several_come_free()
    {
        for (var session = 1; session <= 4; session++) _desk.Arrive(session, urgency: session % 2);
        _desk.Seat("amy", capacity: 3);
        _desk.Told().Should().Equal("amy offered 1", "amy offered 3", "amy offered 2");
    }

    [Fact]
    public void The_decision_can_be_explained()
    {
        _desk.Seat("amy", capacity: 3).Seat("bo", capacity: 4).Seat("cy", status: PresenceStatus.Away);
        _desk.Claim(1, "bo");
        _desk.Arrive(2);
        _desk.Pass(4);
        var assignment = _desk.Claim(2, "amy").Value!;
        assignment.Should().BeEquivalentTo(new { SessionId = QueueAtDesk.Id(2), AgentId = "amy", AgentName = "amy", Reason = "least_load", WaitedSeconds = 4 });
        assignment.Candidates.Should().Equal("bo (bo): 1 of 4");
    }

    [Fact]
    public void An_explanation_of_a_large_desk_stays_short()
    {
        for (var agent = 0; agent < 60; agent++) _desk.Seat($"a{agent}");
        _desk.Claim(1, "a7").Value!.Candidates.Should().HaveCount(20);
    }
}
