using LiveChat.Presence;
using LiveChat.Queues;

namespace LiveChat.Unit.Queues;

/// <summary>What the staff is told piece by piece comes to the same as the whole.</summary>
public sealed class ChangesTests
{
    private readonly QueueAtDesk _desk = new();

    [Fact]
    public void Only_what_differs_is_told()
    {
        _desk.Seat("amy", capacity: 2, status: PresenceStatus.Busy);
        _desk.Arrive(1);
        _desk.Arrive(2);
        _desk.Queue.Changes().Waiting.Should().HaveCount(2);

        _desk.Arrive(3);
        var next = _desk.Queue.Changes();
        next.Waiting.Should().ContainSingle().Which.SessionId.Should().Be(QueueAtDesk.Id(3));
        next.Should().BeEquivalentTo(new { Gone = Array.Empty<Guid>(), WaitingCount = 3, Agents = (AgentLoad[]?)null });

        _desk.Release(1);
        _desk.Queue.Changes().Gone.Should().Equal(QueueAtDesk.Id(1));
        _desk.Tell("amy", PresenceStatus.Online);
        var offered = _desk.Queue.Changes();
        offered.Waiting.Select(waiting => waiting.OfferedTo).Should().Equal("amy", "amy");
        offered.Agents.Should().ContainSingle().Which.Status.Should().Be(PresenceStatus.Online);
    }

    [Fact]
    public void Too_much_at_once_asks_for_the_whole()
    {
        for (var session = 1; session <= DeskQueue.MostShown + 1; session++) _desk.Arrive(session);
        var changes = _desk.Queue.Changes();
        changes.Before.Should().Be(-1);
        changes.Waiting.Should().BeEmpty();
        changes.Revision.Should().Be(_desk.Queue.Snapshot().Revision);
    }

    [Fact]
    public void A_long_line_is_read_part_by_part()
    {
        for (var session = 1; session <= 450; session++)
        {
            _desk.Arrive(session);
            _desk.Pass(1);
        }

        var (seen, last) = (new List<int>(), (Guid?)null);
        for (var part = 0; part < 3; part++)
        {
            var page = _desk.Queue.Snapshot(last is { } id ? _desk.Queue.StandsAt(id)!.Value : 0);
            seen.AddRange(page.Waiting.Select(waiting => waiting.Position));
            last = page.Waiting[^1].SessionId;
        }

        seen.Should().Equal(Enumerable.Range(1, 450));
        _desk.Queue.StandsAt(QueueAtDesk.Id(451)).Should().BeNull();
    }

    [Fact]
    public void An_agent_finds_the_offers_that_stand_and_nobody_elses()
    {
        _desk.Seat("amy", capacity: 2);
        _desk.Arrive(1, urgency: 2);
        _desk.Pass(10);
        _desk.Queue.Snapshot(0, _desk.Now, "amy").Offers.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { SessionId = QueueAtDesk.Id(1), DeskId = QueueAtDesk.DeskId, WaitSeconds = 10, Urgency = 2, ExpiresAt = _desk.Now.AddSeconds(20) });
        _desk.Queue.Snapshot(0, _desk.Now, "ben").Offers.Should().BeNull();
        _desk.Queue.Snapshot().Offers.Should().BeNull();
        _desk.Claim(1, "amy");
        _desk.Queue.Snapshot(0, _desk.Now, "amy").Offers.Should().BeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_happens_the_pieces_come_to_the_whole(int seed)
    {
        var random = new Random(seed);
        _desk.Seat("amy", capacity: 3).Seat("ben", capacity: 2, status: PresenceStatus.Away);
        var (rows, agents, revision) = (new Dictionary<Guid, WaitingSession>(), Array.Empty<AgentLoad>(), _desk.Queue.Snapshot().Revision);
        for (var step = 0; step < 400; step++)
        {
            var (session, agent) = (random.Next(1, 40), random.Next(2) == 0 ? "amy" : "ben");
            switch (random.Next(7))
            {
                case 0 or 1: _desk.Arrive(session, random.Next(4)); break;
                case 2: _desk.Claim(session, agent); break;
                case 3: _desk.Decline(session, agent); break;
                case 4: _desk.Release(session); break;
                case 5: _desk.Tell(agent, (PresenceStatus)random.Next(4), random.Next(4) > 0); break;
                default: _desk.Pass(random.Next(20)); break;
            }

            if (random.Next(3) > 0) continue;
            var changes = _desk.Queue.Changes();
            changes.Before.Should().Be(revision);
            revision = changes.Revision;
            foreach (var waiting in changes.Waiting) rows[waiting.SessionId] = waiting;
            foreach (var gone in changes.Gone) rows.Remove(gone);
            agents = changes.Agents ?? agents;

            var whole = _desk.Queue.Snapshot();
            whole.Agents.Should().Equal(agents);
            whole.WaitingCount.Should().Be(changes.WaitingCount).And.Be(rows.Count);
            // Places change with whoever leaves; the rank, by which readers sort, does not.
            whole.Waiting.Select(waiting => waiting with { Position = 0 }).Should().BeEquivalentTo(rows.Values.Select(waiting => waiting with { Position = 0 }));
            whole.Waiting.Select(waiting => waiting.Rank).Should().BeInAscendingOrder();
        }
    }
}
