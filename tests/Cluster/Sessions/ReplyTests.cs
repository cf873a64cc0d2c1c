using LiveChat.Assistant;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

public sealed class ReplyTests : IAsyncLifetime
{
    private SessionFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SessionFixture.Start();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_question_is_put_to_the_assistant_and_its_answer_ends_in_one_entry()
    {
        var (id, request) = await Ask("Where is my order?");
        var tape = await _fixture.Cluster.Listen(id);
        request.Should().BeEquivalentTo(new { QuestionSeq = 1L, Question = "Where is my order?", AskerName = "Vera" });

        (await _fixture.Control(id).ShowChunk(request.ReplyId, 0, "On its ")).Should().BeTrue();
        (await _fixture.Control(id).ShowChunk(request.ReplyId, 1, "way.")).Should().BeTrue();
        (await Join(id)).ActiveReply.Should().BeEquivalentTo(new { request.ReplyId, Text = "On its way.", ChunkIndex = 1 });
        await _fixture.Control(id).EndReply(new(request.ReplyId, "On its way.", 4, [new(id, "Orders")], null));
        await _fixture.Control(id).EndReply(new(request.ReplyId, "On its way. Again.", 4, [], null));

        var answer = _fixture.Log.All(id).Should().HaveCount(2).And.Subject.Last();
        answer.Should().BeEquivalentTo(new { Seq = 2L, Type = MessageType.Ai, SenderId = "ai", Content = "On its way.", TokenCount = 4, Interrupted = (string?)null });
        (await tape.Expect<MessagesAppended>()).Messages.Single().MessageId.Should().Be(answer.MessageId);
        tape.All.OfType<ReplyChunked>().Select(chunk => (chunk.ChunkIndex, chunk.Content)).Should().Equal((0, "On its "), (1, "way."));
        (await Join(id)).ActiveReply.Should().BeNull();
        (await _fixture.Control(id).ShowChunk(request.ReplyId, 2, "late")).Should().BeFalse();
    }

    [Fact]
    public async Task A_newer_question_ends_the_older_answer_before_it()
    {
        var (id, first) = await Ask("First?");
        await _fixture.Control(id).ShowChunk(first.ReplyId, 0, "Well,");

        await _fixture.Session(id).Say(People.Visitor, "Second?");
        var second = await _fixture.Assistant.Begun.Expect<ReplyRequest>(request => request.Question == "Second?");

        _fixture.Log.All(id).Select(entry => entry.Content).Should().Equal("First?", "Well,", "Second?");
        _fixture.Log.All(id)[1].Should().BeEquivalentTo(new { Type = MessageType.Ai, Interrupted = "stopped", ReplyId = (Guid?)first.ReplyId });
        second.QuestionSeq.Should().Be(3);
        await _fixture.Assistant.Ceased.Expect<Guid>(ceased => ceased == first.ReplyId);
        (await _fixture.Control(id).ShowChunk(first.ReplyId, 1, "late")).Should().BeFalse();
        await _fixture.Control(id).EndReply(new(first.ReplyId, "Well, late.", 3, [], null));
        _fixture.Log.All(id).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_stop_keeps_what_was_said_and_a_retry_asks_anew()
    {
        var (id, request) = await Ask("Tell me all.");
        var tape = await _fixture.Cluster.Listen(id);
        await _fixture.Control(id).ShowChunk(request.ReplyId, 0, "It begins");

        (await _fixture.Session(id).StopReply(People.Visitor)).Should().BeNull();
        (await _fixture.Session(id).StopReply(People.Visitor)).Should().BeNull("it has stopped already");

        _fixture.Log.All(id)[^1].Should().BeEquivalentTo(new { Content = "It begins", Interrupted = "stopped" });
        _fixture.Log.HeaderOf(id)!.ControlEpoch.Should().Be(1);
        (await tape.Expect<ReplyInterrupted>()).Reason.Should().Be("stopped");
        (await _fixture.Control(id).ShowChunk(request.ReplyId, 1, " and goes on")).Should().BeFalse();

        (await _fixture.Session(id).RetryReply(People.Visitor)).Should().BeNull();
        var again = await _fixture.Assistant.Begun.Expect<ReplyRequest>(other => other.ReplyId != request.ReplyId);
        again.Question.Should().Be("Tell me all.");
        (await _fixture.Session(id).RetryReply(People.Visitor))!.Code.Should().Be(RefusalCode.Conflict, "an answer is being given");
    }

    [Fact]
    public async Task A_stop_before_the_first_word_says_that_there_was_none()
    {
        var (id, request) = await Ask("Hello?");
        await _fixture.Session(id).StopReply(People.Visitor);
        var entry = _fixture.Log.All(id)[^1];
        entry.Type.Should().Be(MessageType.System);
        entry.Event!.Name.Should().Be(SystemEventName.ReplyInterrupted);
        entry.Event.Args.Should().Contain("reason", "stopped").And.Contain("replyId", request.ReplyId.ToString());
    }

    [Fact]
    public async Task An_agent_who_speaks_in_the_middle_of_an_answer_has_the_last_word()
    {
        var (id, request) = await Ask("I want my money back.");
        await _fixture.Control(id).ShowChunk(request.ReplyId, 0, "You could");

        await _fixture.Session(id).Say(People.Agent, "I am here now.");
        var late = await _fixture.Control(id).ShowChunk(request.ReplyId, 1, " wait");
        await _fixture.Control(id).EndReply(new(request.ReplyId, "You could wait", 3, [], null));

        late.Should().BeFalse();
        _fixture.Log.All(id).Select(entry => entry.Type).Should().Equal(MessageType.User, MessageType.Ai, MessageType.System, MessageType.Agent);
        _fixture.Log.All(id)[1].Should().BeEquivalentTo(new { Content = "You could", Interrupted = "takeover" });
        _fixture.Log.HeaderOf(id).Should().BeEquivalentTo(new { Status = SessionStatus.Assigned, AssigneeId = "a1", Control = SessionControl.Agent });
        await _fixture.Assistant.Ceased.Expect<Guid>(ceased => ceased == request.ReplyId);

        await _fixture.Session(id).Say(People.Visitor, "Thank you.");
        _fixture.Assistant.Begun.All.Should().ContainSingle("the assistant is not asked while an agent is there");
    }

    [Fact]
    public async Task A_hand_off_in_the_middle_of_an_answer_ends_it_in_the_same_write()
    {
        var (id, request) = await Ask("A person, please.");
        await _fixture.Control(id).ShowChunk(request.ReplyId, 0, "I can");
        var commits = _fixture.Log.Commits;

        (await _fixture.Session(id).RequestHuman(People.Visitor, new(null, "refund"))).Value!.Position.Should().Be(1);

        _fixture.Log.Commits.Should().Be(commits + 1);
        _fixture.Log.All(id).Skip(1).Select(entry => entry.Event?.Name ?? entry.Content).Should().Equal("I can", SystemEventName.Waiting);
        (await _fixture.Control(id).ShowChunk(request.ReplyId, 1, " help")).Should().BeFalse();
    }

    [Fact]
    public async Task An_answer_that_died_with_the_process_is_ended_when_somebody_comes_back()
    {
        var (id, request) = await Ask("Are you there?");
        await _fixture.Control(id).ShowChunk(request.ReplyId, 0, "I am");
        await _fixture.Cluster.KillAndRestart();

        var tape = await _fixture.Cluster.Listen(id);
        (await Join(id)).ActiveReply.Should().BeNull();
        var appended = await tape.Expect<MessagesAppended>();
        appended.Messages.Single().Event!.Args.Should().Contain("reason", "restart");
        await _fixture.Control(id).EndReply(new(request.ReplyId, "I am late", 3, [], null));
        _fixture.Log.All(id).Should().HaveCount(2);

        (await _fixture.Session(id).RetryReply(People.Visitor)).Should().BeNull();
        (await _fixture.Assistant.Begun.Expect<ReplyRequest>(other => other.ReplyId != request.ReplyId)).Question.Should().Be("Are you there?");
    }

    [Fact]
    public async Task A_silent_assistant_is_given_up_after_the_limit()
    {
        var (id, request) = await Ask("Hello?");
        await _fixture.Control(id).ShowChunk(request.ReplyId, 0, "Hm");
        var tape = await _fixture.Cluster.Listen(id);

        _fixture.Cluster.Time.Advance(new SessionOptions().ReplySilence);
        (await tape.Expect<MessagesAppended>()).Messages.Single().Should().BeEquivalentTo(new { Content = "Hm", Interrupted = "timeout" });
        await _fixture.Assistant.Ceased.Expect<Guid>(ceased => ceased == request.ReplyId);
    }

    [Fact]
    public async Task An_assistant_that_cannot_be_reached_leaves_a_final_entry()
    {
        _fixture.Assistant.Fault = new TimeoutException("by the test's wish");
        var id = await _fixture.Support();
        var tape = await _fixture.Cluster.Listen(id);
        await _fixture.Session(id).Say(People.Visitor, "Hello?");

        var ended = await tape.Expect<MessagesAppended>(appended => appended.Messages[0].Type is MessageType.System);
        ended.Messages.Single().Event!.Args.Should().Contain("reason", "unavailable");
    }

    [Fact]
    public async Task An_end_that_cannot_be_stored_is_stored_when_the_database_is_back()
    {
        var (id, request) = await Ask("Where?");
        var tape = await _fixture.Cluster.Listen(id);
        _fixture.Log.Away = true;
        await _fixture.Control(id).EndReply(new(request.ReplyId, "Here.", 2, [], null));
        _fixture.Log.All(id).Should().ContainSingle();
        tape.All.Should().BeEmpty("nothing is shown before it is stored");

        _fixture.Log.Away = false;
        (await tape.Expect<MessagesAppended>()).Messages.Single().Content.Should().Be("Here.");
    }

    [Fact]
    public async Task An_end_whose_commit_nobody_saw_is_stored_once()
    {
        var (id, request) = await Ask("Where?");
        var tape = await _fixture.Cluster.Listen(id);
        _fixture.Log.FailNext(StoreFault.AnswerLost);
        await _fixture.Control(id).EndReply(new(request.ReplyId, "Here.", 2, [], null));

        (await tape.Expect<MessagesAppended>()).Messages.Single().Content.Should().Be("Here.");
        await _fixture.Session(id).Say(People.Visitor, "Thanks");
        _fixture.Log.All(id).Select(entry => entry.Content).Should().Equal("Where?", "Here.", "Thanks");
    }

    [Fact]
    public async Task What_is_said_after_an_end_whose_commit_nobody_saw_is_not_taken_for_it()
    {
        var (id, request) = await Ask("Are you open?");
        _fixture.Log.FailNext(StoreFault.AnswerLost);
        await _fixture.Control(id).EndReply(new(request.ReplyId, "Until six.", 2, [], null));

        (await _fixture.Session(id).Say(People.Visitor, "Thanks.")).Should().BeEquivalentTo(new { Seq = 3, Durable = true, Duplicate = false });
        _fixture.Log.All(id).Select(entry => entry.Content).Should().Equal("Are you open?", "Until six.", "Thanks.");
    }

    [Fact]
    public async Task A_question_whose_commit_nobody_saw_is_answered_all_the_same()
    {
        var id = await _fixture.Support();
        _fixture.Log.FailNext(StoreFault.AnswerLost);
        (await _fixture.Session(id).Send(People.Visitor, new("c1", "Hello?"))).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);

        (await _fixture.Session(id).Say(People.Visitor, "Hello?", "c1")).Duplicate.Should().BeTrue();
        (await _fixture.Assistant.Begun.Expect<ReplyRequest>()).QuestionSeq.Should().Be(1);
    }

    [Fact]
    public async Task A_takeover_whose_commit_nobody_saw_ends_the_answer_for_good()
    {
        var (id, request) = await Ask("Refund?");
        await _fixture.Control(id).ShowChunk(request.ReplyId, 0, "No");
        _fixture.Log.FailNext(StoreFault.AnswerLost);
        (await _fixture.Session(id).Accept(People.Agent)).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);

        var accepted = await _fixture.Session(id).Accept(People.Agent);
        accepted.Value!.Session.Header.AssigneeId.Should().Be("a1");
        accepted.Value.ActiveReply.Should().BeNull();
        await _fixture.Control(id).EndReply(new(request.ReplyId, "No way", 2, [], null));
        _fixture.Log.All(id).Select(entry => entry.Type).Should().Equal(MessageType.User, MessageType.Ai, MessageType.System);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_and_ended()
    {
        var (id, request) = await Ask("All of it");
        var tape = await _fixture.Cluster.Listen(id);
        var piece = new string('x', 8_000);
        var index = 0;
        while (await _fixture.Control(id).ShowChunk(request.ReplyId, index, piece)) index++;

        index.Should().Be(4);
        var end = await tape.Expect<MessagesAppended>();
        end.Messages.Single().Content.Should().HaveLength(32_000);
        end.Messages.Single().Interrupted.Should().Be("stopped");
    }

    private async Task<(Guid Id, ReplyRequest Request)> Ask(string question)
    {
        var id = await _fixture.Support();
        await _fixture.Session(id).Say(People.Visitor, question);
        return (id, await _fixture.Assistant.Begun.Expect<ReplyRequest>());
    }

    private async Task<JoinedSession> Join(Guid id) => (await _fixture.Session(id).Join(People.Visitor, null)).Value!;
}
