using LiveChat.Assistant;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

public sealed class HoldingTests : IAsyncLifetime
{
    private SessionFixture _fixture = null!;

    public async Task InitializeAsync() =>
        _fixture = await SessionFixture.Start(options => (options.WhenStoreAway, options.MaxHeldMessages) = (WhenStoreAway.Hold, 5));

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task While_the_database_is_away_people_are_shown_what_is_said_and_told_that_it_is_not_stored()
    {
        var id = await Talking();
        var tape = await _fixture.Cluster.Listen(id);
        _fixture.Log.Away = true;

        var one = await _fixture.Session(id).Say(People.Visitor, "one", "c1");
        var two = await _fixture.Session(id).Say(People.Agent, "two", "c2");
        one.Should().BeEquivalentTo(new { Seq = 2L, Durable = false, Duplicate = false });
        two.Should().BeEquivalentTo(new { Seq = 3L, Durable = false });
        (await _fixture.Session(id).Say(People.Visitor, "one", "c1")).Should().Be(one with { Duplicate = true });
        await tape.Expect<MessagesAppended>(appended => appended is { Durable: false, Messages: [{ Content: "two" }] });
        _fixture.Log.All(id).Should().ContainSingle("nothing of it is stored");

        _fixture.Log.Away = false;
        await tape.Expect<MessagesAppended>(appended => appended is { Durable: true, Messages: [{ Content: "two" }] });
        _fixture.Log.All(id).Select(message => message.MessageId).Should().Equal(_fixture.Log.All(id)[0].MessageId, one.MessageId, two.MessageId);
        (await _fixture.Session(id).Say(People.Visitor, "one", "c1")).Should().Be(one with { Duplicate = true, Durable = true });
        (await _fixture.Session(id).Say(People.Visitor, "three")).Should().BeEquivalentTo(new { Seq = 4L, Durable = true });
    }

    [Fact]
    public async Task A_message_that_was_stored_after_all_is_not_stored_again()
    {
        var id = await Talking();
        var tape = await _fixture.Cluster.Listen(id);
        _fixture.Log.FailNext(StoreFault.AnswerLost);
        (await _fixture.Session(id).Say(People.Visitor, "one", "c1")).Durable.Should().BeFalse();

        await tape.Expect<MessagesAppended>(appended => appended.Durable);
        await _fixture.Session(id).Say(People.Visitor, "two");
        _fixture.Log.All(id).Select(message => message.Content).Should().Equal("zero", "one", "two");
    }

    [Fact]
    public async Task There_is_an_end_to_what_is_kept()
    {
        var id = await Talking();
        _fixture.Log.Away = true;
        for (var i = 0; i < 5; i++) await _fixture.Session(id).Say(People.Visitor, $"{i}");
        (await _fixture.Session(id).Send(People.Visitor, new("c9", "too much"))).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);

        _fixture.Log.Away = false;
        (await _fixture.Session(id).Note(People.Agent, new("n", "x"))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        _fixture.Log.All(id).Should().HaveCount(6, "what comes after is written after what was held");
    }

    [Fact]
    public async Task What_is_more_than_talking_waits_for_the_database()
    {
        var id = await _fixture.Support();
        _fixture.Log.Away = true;
        await _fixture.Session(id).Say(People.Visitor, "hello?");
        (await _fixture.Session(id).RequestHuman(People.Visitor, new(null, null))).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        (await _fixture.Session(id).Send(People.Agent, new("c", "taking over"))).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        (await _fixture.Session(id).Close(People.Visitor, null))!.Code.Should().Be(RefusalCode.StoreUnavailable);
        _fixture.Assistant.Begun.All.Should().BeEmpty("a question is put once it is stored");

        _fixture.Log.Away = false;
        (await _fixture.Assistant.Begun.Expect<ReplyRequest>()).Question.Should().Be("hello?");
    }

    [Fact]
    public async Task A_session_that_stops_in_order_stores_what_it_holds_if_it_can()
    {
        var id = await Talking();
        _fixture.Log.Away = true;
        await _fixture.Session(id).Say(People.Visitor, "held", "c1");
        _fixture.Log.Away = false;
        await _fixture.Cluster.Deactivate(_fixture.Session(id));
        _fixture.Log.All(id)[^1].Content.Should().Be("held");
        (await _fixture.Session(id).Say(People.Visitor, "held", "c1")).Should().BeEquivalentTo(new { Seq = 2L, Duplicate = true, Durable = true });
    }

    [Fact]
    public async Task A_session_that_was_never_read_holds_nothing()
    {
        var id = await Talking();
        await _fixture.Cluster.Deactivate(_fixture.Session(id));
        _fixture.Log.Away = true;
        (await _fixture.Session(id).Send(People.Visitor, new("c1", "one"))).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
    }

    private async Task<Guid> Talking()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        await _fixture.Session(id).Say(People.Visitor, "zero");
        return id;
    }
}
