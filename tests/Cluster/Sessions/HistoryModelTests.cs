using FsCheck;
using FsCheck.Fluent;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

/// <summary>
/// Random histories of a session: people send and repeat, activations come and go, the database fails in every way that it
/// can. Whatever happens: no number is missing or double, nothing is stored twice, each durable receipt is what is stored,
/// and readers were shown nothing else.
/// </summary>
public sealed class HistoryModelTests : IAsyncLifetime
{
    private const int Histories = 60;
    private const int LongestHistory = 60;

    private SessionFixture _refusing = null!;
    private SessionFixture _holding = null!;

    public async Task InitializeAsync()
    {
        _refusing = await SessionFixture.Start();
        _holding = await SessionFixture.Start(options => options.WhenStoreAway = WhenStoreAway.Hold);
    }

    public async Task DisposeAsync()
    {
        await _refusing.DisposeAsync();
        await _holding.DisposeAsync();
    }

    [Fact]
    public Task Nothing_is_lost_doubled_or_reordered_when_sends_are_refused() => Run(_refusing);

    [Fact]
    public Task Nothing_is_lost_doubled_or_reordered_when_messages_are_held() => Run(_holding);

    private static async Task Run(SessionFixture fixture)
    {
        var histories = Gen.Choose(1, LongestHistory).SelectMany(Step.History.ArrayOf).Sample(Histories);
        foreach (var history in histories) await new Life(fixture).Play(history);
    }

    /// <summary>One thing that happens.</summary>
    private sealed record Step(string Kind, int Number)
    {
        public static Gen<Step> History { get; } = Gen.Frequency(
            (8, Of("send")), (4, Of("repeat")), (2, Of("burst")), (1, Of("deactivate")), (1, Of("taken")),
            (2, Of("lost")), (1, Of("away")), (1, Of("full")), (1, Of("mark")), (1, Of("recall")), (2, Of("react")));

        private static Gen<Step> Of(string kind) => Gen.Choose(0, 1_000_000).Select(number => new Step(kind, number));

        public override string ToString() => $"{Kind} {Number}";
    }

    /// <summary>A session that goes through one history.</summary>
    private sealed class Life(SessionFixture fixture)
    {
        private static readonly string[] Emoji = ["👍", "👎"];
        private static readonly Caller[] People = [Cluster.People.Buyer, Cluster.People.Agent];

        private readonly List<(Caller Sender, string ClientId)> _said = [];
        private readonly List<(Caller Sender, string ClientId, Receipt Receipt)> _receipts = [];
        private Guid _id;

        public async Task Play(Step[] history)
        {
            fixture.Log.Heal();
            _id = await NewGroup();
            var tape = await fixture.Cluster.Listen(_id);
            foreach (var step in history) await Do(step);
            await SayAllAgain();
            Check(history, tape);
        }

        private async Task<Guid> NewGroup()
        {
            foreach (var person in People) fixture.Cluster.Stores.Users.Add(person);
            await fixture.Cluster.Stores.Desks.SaveSeat(new("m1", "a1", "Ann", 4), CancellationToken.None);
            var id = Guid.CreateVersion7();
            var made = await fixture.Session(id).Create(People[0], new(SessionKind.Group, null, null, [new("a1", "Ann", UserRole.Agent, 0)]));
            made.Refusal.Should().BeNull();
            return id;
        }

        private Task Do(Step step)
        {
            var sender = People[step.Number % People.Length];
            switch (step.Kind)
            {
                case "send": return Send(sender, $"c{_said.Count}");
                case "repeat" when _said.Count > 0:
                    var (who, what) = _said[step.Number % _said.Count];
                    return Send(who, what);
                case "burst": return Task.WhenAll(Enumerable.Range(0, 5).Select(i => Send(People[i % 2], $"c{_said.Count}")));
                case "deactivate": return fixture.Cluster.Deactivate(fixture.Session(_id));
                case "taken": return Fail(StoreFault.Taken);
                case "lost": return Fail(StoreFault.AnswerLost);
                case "away": return Fail(StoreFault.Away);
                case "full": return Fail(StoreFault.Overloaded);
                case "mark": return fixture.Session(_id).MarkRead(sender, step.Number % 50);
                case "recall": return fixture.Session(_id).Recall(sender, 1 + (step.Number % 20));
                case "react": return fixture.Session(_id).React(sender, 1 + (step.Number % 20), Emoji[step.Number % Emoji.Length], step.Number % 3 > 0);
                default: return Task.CompletedTask;
            }
        }

        private Task Fail(StoreFault fault)
        {
            fixture.Log.FailNext(fault);
            return Task.CompletedTask;
        }

        private async Task<bool> Send(Caller sender, string clientId)
        {
            _said.Add((sender, clientId));
            var said = await fixture.Session(_id).Send(sender, new(clientId, $"{sender.Name} says {clientId}"));
            if (said.Value is not { } receipt) return false;
            // Those of a burst come back side by side.
            lock (_receipts) _receipts.Add((sender, clientId, receipt));
            return receipt.Durable;
        }

        // As every client's outbox does, until it has a durable receipt for all.
        private async Task SayAllAgain()
        {
            using var patience = new CancellationTokenSource(ChatCluster.Patience);
            foreach (var (sender, clientId) in _said.Distinct().ToArray())
            {
                while (!await Send(sender, clientId)) patience.Token.ThrowIfCancellationRequested();
            }
        }

        // Who has every entry has everything: the reactions that stand with a message are those that the log tells of.
        private static void CheckReactions(Message[] log, string because)
        {
            foreach (var message in log.Where(entry => entry is { Type: not MessageType.System, Recalled: false }))
            {
                Reaction[] told = [];
                foreach (var args in log.Where(entry => entry.Event?.Name == SystemEventName.Reacted).Select(entry => entry.Event!.Args))
                {
                    if (args["seq"] == $"{message.Seq}") told = ReactionRules.Change(told, args["userId"], args["emoji"], args["on"] == "true");
                }
                (message.Reactions ?? []).Should().BeEquivalentTo(told, options => options.WithStrictOrdering(), because);
            }
        }

        private void Check(Step[] history, EventTape<SessionEvent> tape)
        {
            var log = fixture.Log.All(_id);
            var because = string.Join(", ", history.AsEnumerable());
            log.Select(entry => entry.Seq).Should().Equal(Enumerable.Range(1, log.Length).Select(seq => (long)seq), because);
            log.Select(entry => entry.MessageId).Should().OnlyHaveUniqueItems(because);
            log.Where(entry => entry.ClientMessageId is not null).Select(entry => (entry.SenderId, entry.ClientMessageId)).Should()
                .BeEquivalentTo(_said.Distinct().Select(said => (said.Sender.UserId, (string?)said.ClientId)), because);
            fixture.Log.HeaderOf(_id)!.LastSeq.Should().Be(log.Length, because);

            foreach (var (sender, clientId, receipt) in _receipts.Where(given => given.Receipt.Durable))
            {
                var stored = log[receipt.Seq - 1];
                (stored.MessageId, stored.SenderId, stored.ClientMessageId, stored.CreatedAt).Should().Be((receipt.MessageId, sender.UserId, clientId, receipt.CreatedAt), because);
            }
            CheckReactions(log, because);
            foreach (var shown in tape.All.OfType<MessagesAppended>().Where(appended => appended.Durable).SelectMany(appended => appended.Messages))
                log[shown.Seq - 1].MessageId.Should().Be(shown.MessageId, because);
        }
    }
}
