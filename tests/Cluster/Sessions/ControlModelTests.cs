using FsCheck;
using FsCheck.Fluent;
using LiveChat.Assistant;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

/// <summary>
/// Random histories of a support session: questions, pieces and ends of answers, stops, hand-offs, agents who come, speak,
/// pass on and are lost, and a store that fails meanwhile. Whatever happens: the assistant has no entry where an agent has
/// the session, each answer ends once, the last question is not left without an end, and the header is what the log says.
/// </summary>
public sealed class ControlModelTests
{
    private const int Histories = 200;
    private const int LongestHistory = 50;

    [Theory]
    [InlineData(WhenStoreAway.Refuse)]
    [InlineData(WhenStoreAway.Hold)]
    public async Task Who_speaks_is_who_has_the_session(WhenStoreAway whenStoreAway)
    {
        await using var fixture = await SessionFixture.Start(options => options.WhenStoreAway = whenStoreAway);
        await fixture.Cluster.Stores.Desks.SaveSeat(new("m1", "a1", "Ann", 3), default);
        await fixture.Cluster.Stores.Desks.SaveSeat(new("m1", "a2", "Abe", 3), default);

        var steps = Gen.Frequency((6, Kind("ask")), (6, Kind("chunk")), (3, Kind("end")), (2, Kind("stop")), (1, Kind("retry")), (2, Kind("request")), (2, Kind("cancel")),
            (3, Kind("accept")), (3, Kind("agent")), (2, Kind("lost")), (1, Kind("transfer")), (1, Kind("deactivate")), (3, Kind("fault")));
        var histories = Gen.Choose(1, LongestHistory).SelectMany(steps.ArrayOf).Sample(Histories);
        foreach (var history in histories) await new Life(fixture, await fixture.Support()).Play(history);
    }

    private static Gen<(string Kind, int Number)> Kind(string kind) => Gen.Choose(0, 1_000).Select(number => (kind, number));

    private sealed class Life(SessionFixture fixture, Guid id)
    {
        private static readonly Caller[] Agents = [People.Agent, People.Colleague];
        private static readonly StoreFault[] Faults = [StoreFault.Away, StoreFault.AnswerLost, StoreFault.Overloaded, StoreFault.Rejected];

        private int _said;
        private int _chunk;

        public async Task Play((string Kind, int Number)[] history)
        {
            var because = string.Join(", ", history.AsEnumerable());
            List<Task> atOnce = [];
            foreach (var (kind, number) in history)
            {
                atOnce.Add(Do(kind, number));
                if (number % 3 == 0) continue;
                await Task.WhenAll(atOnce);
                atOnce.Clear();
            }
            await Task.WhenAll(atOnce);
            await ComeToRest(because);
            Check(because);
        }

        private async Task Do(string kind, int number)
        {
            var (session, control, agent) = (fixture.Session(id), fixture.Control(id), Agents[number % 2]);
            var reply = fixture.Assistant.NewestOf(id)?.ReplyId ?? Guid.Empty;
            switch (kind)
            {
                case "ask": await session.Send(People.Visitor, new($"v{_said++}", "and this?")); break;
                case "chunk": await control.ShowChunk(reply, _chunk++, "so "); break;
                case "end": await control.EndReply(new(reply, number % 3 == 0 ? "" : "so it is", 3, [], number % 3 == 0 ? "timeout" : null)); break;
                case "stop": await session.StopReply(People.Visitor); break;
                case "retry": await session.RetryReply(People.Visitor); break;
                case "request": await session.RequestHuman(People.Visitor, new(null, null)); break;
                case "cancel": await session.CancelRequest(People.Visitor); break;
                case "accept": await session.Accept(agent); break;
                case "agent": await session.Send(agent, new($"a{_said++}", "I say")); break;
                case "lost": await control.AgentLost(agent.UserId); break;
                case "transfer": await session.Transfer(agent, number % 3 == 0 ? new(null, Agents[(number + 1) % 2].UserId, null) : new("m1", null, "take it")); break;
                case "deactivate": await fixture.Cluster.Deactivate(session); break;
                default: fixture.Log.FailNext(Faults[number % Faults.Length]); break;
            }
        }

        private async Task ComeToRest(string because)
        {
            fixture.Log.Heal();
            using var patience = new CancellationTokenSource(ChatCluster.Patience);
            while (await fixture.Session(id).StopReply(People.Visitor) is not null || Unfinished())
                patience.IsCancellationRequested.Should().BeFalse("it must come to rest: {0}", because);
            (await fixture.Session(id).Join(People.Visitor, null)).Value!.ActiveReply.Should().BeNull(because);
        }

        // A question that was stored unseen is put to the assistant by itself, a moment later.
        private bool Unfinished() =>
            fixture.Log.HeaderOf(id) is { Control: SessionControl.Assistant } && Questions.Unanswered(fixture.Log.All(id)) is not null;

        private void Check(string because)
        {
            var (status, agent) = (SessionStatus.Open, (string?)null);
            HashSet<Guid> ended = [];
            var (header, members, entries) = fixture.Log.Snapshot(id);
            foreach (var entry in entries)
            {
                if (entry.ReplyId is { } reply)
                {
                    status.Should().Be(SessionStatus.Open, "only then the assistant has a say: {0}", because);
                    ended.Add(reply).Should().BeTrue("an answer ends once: {0}", because);
                }
                if (entry.Type is MessageType.Agent) agent.Should().Be(entry.SenderId, because);
                switch (entry.Event?.Name)
                {
                    case SystemEventName.Waiting: status = SessionStatus.Waiting; break;
                    case SystemEventName.RequestCancelled: status = SessionStatus.Open; break;
                    case SystemEventName.Assigned: (status, agent) = (SessionStatus.Assigned, entry.Event.Args["agentId"]); break;
                    case SystemEventName.Requeued or SystemEventName.Transferred: (status, agent) = (SessionStatus.Waiting, null); break;
                }
            }
            header.Should().BeEquivalentTo(new { Status = status, AssigneeId = agent, LastSeq = (long)entries.Length }, because);
            members.Select(member => member.UserId).Should().BeEquivalentTo(agent is null ? ["v-1"] : new[] { "v-1", agent }, because);
        }
    }
}
