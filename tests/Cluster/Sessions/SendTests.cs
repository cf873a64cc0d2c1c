using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

public sealed class SendTests : IAsyncLifetime
{
    private SessionFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SessionFixture.Start();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task What_is_said_is_stored_shown_and_acknowledged_with_one_number()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        var tape = await _fixture.Cluster.Listen(id);

        var receipt = await _fixture.Session(id).Say(People.Visitor, "您好", "c1");

        receipt.Should().BeEquivalentTo(new { Seq = 1L, Duplicate = false, Durable = true });
        var stored = _fixture.Log.All(id).Single();
        stored.Should().BeEquivalentTo(new { receipt.MessageId, receipt.Seq, receipt.CreatedAt, Content = "您好", SenderId = "v-1", ClientMessageId = "c1", Type = MessageType.User });
        var shown = await tape.Expect<MessagesAppended>();
        shown.Messages.Single().Should().BeEquivalentTo(stored);
        shown.Durable.Should().BeTrue();
        (await _fixture.Session(id).Say(People.Agent, "Good morning")).Seq.Should().Be(2);
    }

    [Fact]
    public async Task Whoever_sends_at_once_gets_numbers_without_gaps_and_everybody_sees_one_order()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        var tape = await _fixture.Cluster.Listen(id);
        var session = _fixture.Session(id);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            session.Say(i % 2 == 0 ? People.Visitor : People.Agent, $"message {i}", $"c{i}")));

        receipts.Select(receipt => receipt.Seq).Order().Should().Equal(Enumerable.Range(1, 100).Select(i => (long)i));
        await tape.Expect<MessagesAppended>(appended => appended.Messages[^1].Seq == 100);
        tape.All.OfType<MessagesAppended>().SelectMany(appended => appended.Messages).Select(message => message.Seq).Should().BeInAscendingOrder().And.HaveCount(100);
        foreach (var receipt in receipts)
            _fixture.Log.All(id)[receipt.Seq - 1].MessageId.Should().Be(receipt.MessageId);
    }

    [Fact]
    public async Task The_same_client_id_is_stored_once_across_deactivation_and_restart()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        var first = await _fixture.Session(id).Say(People.Visitor, "once", "c1");

        var again = await _fixture.Session(id).Say(People.Visitor, "once", "c1");
        await _fixture.Cluster.Deactivate(_fixture.Session(id));
        var afterwards = await _fixture.Session(id).Say(People.Visitor, "once, in other words", "c1");
        await _fixture.Cluster.KillAndRestart();
        var afterRestart = await _fixture.Session(id).Say(People.Visitor, "once", "c1");

        foreach (var receipt in new[] { again, afterwards, afterRestart })
            receipt.Should().Be(first with { Duplicate = true });
        _fixture.Log.All(id).Should().ContainSingle();
        (await _fixture.Session(id).Say(People.Agent, "same id, another sender", "c1")).Duplicate.Should().BeFalse();
    }

    [Fact]
    public async Task Repeats_that_come_at_once_are_stored_once()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _fixture.Session(id).Say(People.Visitor, "once", "c1")));

        receipts.Select(receipt => receipt.Seq).Distinct().Should().Equal(1);
        receipts.Count(receipt => !receipt.Duplicate).Should().Be(1);
        _fixture.Log.All(id).Should().ContainSingle();
    }

    [Fact]
    public async Task With_the_database_away_sends_are_refused_and_nothing_is_shown()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        var tape = await _fixture.Cluster.Listen(id);
        _fixture.Log.Away = true;

        var refused = await _fixture.Session(id).Send(People.Visitor, new("c1", "hello?"));
        refused.Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);

        _fixture.Log.Away = false;
        var receipt = await _fixture.Session(id).Say(People.Visitor, "hello?", "c1");
        receipt.Should().BeEquivalentTo(new { Seq = 1L, Duplicate = false });
        await tape.Expect<MessagesAppended>();
        tape.All.Should().ContainSingle();
    }

    [Fact]
    public async Task A_lost_answer_is_no_acknowledgement_and_the_retry_finds_what_was_stored()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        var tape = await _fixture.Cluster.Listen(id);
        _fixture.Log.FailNext(StoreFault.AnswerLost);

        var unknown = await _fixture.Session(id).Send(People.Visitor, new("c1", "hello?"));
        unknown.Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);

        var receipt = await _fixture.Session(id).Say(People.Visitor, "hello?", "c1");
        receipt.Should().BeEquivalentTo(new { Seq = 1L, Duplicate = true, Durable = true });
        _fixture.Log.All(id).Should().ContainSingle().Which.MessageId.Should().Be(receipt.MessageId);
        (await tape.Expect<MessagesAppended>()).Messages.Single().Seq.Should().Be(1, "what was stored unseen is shown once it is found");
        (await _fixture.Session(id).Say(People.Agent, "next")).Seq.Should().Be(2);
    }

    [Fact]
    public async Task A_full_writer_and_a_text_that_the_database_refuses_cost_nobody_else_anything()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        _fixture.Log.FailNext(StoreFault.Overloaded, StoreFault.Rejected);

        (await _fixture.Session(id).Send(People.Visitor, new("c1", "one"))).Refusal!.Code.Should().Be(RefusalCode.Overloaded);
        (await _fixture.Session(id).Send(People.Visitor, new("c1", "one"))).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await _fixture.Session(id).Say(People.Visitor, "one", "c1")).Seq.Should().Be(1);
    }

    [Fact]
    public async Task An_activation_that_is_not_the_owner_any_more_leaves_and_the_next_one_knows_all()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        await _fixture.Session(id).Say(People.Visitor, "one");
        _fixture.Log.Intrude(id, header => new()
        {
            MessageId = Guid.CreateVersion7(), SessionId = id, Seq = header.LastSeq + 1, Type = MessageType.Agent,
            SenderId = "a1", SenderName = "Ann", Content = "from another silo", CreatedAt = header.UpdatedAt,
        });

        var refused = await _fixture.Session(id).Send(People.Visitor, new("c2", "two"));
        refused.Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);

        (await _fixture.Session(id).Say(People.Visitor, "two", "c2")).Seq.Should().Be(3);
        _fixture.Log.All(id).Select(message => message.Seq).Should().Equal(1, 2, 3);
    }

    [Theory]
    [InlineData("c", "", null, RefusalCode.Invalid)]
    [InlineData("", "text", null, RefusalCode.Invalid)]
    [InlineData("c", "answer", 5L, RefusalCode.Invalid)]
    public async Task What_is_malformed_is_refused(string clientId, string text, long? replyTo, string code)
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        (await _fixture.Session(id).Send(People.Visitor, new(clientId, text, replyTo))).Refusal!.Code.Should().Be(code);
        (await _fixture.Session(id).Send(People.Visitor, new("c", new('x', 8_001)))).Refusal!.Code.Should().Be(RefusalCode.TooLong);
        (await _fixture.Session(id).Say(People.Visitor, new('字', 8_000))).Seq.Should().Be(1);
    }

    [Fact]
    public async Task What_was_said_in_time_gets_its_receipt_even_when_the_session_has_closed_meanwhile()
    {
        var id = await _fixture.Support();
        var receipt = await _fixture.Session(id).Say(People.Visitor, "bye", "c1");
        (await _fixture.Session(id).Close(People.Visitor, null)).Should().BeNull();
        await _fixture.Cluster.Deactivate(_fixture.Session(id));

        (await _fixture.Session(id).Say(People.Visitor, "bye", "c1")).Should().Be(receipt with { Duplicate = true });
        (await _fixture.Session(id).Send(People.Visitor, new("c2", "one more"))).Refusal!.Code.Should().Be(RefusalCode.Closed);
    }
}
