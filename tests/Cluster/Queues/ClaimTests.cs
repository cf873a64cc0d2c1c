using LiveChat.Queues;

namespace LiveChat.Cluster.Queues;

public sealed class ClaimTests
{
    [Fact]
    public async Task Of_a_thousand_agents_who_claim_one_session_at_once_one_wins()
    {
        await using var desk = await DeskFixture.Start();
        var agents = Enumerable.Range(0, 1000).Select(number => new Caller($"s{number}", $"Agent {number}", UserRole.Agent, [DeskFixture.Desk])).ToArray();
        foreach (var agent in agents) await desk.Seat(agent, capacity: 1);
        var id = Guid.CreateVersion7();
        await desk.Queue.Enqueue(new QueueTicket(id, "Vera", desk.Chat.Time.GetUtcNow(), 0, null, null, null));

        var outcomes = await Task.WhenAll(agents.Select(agent => Task.Run(() => desk.Queue.Claim(id, agent)))).WaitAsync(ChatCluster.Patience);

        outcomes.Should().ContainSingle(outcome => outcome.Value != null);
        outcomes.Where(outcome => outcome.Value is null).Should().OnlyContain(outcome => outcome.Refusal!.Code == RefusalCode.Conflict);
        (await desk.Snapshot()).Agents.Sum(agent => agent.Active).Should().Be(1);
    }

    [Fact]
    public async Task Two_agents_who_accept_at_once_do_not_share_a_session()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent, People.Colleague);
        var id = await desk.Ask(People.Visitor);
        var outcomes = await Task.WhenAll(desk.Chat.Session(id).Accept(People.Agent), desk.Chat.Session(id).Accept(People.Colleague));
        outcomes.Should().ContainSingle(outcome => outcome.Value != null);
        outcomes.Should().ContainSingle(outcome => outcome.Refusal != null && outcome.Refusal.Code == RefusalCode.Conflict);
    }

    [Fact]
    public async Task A_seat_given_a_moment_ago_counts()
    {
        await using var desk = await DeskFixture.Start();
        var id = await desk.Ask(People.Visitor);
        (await desk.Queue.Claim(id, People.Agent)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        await desk.Seat(People.Agent, capacity: 1);
        (await desk.Queue.Claim(id, People.Agent)).Value!.Reason.Should().Be("picked");
    }

    [Fact]
    public async Task Only_staff_of_the_desk_may_claim_or_look()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        var id = await desk.Ask(People.Visitor);
        foreach (var stranger in new[] { People.Visitor, People.Buyer, People.AgentElsewhere })
        {
            (await desk.Queue.Snapshot(stranger)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await desk.Queue.Claim(id, stranger)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        }

        (await desk.Queue.Claim(id, People.Admin)).Refusal!.Code.Should().Be(RefusalCode.Forbidden, "admins watch");
        (await desk.Queue.Snapshot(People.Admin)).Value!.WaitingCount.Should().Be(1);
        (await desk.Queue.Snapshot(People.Agent)).Value!.Waiting.Single().VisitorName.Should().Be("Vera");
    }
}
