using LiveChat.Presence;

namespace LiveChat.Unit.Queues;

public sealed class ClaimTests
{
    private readonly QueueAtDesk _desk = new();

    [Fact]
    public void Picked_by_hand_it_is_withdrawn_from_who_was_offered_it()
    {
        _desk.Seat("amy").Seat("bo");
        _desk.Arrive(1);
        _desk.Claim(1, "bo").Value!.Reason.Should().Be("picked");
        _desk.Told().Should().Equal("amy offered 1", "amy taken 1");
        _desk.Claim(1, "amy").Refusal.Should().Match<Refusal>(refusal => refusal.Code == RefusalCode.Conflict && refusal.Reason.StartsWith("bo has this session"));
    }

    [Fact]
    public void An_own_offer_accepted_is_not_withdrawn()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Claim(1, "amy").Value.Should().NotBeNull();
        _desk.Told().Should().Equal("amy offered 1");
        _desk.Active("amy").Should().Be(1);
    }

    [Fact]
    public void Claimed_again_by_the_same_agent_it_is_granted_again()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        var first = _desk.Claim(1, "amy").Value;
        _desk.Pass(5);
        _desk.Claim(1, "amy").Value.Should().BeSameAs(first);
        _desk.Active("amy").Should().Be(1);
    }

    [Fact]
    public void What_does_not_wait_can_be_taken_over()
    {
        _desk.Seat("amy");
        _desk.Claim(1, "amy").Value.Should().BeEquivalentTo(new { Reason = "takeover", WaitedSeconds = 0 });
        _desk.Claim(2, "amy").Refusal!.Reason.Should().StartWith("All of your 1 places are taken.");
    }

    [Fact]
    public void A_lapsed_offer_is_judged_anew_as_a_pick_by_hand()
    {
        _desk.Seat("amy").Seat("bo");
        _desk.Arrive(1);
        _desk.Pass(30);
        _desk.OfferedTo(1).Should().Be("bo");
        _desk.Claim(1, "amy").Value!.Reason.Should().Be("picked");
        _desk.Told().Should().EndWith("bo taken 1");
    }

    [Fact]
    public void Who_is_away_may_still_pick_by_hand()
    {
        _desk.Seat("amy", status: PresenceStatus.Away);
        _desk.Arrive(1);
        _desk.Claim(1, "amy").Value!.Reason.Should().Be("picked");
    }

    [Fact]
    public void Without_a_seat_nothing_is_given()
    {
        _desk.Arrive(1);
        _desk.Claim(1, "stranger").Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        _desk.Queue.PlaceOf(QueueAtDesk.Id(1)).Should().NotBeNull();
    }

    [Fact]
    public void A_freed_slot_is_filled_at_once()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Arrive(2);
        _desk.Claim(1, "amy");
        _desk.Release(1);
        _desk.Told().Should().Equal("amy offered 1", "amy offered 2");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Passed_on_it_does_not_come_straight_back(bool releasedFirst)
    {
        _desk.Seat("amy");
        _desk.Claim(1, "amy");
        if (releasedFirst) _desk.Release(1);
        _desk.Arrive(1, preferred: "amy");
        _desk.Active("amy").Should().Be(0);
        _desk.OfferedTo(1).Should().BeNull();
        _desk.Seat("bo");
        _desk.OfferedTo(1).Should().Be("bo");
    }

    [Fact]
    public void One_of_a_thousand_wins()
    {
        for (var agent = 0; agent < 1000; agent++) _desk.Seat($"a{agent}", status: null);
        _desk.Arrive(1);
        Enumerable.Range(0, 1000).Count(agent => _desk.Claim(1, $"a{agent}").Value is not null).Should().Be(1);
    }
}
