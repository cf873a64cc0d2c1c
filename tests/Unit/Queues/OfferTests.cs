using LiveChat.Presence;
using LiveChat.Queues;

namespace LiveChat.Unit.Queues;

public sealed class OfferTests
{
    private readonly QueueAtDesk _desk = new();

    [Fact]
    public void An_offer_says_what_the_agent_needs_to_know()
    {
        _desk.Arrive(1, urgency: 2);
        _desk.Pass(7);
        _desk.Seat("amy");
        _desk.Queue.TakeEffects().Should().Equal(new OfferMade("amy", new Offer(QueueAtDesk.Id(1), QueueAtDesk.DeskId, 7, 2, "late parcel", _desk.Now.AddSeconds(30))));
    }

    [Fact]
    public void An_offer_holds_a_slot()
    {
        _desk.Seat("amy", capacity: 2);
        for (var session = 1; session <= 3; session++) _desk.Arrive(session);
        _desk.Told().Should().Equal("amy offered 1", "amy offered 2");
        _desk.OfferedTo(3).Should().BeNull();
        _desk.Claim(3, "amy").Refusal.Should().Match<Refusal>(refusal => refusal.Code == RefusalCode.Conflict && refusal.Reason.Contains("2 of them by offers"));
    }

    [Theory]
    [InlineData(PresenceStatus.Offline)]
    [InlineData(PresenceStatus.Busy)]
    [InlineData(PresenceStatus.Away)]
    [InlineData(null)]
    public void Only_who_is_here_and_online_gets_offers(PresenceStatus? status)
    {
        _desk.Seat("amy", status: status);
        _desk.Arrive(1);
        _desk.Told().Should().BeEmpty();
        _desk.Leave("amy");
        _desk.Told().Should().BeEmpty();
        _desk.Tell("amy", PresenceStatus.Online);
        _desk.Told().Should().Equal("amy offered 1");
    }

    [Fact]
    public void Declined_it_goes_to_the_next_agent()
    {
        _desk.Seat("amy").Seat("bo");
        _desk.Arrive(1);
        _desk.Decline(1, "amy").Should().BeNull();
        _desk.Told().Should().Equal("amy offered 1", "amy declined 1", "bo offered 1");
    }

    [Fact]
    public void An_offer_runs_out_after_its_time_and_not_before()
    {
        _desk.Seat("amy").Seat("bo");
        _desk.Arrive(1);
        _desk.Queue.NextDue.Should().Be(_desk.Now.AddSeconds(30));
        _desk.Pass(29.9);
        _desk.OfferedTo(1).Should().Be("amy");
        _desk.Pass(0.1);
        _desk.Told().Should().Equal("amy offered 1", "amy expired 1", "bo offered 1");
    }

    [Fact]
    public void A_late_timer_does_not_lengthen_an_offer()
    {
        _desk.Seat("amy").Seat("bo");
        _desk.Arrive(1);
        var late = _desk.Now.AddSeconds(31);
        _desk.Queue.Decline(QueueAtDesk.Id(1), "amy", late)!.Code.Should().Be(RefusalCode.Conflict);
        _desk.OfferedTo(1).Should().Be("bo");
    }

    [Fact]
    public void Refused_by_all_it_comes_back_to_who_refused_first()
    {
        _desk.Seat("amy").Seat("bo").Seat("cy");
        _desk.Arrive(1);
        foreach (var agent in new[] { "amy", "bo", "cy" })
        {
            _desk.OfferedTo(1).Should().Be(agent);
            _desk.Pass(1);
            _desk.Decline(1, agent);
        }

        _desk.OfferedTo(1).Should().Be("amy");
    }

    [Fact]
    public void A_lone_agent_who_refused_is_spared_for_the_cool_down()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Decline(1, "amy");
        _desk.Pass(59.9);
        _desk.OfferedTo(1).Should().BeNull();
        _desk.Pass(0.1);
        _desk.OfferedTo(1).Should().Be("amy");
    }

    [Fact]
    public void Who_is_spared_one_session_gets_the_next()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Arrive(2, since: _desk.Now.AddSeconds(1));
        _desk.Decline(1, "amy");
        _desk.Told().Should().Equal("amy offered 1", "amy declined 1", "amy offered 2");
    }

    [Fact]
    public void Declining_what_is_not_offered_is_a_conflict()
    {
        _desk.Seat("amy").Seat("bo");
        _desk.Arrive(1);
        _desk.Decline(1, "bo")!.Code.Should().Be(RefusalCode.Conflict);
        _desk.Decline(9, "amy")!.Code.Should().Be(RefusalCode.Conflict);
        _desk.Decline(1, "stranger")!.Code.Should().Be(RefusalCode.Conflict);
        _desk.Decline(1, "amy").Should().BeNull();
        _desk.Decline(1, "amy")!.Code.Should().Be(RefusalCode.Conflict);
    }

    [Theory]
    [InlineData(PresenceStatus.Away)]
    [InlineData(PresenceStatus.Busy)]
    [InlineData(PresenceStatus.Offline)]
    public void Leaving_the_desk_gives_standing_offers_to_others(PresenceStatus status)
    {
        _desk.Seat("amy").Seat("bo");
        _desk.Arrive(1);
        _desk.Tell("amy", status);
        _desk.Told().Should().Equal("amy offered 1", "amy unavailable 1", "bo offered 1");
    }

    [Fact]
    public void Coming_back_repeats_the_standing_offer_with_its_old_end()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        var end = ((OfferMade)_desk.Queue.TakeEffects().Single()).Offer.ExpiresAt;
        _desk.Leave("amy");
        _desk.Pass(3);
        _desk.Tell("amy", PresenceStatus.Online);
        _desk.Queue.TakeEffects().Should().ContainSingle().Which.Should().BeOfType<OfferMade>().Which.Offer.ExpiresAt.Should().Be(end);
    }

    [Fact]
    public void Three_lapses_in_a_row_set_an_agent_aside_until_a_sign_of_life()
    {
        _desk.Seat("amy", capacity: 5);
        _desk.Arrive(1);
        _desk.Arrive(2);
        for (var round = 0; round < 3; round++)
        {
            _desk.OfferedTo(1).Should().Be("amy", "two that lapse at once count once");
            _desk.Pass(30);
            _desk.Pass(60);
        }

        _desk.OfferedTo(1).Should().BeNull();
        _desk.Queue.Snapshot().Agents.Single().Status.Should().Be(PresenceStatus.Away);
        _desk.Tell("amy", PresenceStatus.Online);
        _desk.OfferedTo(1).Should().BeNull("presence repeats itself: that is no sign of life");
        _desk.Tell("amy", PresenceStatus.Away);
        _desk.Tell("amy", PresenceStatus.Online);
        _desk.OfferedTo(1).Should().Be("amy");
    }

    [Fact]
    public void Set_aside_an_agent_is_asked_once_more_after_a_while()
    {
        var desk = new QueueAtDesk(QueueAtDesk.Patient with { LapsesUntilAside = 2, DeclineCoolDown = TimeSpan.Zero });
        desk.Seat("amy");
        desk.Arrive(1);
        desk.Pass(30);
        desk.Pass(30);
        desk.Told().Should().Equal("amy offered 1", "amy expired 1", "amy offered 1", "amy expired 1");
        desk.Pass(299);
        desk.Told().Should().BeEmpty();
        desk.Pass(1);
        desk.Pass(30);
        desk.Pass(299);
        desk.Told().Should().Equal("amy offered 1", "amy expired 1");
    }

    [Fact]
    public void A_claim_is_a_sign_of_life()
    {
        var desk = new QueueAtDesk(QueueAtDesk.Patient with { LapsesUntilAside = 1 });
        desk.Seat("amy", capacity: 2);
        desk.Arrive(1);
        desk.Pass(30);
        desk.Arrive(2);
        desk.OfferedTo(2).Should().BeNull();
        desk.Claim(1, "amy").Value.Should().NotBeNull();
        desk.OfferedTo(2).Should().Be("amy");
    }

    [Fact]
    public void An_answer_in_between_keeps_an_agent_at_the_desk()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        for (var round = 0; round < 5; round++)
        {
            _desk.Pass(30);
            _desk.Pass(60);
            _desk.OfferedTo(1).Should().Be("amy");
            _desk.Decline(1, "amy");
            _desk.Pass(60);
        }
    }
}
