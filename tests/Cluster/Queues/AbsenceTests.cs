using LiveChat.Presence;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Queues;

public sealed class AbsenceTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_lost_agents_session_waits_again_at_its_old_place()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent, People.Colleague);
        var id = await AnnHasOne(desk);
        var since = desk.Chat.Log.HeaderOf(id)!.WaitingSince;
        var abe = await desk.ComeOnline(People.Colleague);

        await desk.GoAway(People.Agent);
        desk.Pass(Grace);
        await abe.Expect<SessionOffered>(offered => offered.Offer.SessionId == id);
        desk.Chat.Log.HeaderOf(id).Should().BeEquivalentTo(new { Status = SessionStatus.Waiting, WaitingSince = since, PreviousAgentId = "a1" });
        (await desk.Chat.Session(id).Accept(People.Colleague)).Value!.Session.Header.AssigneeId.Should().Be("a2");
    }

    [Fact]
    public async Task Back_within_the_grace_the_agent_keeps_the_session()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        var id = await AnnHasOne(desk);
        await desk.GoAway(People.Agent);
        await desk.Until(now => now.Agents.Single().Status is PresenceStatus.Offline);
        desk.Pass(Grace - TimeSpan.FromSeconds(1));
        await desk.ComeOnline(People.Agent);
        desk.Pass(TimeSpan.FromMinutes(10));
        var other = await desk.Ask(People.OtherVisitor);
        await desk.Until(now => now.Waiting.Any(waiting => waiting.SessionId == other && waiting.OfferedTo == "a1"));
        desk.Chat.Log.HeaderOf(id)!.Status.Should().Be(SessionStatus.Assigned);
    }

    [Fact]
    public async Task An_agent_whose_presence_falls_silent_is_lost_too()
    {
        await using var desk = await DeskFixture.Start(options => options.AvailabilityLease = TimeSpan.FromMinutes(1), People.Agent);
        var id = Guid.CreateVersion7();
        await desk.Queue.SetAvailability(new("a1", "Ann", PresenceStatus.Online, true));
        (await desk.Queue.Claim(id, People.Agent)).Value.Should().NotBeNull();
        desk.Pass(TimeSpan.FromMinutes(1));
        await desk.Until(now => now.Agents.Single().Status is PresenceStatus.Offline);
    }

    [Fact]
    public async Task After_a_restart_the_line_is_as_it_was_and_agents_who_do_not_come_back_are_missed()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        var held = await AnnHasOne(desk);
        await desk.GoAway(People.Agent);
        var waiting = new List<Guid>();
        foreach (var visitor in new[] { People.OtherVisitor, People.Buyer })
        {
            desk.Pass(TimeSpan.FromSeconds(1));
            waiting.Add(await desk.Ask(visitor));
        }

        await desk.Chat.KillAndRestart();
        (await desk.Snapshot()).Waiting.Select(entry => (entry.SessionId, entry.VisitorName)).Should().Equal((waiting[0], "Otto"), (waiting[1], "Bao"));

        desk.Pass(Grace);
        var line = await desk.Until(now => now.WaitingCount == 3);
        line.Waiting[0].SessionId.Should().Be(held, "it waited before the others did");
        desk.Chat.Log.HeaderOf(held)!.Status.Should().Be(SessionStatus.Waiting);
    }

    [Fact]
    public async Task A_reminder_wakes_the_queue_for_as_long_as_anybody_waits_or_is_served()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        var id = await AnnHasOne(desk);
        await desk.UntilReminded(true);
        await desk.Chat.Session(id).Close(People.Agent, null);
        await desk.UntilReminded(false);
        await desk.Ask(People.OtherVisitor);
        await desk.UntilReminded(true);
    }

    private static async Task<Guid> AnnHasOne(DeskFixture desk)
    {
        var ann = await desk.ComeOnline(People.Agent);
        var id = await desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();
        (await desk.Chat.Session(id).Accept(People.Agent)).Refusal.Should().BeNull();
        return id;
    }
}
