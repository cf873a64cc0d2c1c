using LiveChat.Presence;
using LiveChat.Queues;

namespace LiveChat.Cluster.Presence;

public sealed class PresenceTests : IAsyncLifetime
{
    private readonly ScriptedQueue _queue = new();
    private ChatCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await ChatCluster.Start(_queue.Install);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_user_is_online_while_a_connection_lives_and_last_seen_afterwards()
    {
        var tape = await _cluster.Listen<PresenceView>(StreamNames.Presence("v-1"));
        await Renew("f1");
        (await Of(People.Visitor).Read()).Should().Be(new PresenceView("v-1", PresenceStatus.Offline, null));

        await Of(People.Visitor).Connect(People.Visitor, "f1", "c1");
        await Of(People.Visitor).Connect(People.Visitor, "f1", "c2");
        await Of(People.Visitor).Disconnect("f1", "c1");
        (await Of(People.Visitor).Read()).Status.Should().Be(PresenceStatus.Online);
        var left = _cluster.Time.GetUtcNow();
        await Of(People.Visitor).Disconnect("f1", "c2");

        await tape.Expect<PresenceView>(view => view.Status is PresenceStatus.Offline);
        tape.All.Should().Equal(new PresenceView("v-1", PresenceStatus.Online, left), new PresenceView("v-1", PresenceStatus.Offline, left));
        await _cluster.KillAndRestart();
        (await Of(People.Visitor).Read()).Should().Be(new PresenceView("v-1", PresenceStatus.Offline, left));
    }

    [Fact]
    public async Task A_dead_front_leaves_no_ghosts()
    {
        var tape = await _cluster.Listen<PresenceView>(StreamNames.Presence("v-1"));
        await Renew("f1");
        await Of(People.Visitor).Connect(People.Visitor, "f1", "c1");
        await tape.Expect<PresenceView>(view => view.Status is PresenceStatus.Online);

        _cluster.Time.Advance(new PresenceOptions().LeaseTime);
        await tape.Expect<PresenceView>(view => view.Status is PresenceStatus.Offline);
    }

    [Fact]
    public async Task A_front_that_renews_keeps_its_connections_and_one_that_ends_gives_them_up_at_once()
    {
        var tape = await _cluster.Listen<PresenceView>(StreamNames.Presence("v-1"));
        await Renew("f1");
        await Renew("f2");
        await Of(People.Visitor).Connect(People.Visitor, "f1", "c1");
        await Of(People.Visitor).Connect(People.Visitor, "f2", "c2");
        _cluster.Time.Advance(TimeSpan.FromSeconds(20));
        await Renew("f2");
        _cluster.Time.Advance(TimeSpan.FromSeconds(20));
        (await _cluster.Client.GetGrain<IFrontLease>("f1").Holds()).Should().BeFalse();
        (await _cluster.Client.GetGrain<IFrontLease>("f2").Holds()).Should().BeTrue();
        (await Of(People.Visitor).Read()).Status.Should().Be(PresenceStatus.Online);

        await _cluster.Client.GetGrain<IFrontLease>("f2").End();
        await Renew("f2");
        await tape.Expect<PresenceView>(view => view.Status is PresenceStatus.Offline);
    }

    [Fact]
    public async Task The_desks_hear_when_an_agent_comes_chooses_and_goes()
    {
        await Renew("f1");
        await Of(People.Colleague).Connect(People.Colleague, "f1", "c1");
        await Heard(new("a2", "Abe", PresenceStatus.Offline, true));
        _queue.Calls.All.Should().Contain("m1 SetAvailability").And.Contain("m2 SetAvailability");

        (await Of(People.Colleague).SetStatus(People.Colleague, PresenceStatus.Online)).Should().BeNull();
        await Heard(new("a2", "Abe", PresenceStatus.Online, true));
        await Of(People.Colleague).Disconnect("f1", "c1");
        await Heard(new("a2", "Abe", PresenceStatus.Online, false));
    }

    [Fact]
    public async Task A_desk_that_cannot_be_told_is_told_later()
    {
        await Renew("f1");
        _queue.Fault = new TimeoutException("by the test's wish");
        await Of(People.Agent).Connect(People.Agent, "f1", "c1");
        await Of(People.Agent).SetStatus(People.Agent, PresenceStatus.Online);
        await Of(People.Agent).Disconnect("f1", "c1");
        _queue.Availabilities.All.Should().BeEmpty();

        _queue.Fault = null;
        await Heard(new("a1", "Ann", PresenceStatus.Online, false));
    }

    [Fact]
    public async Task A_queue_that_has_forgotten_hears_again()
    {
        await Renew("f1");
        await Of(People.Agent).Connect(People.Agent, "f1", "c1");
        await Of(People.Agent).SetStatus(People.Agent, PresenceStatus.Online);
        var told = _queue.Availabilities.All.Length;
        await _queue.Availabilities.Expect<AgentAvailability>(_ => _queue.Availabilities.All.Length > told + 2);
    }

    [Fact]
    public async Task A_presence_that_was_lost_with_its_silo_comes_back_with_the_users_last_choice()
    {
        await Renew("f1");
        await Of(People.Agent).Connect(People.Agent, "f1", "c1");
        await Of(People.Agent).SetStatus(People.Agent, PresenceStatus.Busy);
        var chosen = new PresenceChoice(PresenceStatus.Busy, _cluster.Time.GetUtcNow());
        await _cluster.KillAndRestart();
        (await Of(People.Agent).Read()).Status.Should().Be(PresenceStatus.Offline);

        var tape = await _cluster.Listen<PresenceView>(StreamNames.Presence(People.Agent.UserId));
        await Of(People.Agent).Keep(People.Agent, "f2", "c2", choice: null);
        await Of(People.Agent).Keep(People.Agent, "f1", "c1", chosen);
        (await Of(People.Agent).Read()).Status.Should().Be(PresenceStatus.Busy);
        await tape.Expect<PresenceView>(view => view.Status is PresenceStatus.Busy);
        await Heard(new(People.Agent.UserId, People.Agent.Name, PresenceStatus.Busy, true));
    }

    [Fact]
    public async Task Of_what_two_fronts_remember_the_later_choice_counts_and_what_is_chosen_now_counts_most()
    {
        await Renew("f1");
        var earlier = new PresenceChoice(PresenceStatus.Away, _cluster.Time.GetUtcNow());
        var later = new PresenceChoice(PresenceStatus.Online, earlier.At.AddSeconds(5));
        _cluster.Time.Advance(TimeSpan.FromSeconds(10));
        await Of(People.Agent).Keep(People.Agent, "f1", "c1", later);
        await Of(People.Agent).Keep(People.Agent, "f2", "c2", earlier);
        (await Of(People.Agent).Read()).Status.Should().Be(PresenceStatus.Online);

        await Of(People.Agent).SetStatus(People.Agent, PresenceStatus.Busy);
        await Of(People.Agent).Keep(People.Agent, "f1", "c1", later);
        await Of(People.Agent).Keep(People.Agent, "f3", "c3", later);
        (await Of(People.Agent).Read()).Status.Should().Be(PresenceStatus.Busy);
    }

    [Fact]
    public async Task A_front_that_repeats_a_connection_that_is_known_changes_nothing_and_none_can_be_kept_for_another()
    {
        await Renew("f1");
        var tape = await _cluster.Listen<PresenceView>(StreamNames.Presence("v-1"));
        await Of(People.Visitor).Connect(People.Visitor, "f1", "c1");
        await Of(People.Visitor).Keep(People.Visitor, "f1", "c1", new(PresenceStatus.Away, DateTimeOffset.MaxValue));
        (await Of(People.Visitor).Read()).Status.Should().Be(PresenceStatus.Online);
        await Of(People.Visitor).Disconnect("f1", "c1");
        await tape.Expect<PresenceView>(view => view.Status is PresenceStatus.Offline);

        // What nobody in that role may choose is not taken from a front either.
        await Of(People.Visitor).Keep(People.Visitor, "f1", "c2", new(PresenceStatus.Busy, DateTimeOffset.MaxValue));
        (await Of(People.Visitor).Read()).Status.Should().Be(PresenceStatus.Online);
        var wrong = () => Of(People.Visitor).Keep(People.OtherVisitor, "f1", "c9", choice: null);
        await wrong.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task When_the_user_was_last_seen_is_saved_once_the_database_is_back()
    {
        await Renew("f1");
        await Of(People.Visitor).Connect(People.Visitor, "f1", "c1");
        _cluster.Stores.Users.Away = true;
        await Of(People.Visitor).Disconnect("f1", "c1");
        (await Of(People.Visitor).Read()).LastSeen.Should().Be(_cluster.Time.GetUtcNow());

        _cluster.Stores.Users.Away = false;
        await _cluster.Stores.Users.Seen.Expect<string>(userId => userId == "v-1");
    }

    [Fact]
    public async Task Nobody_speaks_for_somebody_else()
    {
        await Renew("f1");
        await Of(People.Visitor).Connect(People.Visitor, "f1", "c1");
        (await Of(People.Visitor).SetStatus(People.OtherVisitor, PresenceStatus.Away))!.Code.Should().Be(RefusalCode.Forbidden);
        (await Of(People.Visitor).SetStatus(People.Visitor, PresenceStatus.Busy))!.Code.Should().Be(RefusalCode.Forbidden);
        (await Of(People.Agent).SetStatus(People.Agent, PresenceStatus.Online))!.Code.Should().Be(RefusalCode.Conflict);
        var wrong = () => Of(People.Visitor).Connect(People.OtherVisitor, "f1", "c9");
        await wrong.Should().ThrowAsync<ArgumentException>();
        _queue.Availabilities.All.Should().BeEmpty();
    }

    private IUserPresence Of(Caller user) => _cluster.Client.GetGrain<IUserPresence>(user.UserId);

    private Task Renew(string frontId) => _cluster.Client.GetGrain<IFrontLease>(frontId).Renew();

    private Task Heard(AgentAvailability availability) => _queue.Availabilities.Expect<AgentAvailability>(told => told == availability);
}
