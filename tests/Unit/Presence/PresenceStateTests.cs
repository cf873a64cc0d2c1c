using LiveChat.Presence;
using LiveChat.Unit.Sessions;

namespace LiveChat.Unit.Presence;

public sealed class PresenceStateTests
{
    [Fact]
    public void Customers_are_online_when_they_come_and_agents_when_they_say_so()
    {
        Connected(Some.Visitor).Status.Should().Be(PresenceStatus.Online);
        Connected(Some.Agent).Status.Should().Be(PresenceStatus.Offline);
    }

    [Fact]
    public void A_choice_stands_while_any_connection_is_there()
    {
        var state = Connected(Some.Agent);
        state.Choose(Some.Agent, PresenceStatus.Busy, default).Should().BeNull();
        state.Connect(Some.Agent, "f2", "c2");
        state.Disconnect("f1", "c1");
        state.Status.Should().Be(PresenceStatus.Busy);

        state.Disconnect("f2", "c2");
        state.Status.Should().Be(PresenceStatus.Offline);
        state.Connect(Some.Agent, "f2", "c3");
        state.Status.Should().Be(PresenceStatus.Offline, "a new visit begins anew");
    }

    [Fact]
    public void A_choice_outlives_a_connection_that_breaks_for_a_moment()
    {
        var state = Connected(Some.Agent);
        state.Choose(Some.Agent, PresenceStatus.Online, default);
        state.Disconnect("f1", "c1");
        state.Connect(Some.Agent, "f1", "c2", isBack: true);
        state.Status.Should().Be(PresenceStatus.Online);
    }

    [Fact]
    public void A_dead_front_takes_its_connections_with_it_and_no_others()
    {
        var state = Connected(Some.Visitor);
        state.Connect(Some.Visitor, "f1", "c2");
        state.Connect(Some.Visitor, "f2", "c3");
        state.Drop("f1");
        state.IsConnected.Should().BeTrue();
        state.Drop("f2");
        state.IsConnected.Should().BeFalse();
    }

    [Fact]
    public void What_goes_twice_or_never_came_changes_nothing()
    {
        var state = Connected(Some.Visitor);
        state.Connect(Some.Visitor, "f1", "c1");
        state.Disconnect("f1", "other");
        state.Disconnect("f9", "c1");
        state.IsConnected.Should().BeTrue();
        state.Disconnect("f1", "c1");
        state.Disconnect("f1", "c1");
        state.IsConnected.Should().BeFalse();
    }

    [Fact]
    public void Who_may_be_what()
    {
        var visitor = Connected(Some.Visitor);
        visitor.Choose(Some.Visitor, PresenceStatus.Away, default).Should().BeNull();
        visitor.Choose(Some.Visitor, PresenceStatus.Busy, default)!.Code.Should().Be(RefusalCode.Forbidden);
        visitor.Choose(Some.Visitor, PresenceStatus.Offline, default)!.Code.Should().Be(RefusalCode.Forbidden);
        visitor.Choose(Some.Visitor, (PresenceStatus)9, default)!.Code.Should().Be(RefusalCode.Invalid);
        new PresenceState().Choose(Some.Agent, PresenceStatus.Online, default)!.Code.Should().Be(RefusalCode.Conflict);
    }

    [Fact]
    public void Desks_hear_of_agents_alone()
    {
        Connected(Some.Visitor).Standing.Should().BeNull();
        Connected(Some.Admin).Standing.Should().BeNull();
        var standing = Connected(Some.Colleague).Standing!;
        standing.Desks.Should().Equal("m1", "m2");
        standing.Availability.Should().BeEquivalentTo(new { AgentId = "a2", Present = true, Status = PresenceStatus.Offline });
    }

    [Fact]
    public void Settings_are_checked_by_name()
    {
        var bad = new PresenceOptions { LeaseTime = TimeSpan.Zero, PollInterval = TimeSpan.FromSeconds(-1) };
        new PresenceOptionsValidator().Validate(null, bad).FailureMessage.Should().Contain("Presence:LeaseTime").And.Contain("Presence:PollInterval");
        new PresenceOptionsValidator().Validate(null, new()).Succeeded.Should().BeTrue();
    }

    private static PresenceState Connected(Caller user)
    {
        var state = new PresenceState();
        state.Connect(user, "f1", "c1");
        return state;
    }
}
