using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

/// <summary>Reactions and ratings.</summary>
public sealed class JudgingTests : IAsyncLifetime
{
    private SessionFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SessionFixture.Start();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_reaction_is_told_stored_and_found_by_who_comes_later()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        await _fixture.Session(id).Say(People.Visitor, "done!");
        await _fixture.Session(id).MarkRead(People.Agent, 1);
        var tape = await _fixture.Cluster.Listen(id);

        (await _fixture.Session(id).React(People.Agent, 1, "👍", true)).Should().BeNull();
        (await tape.Expect<MessagesAppended>()).Messages.Single().Event!.Args.Should().Contain("emoji", "👍").And.Contain("on", "true");
        (await tape.Expect<ReactionsChanged>()).Should().BeEquivalentTo(new { Seq = 1L, Reactions = new[] { new Reaction("👍", ["a1"]) } });
        (await _fixture.Session(id).React(People.Visitor, 1, "👍", true)).Should().BeNull();
        (await tape.Expect<ReactionsChanged>(changed => changed.Reactions[0].UserIds.Length == 2)).Seq.Should().Be(1);

        await _fixture.Cluster.KillAndRestart();
        var joined = (await _fixture.Session(id).Join(People.Agent, 0)).Value!;
        joined.History.Messages.Select(message => message.Seq).Should().Equal(1, 2, 3);
        joined.History.Messages[0].Reactions.Should().ContainSingle().Which.UserIds.Should().Equal("a1", "v-1");
        joined.Session.Unread.Should().Be(0, "a reaction is no message");
    }

    [Fact]
    public async Task The_same_reaction_again_writes_nothing_and_the_last_leaves_none()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        await _fixture.Session(id).Say(People.Visitor, "done!");
        for (var i = 0; i < 3; i++) (await _fixture.Session(id).React(People.Agent, 1, "👍", true)).Should().BeNull();
        _fixture.Log.All(id).Should().HaveCount(2);
        (await _fixture.Session(id).React(People.Visitor, 1, "👍", false)).Should().BeNull("it was never there");
        for (var i = 0; i < 3; i++) (await _fixture.Session(id).React(People.Agent, 1, "👍", false)).Should().BeNull();
        _fixture.Log.All(id).Should().HaveCount(3);
        _fixture.Log.All(id)[0].Reactions.Should().BeNull();
    }

    [Fact]
    public async Task Whose_answer_was_lost_may_ask_again()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        await _fixture.Session(id).Say(People.Visitor, "done!");
        _fixture.Log.FailNext(StoreFault.AnswerLost);
        (await _fixture.Session(id).React(People.Agent, 1, "👍", true))!.Code.Should().Be(RefusalCode.StoreUnavailable);
        (await _fixture.Session(id).React(People.Agent, 1, "👍", true)).Should().BeNull();
        _fixture.Log.All(id).Should().HaveCount(2);
    }

    [Fact]
    public async Task Reactions_are_for_who_is_in_the_session_and_for_messages_that_stand()
    {
        var id = await _fixture.Support();
        await _fixture.Session(id).Say(People.Visitor, "hello");
        async Task<string?> Code(Caller caller, long seq, string emoji = "👍", bool on = true) => (await _fixture.Session(id).React(caller, seq, emoji, on))?.Code;

        (await Code(People.Agent, 1)).Should().Be(RefusalCode.Forbidden, "who works at the desk is not in the session yet");
        (await Code(People.Admin, 1)).Should().Be(RefusalCode.Forbidden);
        (await Code(People.OtherVisitor, 1)).Should().Be(RefusalCode.NotFound);
        foreach (var seq in new[] { 0L, -1, 99, long.MaxValue }) (await Code(People.Visitor, seq)).Should().Be(RefusalCode.NotFound);
        foreach (var text in new[] { "", "x", "👍👍", "\0", new string('x', 100) }) (await Code(People.Visitor, 1, text)).Should().Be(RefusalCode.Invalid, text);

        (await Code(People.Visitor, 1)).Should().BeNull();
        (await Code(People.Visitor, 2)).Should().Be(RefusalCode.NotFound, "the entry of the reaction is no message");
        await _fixture.Session(id).Recall(People.Visitor, 1);
        _fixture.Log.All(id)[0].Reactions.Should().BeNull("they go with the message");
        (await Code(People.Visitor, 1)).Should().Be(RefusalCode.Conflict);
        await _fixture.Session(id).Close(People.Visitor, null);
        (await Code(People.Visitor, 1)).Should().Be(RefusalCode.Closed);
    }

    [Fact]
    public async Task A_customer_rates_and_rates_again()
    {
        var id = await Served();
        var tape = await _fixture.Cluster.Listen(id);
        (await _fixture.Session(id).Rate(People.Visitor, new(2, "slow"))).Should().BeNull();
        (await tape.Expect<SessionChanged>()).Header.Rating.Should().Be(new Rating(2, "slow"));
        var entries = _fixture.Log.All(id).Length;
        (await _fixture.Session(id).Rate(People.Visitor, new(2, "slow"))).Should().BeNull();
        _fixture.Log.All(id).Should().HaveCount(entries, "it says the same");

        await _fixture.Session(id).Close(People.Agent, null);
        (await _fixture.Session(id).Rate(People.Visitor, new(5, null))).Should().BeNull();
        (await _fixture.Session(id).Read(People.Colleague)).Value!.Header.Rating.Should().Be(new Rating(5, null));
        _fixture.Log.All(id)[^1].Event.Should().BeEquivalentTo(new SystemEvent(SystemEventName.Rated, new() { ["score"] = "5", ["comment"] = "" }));
        await _fixture.Cluster.KillAndRestart();
        (await _fixture.Session(id).Read(People.Admin)).Value!.Header.Rating!.Score.Should().Be(5);
    }

    [Fact]
    public async Task Nobody_else_rates_and_nothing_that_was_no_service_is_rated()
    {
        async Task<string?> Code(Guid id, Caller caller, int score = 5, string? comment = null) => (await _fixture.Session(id).Rate(caller, new(score, comment)))?.Code;

        var unserved = await _fixture.Support();
        (await Code(unserved, People.Visitor)).Should().Be(RefusalCode.Conflict);
        await _fixture.Session(unserved).Close(People.Visitor, null);
        (await Code(unserved, People.Visitor)).Should().BeNull("what ended can be rated");

        var served = await Served();
        foreach (var other in new[] { People.Agent, People.Colleague, People.Admin }) (await Code(served, other)).Should().Be(RefusalCode.Forbidden);
        (await Code(served, People.OtherVisitor)).Should().Be(RefusalCode.NotFound);
        foreach (var score in new[] { int.MinValue, -1, 0, 6, int.MaxValue }) (await Code(served, People.Visitor, score)).Should().Be(RefusalCode.Invalid);
        (await Code(served, People.Visitor, 3, "a\0b")).Should().Be(RefusalCode.Invalid);
        (await Code(served, People.Visitor, 3, new('x', 1001))).Should().Be(RefusalCode.TooLong);

        var direct = await _fixture.Direct(People.Visitor, People.Agent);
        (await Code(direct, People.Visitor)).Should().Be(RefusalCode.Conflict);
        var assistant = await _fixture.Cluster.Create(People.Visitor, SessionKind.Assistant);
        (await Code(assistant, People.Visitor)).Should().Be(RefusalCode.Conflict);
        _fixture.Log.HeaderOf(served)!.Rating.Should().BeNull();
    }

    private async Task<Guid> Served()
    {
        var id = await _fixture.Support();
        await _fixture.Session(id).Say(People.Visitor, "hello");
        (await _fixture.Session(id).Accept(People.Agent)).Refusal.Should().BeNull();
        return id;
    }
}
