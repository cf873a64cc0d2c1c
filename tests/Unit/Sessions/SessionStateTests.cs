using LiveChat.Sessions;

namespace LiveChat.Unit.Sessions;

public sealed class SessionStateTests
{
    [Fact]
    public void What_was_deleted_is_as_if_it_had_never_been()
    {
        SessionState.From(null).Should().BeNull();
        SessionState.From(new(Some.Support().Header with { Status = SessionStatus.Deleted }, [])).Should().BeNull();
    }

    [Fact]
    public void Members_come_change_and_go_with_what_is_committed()
    {
        var state = Some.Support(SessionStatus.Assigned);
        var next = state.With(new()
        {
            Header = state.Header,
            Members = [new("a2", "Abe", UserRole.Agent, 4), new("v-1", "Vera", UserRole.Visitor, 6)],
            RemovedMembers = ["a1"],
        })!;

        next.Members.Select(member => (member.UserId, member.ReadSeq)).Should().Equal(("v-1", 6), ("a2", 4));
        next.Member("a1").Should().BeNull();
    }

    [Fact]
    public void A_cursor_never_moves_backwards()
    {
        var state = Some.Support();
        var next = state.With(new() { Header = state.Header, Members = [new("v-1", "Vera", UserRole.Visitor, 1)] })!;
        next.Member("v-1")!.ReadSeq.Should().Be(3);
    }

    [Fact]
    public void Receipts_are_remembered_for_a_while()
    {
        var receipts = new RecentReceipts();
        for (var i = 0; i < 100; i++) receipts.Add("v-1", $"c{i}", new(Guid.CreateVersion7(), i, Some.Now, false, true));

        receipts.Find("v-1", "c99").Should().BeEquivalentTo(new { Seq = 99L, Duplicate = true, Durable = true });
        receipts.Find("v-2", "c99").Should().BeNull("another sender's id is another id");
        receipts.Find("v-1", "c0").Should().BeNull("older ones are the log's to find");
    }

    [Fact]
    public void A_running_answer_takes_each_piece_once_and_no_more_than_fits()
    {
        var reply = new RunningReply(Guid.CreateVersion7(), 0, 10, Some.Now);
        reply.Take(0, "Hello ", Some.Now).Should().BeTrue();
        reply.Take(0, "Hello ", Some.Now).Should().BeFalse();
        reply.Take(1, "world, all", Some.Now.AddSeconds(1)).Should().BeTrue();
        reply.View().Should().BeEquivalentTo(new { Text = "Hello worl", ChunkIndex = 1 });
        reply.IsFull.Should().BeTrue();
        reply.LastHeard.Should().Be(Some.Now.AddSeconds(1));
        reply.End("stopped").Should().BeEquivalentTo(new { Text = "Hello worl", Interrupted = "stopped" });
    }

    [Fact]
    public void An_unanswered_question_is_found_behind_what_is_no_answer()
    {
        Message[] tail = [Entry(1, MessageType.Ai), Entry(2, MessageType.User), Entry(3, MessageType.System)];
        Questions.Unanswered(tail)!.Seq.Should().Be(2);
        Questions.Unanswered([.. tail, Entry(4, MessageType.Ai)]).Should().BeNull();
        Questions.Unanswered([.. tail, Entry(4, MessageType.Agent)]).Should().BeNull();
        Questions.Unanswered([.. tail, Entry(4, MessageType.System) with { Event = new(SystemEventName.ReplyInterrupted, []) }]).Should().BeNull();
        Questions.Unanswered([.. tail[..1], tail[1] with { Recalled = true }]).Should().BeNull();
        Questions.Unanswered([]).Should().BeNull();
        Questions.Last([.. tail, Entry(4, MessageType.User) with { Recalled = true }])!.Seq.Should().Be(2);
    }

    [Fact]
    public void Only_ones_own_words_can_be_taken_back_and_only_for_a_while()
    {
        var own = Entry(1, MessageType.User) with { SenderId = Some.Visitor.UserId };
        string? Code(Message? entry, double seconds) =>
            RecallRules.Refuse(entry, Some.Visitor, Some.Now.AddSeconds(seconds), TimeSpan.FromMinutes(2))?.Code;

        Code(own, 120).Should().BeNull();
        Code(own, 121).Should().Be(RefusalCode.Conflict);
        Code(own with { Recalled = true, Content = "" }, 500).Should().BeNull("it is taken back already");
        Code(own with { SenderId = "b1" }, 0).Should().Be(RefusalCode.Forbidden);
        Code(own with { Type = MessageType.System }, 0).Should().Be(RefusalCode.Forbidden);
        Code(null, 0).Should().Be(RefusalCode.NotFound);
    }

    public static TheoryData<Action<SessionOptions>, string> Bad => new()
    {
        { o => o.MaxMessageLength = 0, "Sessions:MaxMessageLength" },
        { o => o.MaxReplyLength = 1, "Sessions:MaxReplyLength" },
        { o => o.MaxMembers = 1, "Sessions:MaxMembers" },
        { o => o.MaxHeldMessages = 0, "Sessions:MaxHeldMessages" },
        { o => o.RecallWindow = TimeSpan.FromSeconds(-1), "Sessions:RecallWindow" },
        { o => o.ReplySilence = TimeSpan.Zero, "Sessions:ReplySilence" },
        { o => o.RetryInterval = TimeSpan.Zero, "Sessions:RetryInterval" },
        { o => o.WhenStoreAway = (WhenStoreAway)7, "Sessions:WhenStoreAway" },
    };

    [Theory, MemberData(nameof(Bad))]
    public void A_setting_that_cannot_work_is_refused_by_name(Action<SessionOptions> change, string setting)
    {
        var options = new SessionOptions();
        new SessionOptionsValidator().Validate(null, options).Succeeded.Should().BeTrue();
        change(options);
        new SessionOptionsValidator().Validate(null, options).FailureMessage.Should().Contain(setting);
    }

    private static Message Entry(long seq, MessageType type) => new()
    {
        MessageId = Guid.CreateVersion7(), SessionId = Some.Id, Seq = seq, Type = type,
        SenderId = "x", SenderName = "X", Content = "x", CreatedAt = Some.Now,
    };
}
