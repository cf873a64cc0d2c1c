using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

/// <summary>Sessions that leave their agent: lost, passed on, closed, deleted.</summary>
public sealed class LeavingAgentTests : IAsyncLifetime
{
    private SessionFixture _fixture = null!;

    public async Task InitializeAsync()
    {
        _fixture = await SessionFixture.Start();
        await _fixture.Cluster.Stores.Desks.SaveSeat(new("m1", "a1", "Ann", 3), default);
        await _fixture.Cluster.Stores.Desks.SaveSeat(new("m1", "a2", "Abe", 3), default);
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_lost_agent_gives_the_session_back_at_its_old_place()
    {
        var id = await Assigned();
        var since = _fixture.Queue.Tickets.All[0].WaitingSince;
        var tape = await _fixture.Cluster.Listen(id);
        _fixture.Cluster.Time.Advance(TimeSpan.FromMinutes(10));

        await _fixture.Control(id).AgentLost("a2");
        await _fixture.Control(id).AgentLost("a1");
        await _fixture.Control(id).AgentLost("a1");
        await tape.Expect<MessagesAppended>(appended => appended.Status is SessionStatus.Waiting);

        await _fixture.Queue.Tickets.Expect<QueueTicket>(ticket => ticket.PreferredAgentId == "a1");
        _fixture.Queue.Tickets.All[^1].WaitingSince.Should().Be(since);
        _fixture.Log.All(id).Count(entry => entry.Event?.Name == SystemEventName.Requeued).Should().Be(1);
        (await _fixture.Session(id).Read(People.Visitor)).Value!.Members.Should().ContainSingle("the agent is not in it any more");
        (await _fixture.Session(id).Accept(People.Colleague)).Refusal.Should().BeNull();
    }

    [Fact]
    public async Task An_agent_is_given_up_even_if_the_database_was_away_when_the_queue_said_so()
    {
        var id = await Assigned();
        var tape = await _fixture.Cluster.Listen(id);
        _fixture.Log.FailNext(StoreFault.Away);
        await _fixture.Control(id).AgentLost("a1");
        await tape.Expect<MessagesAppended>(appended => appended.Status is SessionStatus.Waiting);
    }

    [Fact]
    public async Task The_queue_hears_of_an_end_whose_commit_nobody_saw()
    {
        var id = await Assigned();
        _fixture.Log.FailNext(StoreFault.AnswerLost);
        (await _fixture.Session(id).Close(People.Visitor, null))!.Code.Should().Be(RefusalCode.StoreUnavailable);
        await _fixture.Queue.Calls.Expect<string>(call => call == "m1 Release");
        (await _fixture.Session(id).Close(People.Visitor, null)).Should().BeNull("it is closed");
    }

    [Fact]
    public async Task The_queue_hears_of_a_first_word_whose_commit_nobody_saw()
    {
        var id = await Assigned();
        _fixture.Log.FailNext(StoreFault.AnswerLost);
        (await _fixture.Session(id).Send(People.Agent, new("c1", "Good day."))).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        (await _fixture.Session(id).Say(People.Agent, "Good day.", "c1")).Duplicate.Should().BeTrue();
        await _fixture.Queue.Calls.Expect<string>(call => call == "m1 AgentSpoke");
    }

    [Fact]
    public async Task A_session_is_passed_to_a_desk_with_a_note_that_the_visitor_never_sees()
    {
        var id = await Assigned();
        var since = _fixture.Queue.Tickets.All[0].WaitingSince;
        _fixture.Cluster.Time.Advance(TimeSpan.FromMinutes(3));
        (await _fixture.Session(id).Transfer(People.Agent, new("m2", null, "be gentle"))).Should().BeNull();

        _fixture.Queue.Calls.All[^2..].Should().Equal("m1 Release", "m2 Enqueue");
        _fixture.Queue.Tickets.All[^1].Should().BeEquivalentTo(new { WaitingSince = since, PreferredAgentId = (string?)null, RequestedAgentId = (string?)null });
        _fixture.Log.All(id, LogKind.Private)[^1].Content.Should().Be("be gentle");
        (await _fixture.Session(id).Read(People.Agent)).Refusal!.Code.Should().Be(RefusalCode.NotFound, "it is another desk's now");
        (await _fixture.Session(id).Join(People.Colleague, null)).Value!.Notes.Should().Contain(note => note.Content == "be gentle");
        (await _fixture.Session(id).Join(People.Visitor, null)).Value!.Notes.Should().BeNull();
    }

    [Fact]
    public async Task A_session_is_passed_to_an_agent_of_the_desk_alone()
    {
        var id = await Assigned();
        (await _fixture.Session(id).Transfer(People.Agent, new(null, "a3", null)))!.Code.Should().Be(RefusalCode.NotFound);
        (await _fixture.Session(id).Transfer(People.Agent, new(null, "a1", null)))!.Code.Should().Be(RefusalCode.Invalid);
        (await _fixture.Session(id).Transfer(People.Agent, new(null, null, null)))!.Code.Should().Be(RefusalCode.Invalid);
        (await _fixture.Session(id).Transfer(People.Agent, new("m1", "a2", null)))!.Code.Should().Be(RefusalCode.Invalid);
        (await _fixture.Session(id).Transfer(People.Agent, new("nowhere", null, null)))!.Code.Should().Be(RefusalCode.NotFound);
        (await _fixture.Session(id).Transfer(People.Colleague, new("m2", null, null)))!.Code.Should().Be(RefusalCode.Forbidden);

        (await _fixture.Session(id).Transfer(People.Agent, new(null, "a2", null))).Should().BeNull();
        _fixture.Queue.Tickets.All[^1].RequestedAgentId.Should().Be("a2");
        _fixture.Queue.Calls.All[^2..].Should().Equal("m1 Release", "m1 Enqueue");
    }

    [Fact]
    public async Task A_closed_session_is_read_only_and_free_of_the_desk()
    {
        var id = await Assigned();
        (await _fixture.Session(id).Close(People.Admin, null))!.Code.Should().Be(RefusalCode.Forbidden);
        (await _fixture.Session(id).Close(People.Agent, "solved")).Should().BeNull();
        (await _fixture.Session(id).Close(People.Visitor, null)).Should().BeNull("it is closed already");

        _fixture.Log.All(id)[^1].Event!.Args.Should().Contain("by", "a1").And.Contain("reason", "solved");
        _fixture.Queue.Calls.All[^1].Should().Be("m1 Release");
        (await _fixture.Session(id).Send(People.Visitor, new("c9", "but"))).Refusal!.Code.Should().Be(RefusalCode.Closed);
        (await _fixture.Session(id).History(People.Visitor, new(null, null, 50))).Value!.Messages.Should().NotBeEmpty();
        (await _fixture.Session(id).Note(People.Colleague, new("n1", "for the record"))).Refusal.Should().BeNull();
    }

    [Fact]
    public async Task A_deleted_session_answers_as_if_it_had_never_been()
    {
        var id = await Assigned();
        (await _fixture.Session(id).Delete(People.Agent))!.Code.Should().Be(RefusalCode.Forbidden);
        (await _fixture.Session(id).Delete(People.Visitor)).Should().BeNull();

        _fixture.Queue.Calls.All[^1].Should().Be("m1 Release");
        foreach (var caller in new[] { People.Visitor, People.Agent, People.Admin })
            (await _fixture.Session(id).Read(caller)).Refusal.Should().BeEquivalentTo(Refusal.NoSuchSession);
    }

    private async Task<Guid> Waiting()
    {
        var id = await _fixture.Support();
        (await _fixture.Session(id).RequestHuman(People.Visitor, new(null, null))).Refusal.Should().BeNull();
        return id;
    }

    private async Task<Guid> Assigned()
    {
        var id = await Waiting();
        (await _fixture.Session(id).Accept(People.Agent)).Refusal.Should().BeNull();
        return id;
    }
}
