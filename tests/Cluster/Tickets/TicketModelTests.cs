using FsCheck;
using FsCheck.Fluent;
using LiveChat.Testing;
using LiveChat.Tickets;
using Xunit.Abstractions;

namespace LiveChat.Cluster.Tickets;

/// <summary>
/// Random histories of a ticket: people read, change by what they last read, comment, repeat themselves and act at the same
/// moment, with and without the right to; activations come and go, processes are killed and the database fails. Whatever
/// happens: numbers have no gap, the record alone tells how the ticket stands, every change says from what it truly changed,
/// and nobody's change goes over something that they could have seen and had not. A failure names its seed, see <see cref="Seeds"/>.
/// </summary>
public sealed class TicketModelTests(TicketFixture fixture, ITestOutputHelper output) : IClassFixture<TicketFixture>
{
    private const int Histories = 60;
    private const int LongestHistory = 60;

    private static readonly Caller[] People = [Cluster.People.Buyer, Cluster.People.Agent, Cluster.People.Colleague, Cluster.People.AgentElsewhere, Cluster.People.Admin];

    [Fact]
    public async Task A_ticket_keeps_its_promises_through_any_history()
    {
        var histories = Gen.Choose(1, LongestHistory).SelectMany(Step.Any.ArrayOf);
        foreach (var seed in Seeds.Any(Histories))
        {
            output.WriteLine(Seeds.Replay(seed));
            foreach (var history in histories.Sample(1, new Rnd(seed), 1)) await new Life(fixture, seed).Play(history);
        }
    }

    private sealed record Step(string Kind, int Who, int Other, int Number)
    {
        public static Gen<Step> Any { get; } = Gen.Frequency(
            (8, Of("read")), (12, Of("change")), (5, Of("comment")), (3, Of("repeat")), (6, Of("together")),
            (2, Of("deactivate")), (1, Of("kill")), (1, Of("lost")), (1, Of("away")), (1, Of("taken")));

        private static Gen<Step> Of(string kind) =>
            from who in Gen.Choose(0, People.Length - 1)
            from other in Gen.Choose(0, People.Length - 1)
            from number in Gen.Choose(0, 1_000)
            select new Step(kind, who, other, number);

        public override string ToString() => $"{Kind} {Who} {Other} {Number}";
    }

    /// <summary>A ticket that goes through one history.</summary>
    private sealed class Life(TicketFixture fixture, ulong seed)
    {
        private readonly Guid _id = Guid.CreateVersion7();
        private readonly long[] _known = [1, 1, 1, 1, 1];
        private (int Who, long Known, TicketChange Change)? _last;

        private ITicket Ticket => fixture.Ticket(_id);

        public async Task Play(Step[] history)
        {
            fixture.Tickets.Heal();
            await fixture.Open(People[0], id: _id);
            for (var at = 0; at < history.Length; at++)
            {
                var because = $"{Seeds.Replay(seed)}: {string.Join(", ", history.Take(at + 1).AsEnumerable())}";
                await Do(history[at], because);
                Check(because);
            }
        }

        private async Task Do(Step step, string because)
        {
            switch (step.Kind)
            {
                case "read":
                    await Read(step.Who, because);
                    break;
                case "change":
                    await Change(step.Who, _known[step.Who], Wanted(step.Number), because);
                    break;
                case "repeat" when _last is { } last:
                    await Change(last.Who, last.Known, last.Change, because);
                    break;
                case "together":
                    await Task.WhenAll(
                        Change(step.Who, _known[step.Who], Wanted(step.Number), because),
                        Change(step.Other, _known[step.Other], Wanted(step.Number / 2), because),
                        Comment(step.Other, isInternal: step.Number % 2 == 0, because));
                    break;
                case "comment":
                    await Comment(step.Who, isInternal: step.Number % 2 == 0, because);
                    break;
                case "deactivate": await fixture.Cluster.Deactivate(Ticket); break;
                case "kill": await fixture.Cluster.KillAndRestart(); break;
                case "lost": fixture.Tickets.FailNext(StoreFault.AnswerLost); break;
                case "away": fixture.Tickets.FailNext(StoreFault.Away); break;
                case "taken": fixture.Tickets.FailNext(StoreFault.Taken); break;
            }
        }

        private async Task Read(int who, string because)
        {
            var read = await Ticket.Read(People[who], new());
            if (!MayKnow(who))
            {
                read.Refusal.Should().Be(TicketRules.NoSuchTicket, because);
                return;
            }
            read.Refusal.Should().BeNull(because);
            _known[who] = read.Value!.Ticket.Revision;
            if (!IsStaff(who)) read.Value.Entries.Should().NotContain(entry => entry.Internal || entry.Choice != null, because);
        }

        private async Task Change(int who, long known, TicketChange change, string because)
        {
            _last = (who, known, change);
            var (mayKnow, before) = (MayKnow(who), Record.Length);
            var answer = await Ticket.Change(People[who], known, change);
            if (answer.Refusal is { } refusal)
            {
                if (refusal.Code is RefusalCode.NotFound && !mayKnow) answer.Ticket.Should().BeNull(because);
                if (answer.Since.Length > 0) answer.Since.Should().NotContain(entry => entry.Seq <= known || (entry.Internal && !IsStaffNow(who, answer)), because);
                return;
            }
            var mine = Record.Skip(before).Where(entry => entry.ById == People[who].UserId && entry.Kind is TicketEntryKind.Changed).ToArray();
            if (mine.Length == 0) return;
            var missed = Record.Where(entry => entry.Seq > known && entry.Seq < mine[0].Seq && (People[who].IsStaff || !entry.Internal));
            // A repeated call that finds everything as it asks for writes nothing; one that writes knew all there was.
            if (mine.Length == 1) missed.Should().BeEmpty($"{People[who].UserId} knew {known}: {because}");
        }

        private async Task Comment(int who, bool isInternal, string because)
        {
            var mayKnow = MayKnow(who);
            var answer = await Ticket.Comment(People[who], new(Guid.CreateVersion7(), "x", isInternal));
            if (answer.Refusal is null && mayKnow && !IsStaff(who)) isInternal.Should().BeFalse(because);
        }

        private void Check(string because)
        {
            var (ticket, record) = (fixture.Tickets.Of(_id)!.Ticket, Record);
            record.Select(entry => entry.Seq).Should().Equal(Enumerable.Range(1, record.Length).Select(seq => (long)seq), because);
            ticket.Revision.Should().Be(record.Length, because);
            var told = new Dictionary<string, string?> { ["status"] = "pending", ["priority"] = "normal", ["subject"] = "Broken pot", ["deskId"] = "m1", ["assigneeId"] = null, ["topic"] = null };
            foreach (var change in record.SelectMany(entry => entry.Changes))
            {
                told[change.Field].Should().Be(change.From, $"{change.Field}: {because}");
                told[change.Field] = change.To;
            }
            told.Should().BeEquivalentTo(new Dictionary<string, string?>
            {
                ["status"] = TicketDraft.WordOf(ticket.Status),
                ["priority"] = ticket.Priority.ToString().ToLowerInvariant(),
                ["subject"] = ticket.Subject,
                ["deskId"] = ticket.DeskId,
                ["assigneeId"] = ticket.AssigneeId,
                ["topic"] = ticket.Topic,
            }, because);
            var moves = record.SelectMany(entry => entry.Changes.Where(change => change.Field == "status").Select(change => (entry.ById, change.From, change.To))).ToArray();
            moves.Should().NotContain(move => move.ById == "b1" && move.To != "closed" && (move.From != "resolved" || move.To != "pending"), because);
            moves.Should().NotContain(move => move.From == "closed" && move.To == "resolved", because);
            ticket.Reopened.Should().Be(moves.Count(move => move.From is "resolved" or "closed" && move.To is "pending" or "in_progress"), because);
            if (ticket.Status is TicketStatus.InProgress) ticket.AssigneeId.Should().NotBeNull(because);
            if (ticket.AssigneeId is { } assignee) (ticket.DeskId == "m3" ? ["a3"] : new[] { "a1", "a2" }).Should().Contain(assignee, because);
            (ticket.ResolvedAt is null).Should().Be(ticket.IsOpen, because);
        }

        private TicketEntry[] Record => fixture.Tickets.RecordOf(_id);

        private bool IsStaff(int who) => TicketRules.IsStaffOf(People[who], fixture.Tickets.Of(_id)!.Ticket.DeskId);

        private bool MayKnow(int who) => who == 0 || IsStaff(who);

        private static bool IsStaffNow(int who, TicketAnswer answer) => TicketRules.IsStaffOf(People[who], answer.Ticket!.DeskId);

        private static TicketChange Wanted(int number) => (number % 9) switch
        {
            0 => new() { Priority = (TicketPriority)(1 + (number / 9 % 4)) },
            1 => new() { AssigneeId = new[] { "a1", "a2", "a3", "" }[number / 9 % 4] },
            2 => new() { Subject = $"subject {number / 9 % 3}" },
            3 => new() { AutoAssign = true },
            4 => new() { DeskId = number / 9 % 2 == 0 ? "m1" : "m3" },
            5 => new() { Topic = new[] { "refund", "", "tea" }[number / 9 % 3], Priority = TicketPriority.High },
            _ => new() { Status = (TicketStatus)(1 + (number / 9 % 4)) },
        };
    }
}
