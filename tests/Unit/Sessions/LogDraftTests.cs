using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Unit.Sessions;

public sealed class LogDraftTests
{
    private static readonly Assignment Chosen = new(Some.Id, Some.Agent.UserId, Some.Agent.Name, "least_load", ["Ann 0/3", "Abe 2/3"], 60);

    [Fact]
    public void Numbers_go_on_without_a_gap_whatever_is_written_together()
    {
        var draft = New(SessionStatus.Open);
        draft.EndReply(new(Guid.CreateVersion7(), "So far", 3, [], "takeover"), 100);
        draft.Assign(Chosen, Some.Agent);
        draft.Say(Some.Agent, Some.Saying("Good morning"));
        var append = draft.ToAppend();

        append.Entries.Select(entry => entry.Seq).Should().Equal(8, 9, 10);
        append.Entries.Select(entry => entry.Type).Should().Equal(MessageType.Ai, MessageType.System, MessageType.Agent);
        append.Header.LastSeq.Should().Be(10);
        append.Header.UpdatedAt.Should().Be(Some.Now);
    }

    [Fact]
    public void The_assigned_agent_is_a_member_and_why_is_told_to_the_staff_alone()
    {
        var draft = New(SessionStatus.Waiting);
        draft.Assign(Chosen, Some.Agent);
        var append = draft.ToAppend();

        append.Header.Should().BeEquivalentTo(new { Status = SessionStatus.Assigned, AssigneeId = "a1", AssigneeName = "Ann", Control = SessionControl.Agent });
        append.Header.WaitingSince.Should().Be(Some.Now.AddMinutes(-5), "the place is kept in case the agent is lost");
        append.Members.Should().ContainSingle().Which.UserId.Should().Be("a1");
        append.Entries.Should().ContainSingle().Which.Event!.Args.Should().NotContainKey("candidates");
        append.Notes.Should().ContainSingle().Which.Event!.Args["candidates"].Should().Be("Ann 0/3\nAbe 2/3");
        append.Header.LastNoteSeq.Should().Be(1);
    }

    [Theory]
    [InlineData(SessionKind.Support, Some.Desk)]
    [InlineData(SessionKind.Assistant, null)]
    public void A_wish_that_is_taken_back_leaves_the_session_to_the_assistant(SessionKind kind, string? desk)
    {
        var state = Some.Support(SessionStatus.Waiting);
        var draft = new LogDraft(state with { Header = state.Header with { Kind = kind, WaitingReason = "refund", RequestedAgentId = "a2" } }, Some.Now);
        draft.CancelRequest();
        var append = draft.ToAppend();

        append.Header.Should().BeEquivalentTo(new
        {
            Status = SessionStatus.Open, Control = SessionControl.Assistant, DeskId = desk, WaitingSince = (DateTimeOffset?)null,
            WaitingReason = (string?)null, RequestedAgentId = (string?)null,
        });
        append.Header.ControlEpoch.Should().Be(state.Header.ControlEpoch + 1);
        append.Entries.Single().Event.Should().BeEquivalentTo(new { Name = SystemEventName.RequestCancelled, Args = new Dictionary<string, string> { ["deskId"] = Some.Desk } });
    }

    [Fact]
    public void A_lost_agent_gives_the_session_back_at_its_old_place()
    {
        var draft = New(SessionStatus.Assigned);
        draft.Requeue();
        var append = draft.ToAppend();

        append.Header.Should().BeEquivalentTo(new { Status = SessionStatus.Waiting, AssigneeId = (string?)null, PreviousAgentId = "a1", WaitingSince = Some.Now.AddMinutes(-5) });
        append.RemovedMembers.Should().Equal("a1");
        append.Entries.Single().Event!.Name.Should().Be(SystemEventName.Requeued);
    }

    [Fact]
    public void A_transfer_keeps_the_waiting_time_and_does_not_come_back_to_who_made_it()
    {
        var draft = New(SessionStatus.Assigned);
        draft.Transfer("m2", null, Some.Agent);
        var append = draft.ToAppend();

        append.Header.Should().BeEquivalentTo(new
        {
            Status = SessionStatus.Waiting, DeskId = "m2", AssigneeId = (string?)null, PreviousAgentId = (string?)null,
            WaitingSince = Some.Now.AddMinutes(-5), Control = SessionControl.People,
        });
        append.Entries.Single().Event!.Args.Should().Contain("fromAgentId", "a1").And.Contain("deskId", "m2");
    }

    [Fact]
    public void A_transfer_to_an_agent_asks_for_that_agent()
    {
        var draft = New(SessionStatus.Assigned);
        draft.Transfer(Some.Desk, "a2", Some.Agent);
        draft.ToAppend().Header.RequestedAgentId.Should().Be("a2");
    }

    [Theory]
    [InlineData("", "stopped")]
    [InlineData("  \n", "timeout")]
    public void An_answer_without_a_word_ends_in_a_system_entry(string text, string reason)
    {
        var reply = Guid.CreateVersion7();
        var draft = New(SessionStatus.Open);
        draft.EndReply(new(reply, text, 0, [], reason), 100);
        var entry = draft.ToAppend().Entries.Single();

        entry.Type.Should().Be(MessageType.System);
        entry.Event!.Name.Should().Be(SystemEventName.ReplyInterrupted);
        entry.Event.Args.Should().Contain("replyId", reply.ToString()).And.Contain("reason", reason);
        entry.ReplyId.Should().Be(reply);
    }

    [Fact]
    public void An_answer_keeps_its_citations_and_count_and_is_cut_to_what_can_be_stored()
    {
        var reply = Guid.CreateVersion7();
        var draft = New(SessionStatus.Open);
        draft.EndReply(new(reply, new string('x', 20), 5, [new(Some.Id, "Returns")], null), maxLength: 10);
        var entry = draft.ToAppend().Entries.Single();

        entry.Should().BeEquivalentTo(new { Type = MessageType.Ai, SenderId = "ai", ReplyId = (Guid?)reply, TokenCount = (int?)5, Interrupted = (string?)null });
        entry.Content.Should().HaveLength(10);
        entry.Citations.Should().ContainSingle();
        entry.ClientMessageId.Should().Be(reply.ToString(), "an answer ends once, even if nobody saw the first try succeed");
    }

    [Fact]
    public void Every_change_of_who_speaks_raises_the_epoch()
    {
        Action<LogDraft>[] changes =
        [
            draft => draft.Wait("m1", null), draft => draft.Assign(Chosen, Some.Agent), draft => draft.Requeue(),
            draft => draft.Transfer("m1", null, Some.Agent), draft => draft.Close(Some.Visitor, null), draft => draft.Delete(),
        ];
        foreach (var change in changes)
        {
            var draft = New(SessionStatus.Assigned);
            change(draft);
            draft.Header.ControlEpoch.Should().Be(1);
        }
    }

    [Fact]
    public void A_deleted_session_frees_its_direct_key()
    {
        var state = Some.Support() with { Header = Some.Support().Header with { DirectKey = "b1|v-1" } };
        var draft = new LogDraft(state, Some.Now);
        draft.Delete();
        draft.Header.DirectKey.Should().BeNull();
        state.With(draft.ToAppend()).Should().BeNull();
    }

    [Fact]
    public void Who_made_a_support_session_is_its_user_and_staff_is_staff_elsewhere()
    {
        var own = Some.Support() with { Header = Some.Support().Header with { CreatorId = Some.Agent.UserId } };
        new LogDraft(own, Some.Now).Say(Some.Agent, Some.Saying("Hi")).Type.Should().Be(MessageType.User);
        new LogDraft(Some.Support(), Some.Now).Say(Some.Agent, Some.Saying("Hi")).Type.Should().Be(MessageType.Agent);
        new LogDraft(Some.Support(), Some.Now).Say(Some.Visitor, Some.Saying("Hi")).Type.Should().Be(MessageType.User);
        var direct = own with { Header = own.Header with { Kind = SessionKind.Direct } };
        new LogDraft(direct, Some.Now).Say(Some.Agent, Some.Saying("Hi")).Type.Should().Be(MessageType.Agent);
    }

    [Fact]
    public void What_is_taken_back_loses_its_text_its_reactions_and_its_place_in_the_reason_for_waiting()
    {
        var said = new LogDraft(Some.Support(), Some.Now).Say(Some.Visitor, Some.Saying("My card is 1234. Help!")) with { Reactions = [new("👍", ["a1"])] };
        string? ReasonAfter(string reason)
        {
            var waiting = Some.Support(SessionStatus.Waiting);
            var draft = new LogDraft(waiting with { Header = waiting.Header with { WaitingReason = reason } }, Some.Now);
            draft.Recall(said);
            draft.ToAppend().Amended.Should().BeEquivalentTo(new { said.Seq, said.MessageId, Content = "", Recalled = true, Reactions = (Reaction[]?)null });
            return draft.ToAppend().Header.WaitingReason;
        }

        ReasonAfter("Vera: Hello.\nVera: My card is 1234.\nAssistant: Yes?").Should().Be("Vera: Hello.\nAssistant: Yes?");
        ReasonAfter("Vera: My card is 1234.").Should().BeNull();
        ReasonAfter("I want my money").Should().Be("I want my money");
    }

    [Fact]
    public void A_reaction_is_an_entry_and_stands_with_its_message()
    {
        var said = new LogDraft(Some.Support(), Some.Now).Say(Some.Visitor, Some.Saying("hi"));
        var draft = New(SessionStatus.Assigned);
        draft.React(Some.Agent, said, "👍", on: true, [new("👍", ["a1"])]);
        var append = draft.ToAppend();
        append.Entries.Single().Event!.Args.Should().Equal(new Dictionary<string, string> { ["seq"] = "8", ["emoji"] = "👍", ["userId"] = "a1", ["on"] = "true" });
        append.Amended!.Reactions.Should().ContainSingle().Which.UserIds.Should().Equal("a1");
        draft.React(Some.Agent, said, "👍", on: false, []);
        draft.ToAppend().Amended!.Reactions.Should().BeNull();
    }

    [Fact]
    public void Notes_have_a_numbering_of_their_own()
    {
        var draft = New(SessionStatus.Assigned);
        draft.Note(Some.Agent, "careful", "n1").Seq.Should().Be(1);
        draft.Header.LastSeq.Should().Be(7);
        draft.Header.LastNoteSeq.Should().Be(1);
    }

    private static LogDraft New(SessionStatus status) => new(Some.Support(status), Some.Now);
}
