using System.Text;
using System.Text.Json;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Sessions;
using LiveChat.Tickets;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Tests.Wire;

/// <summary>What an event looks like on the wire, record by record.</summary>
public class FrameTests
{
    private static readonly Guid Session = Guid.CreateVersion7();
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_message_is_one_invocation_of_event_with_lower_case_words_and_no_nulls()
    {
        var record = Records(new MessagesAppended(Session, [Entry(1) with { Content = "你好 \"<b>\" \n 😀 \u001e" }], SessionStatus.Open)).Single();
        var message = record.GetProperty("message");
        message.GetProperty("type").GetString().Should().Be("user");
        message.GetProperty("content").GetString().Should().Be("你好 \"<b>\" \n 😀 \u001e");
        message.GetProperty("createdAt").GetDateTimeOffset().Should().Be(Now);
        message.TryGetProperty("citations", out _).Should().BeFalse();
        message.TryGetProperty("event", out _).Should().BeFalse();
    }

    [Fact]
    public void A_message_of_an_event_is_the_same_as_one_of_history()
    {
        var entry = Entry(3) with { Type = MessageType.Ai, ReplyId = Guid.CreateVersion7(), TokenCount = 7, Citations = [new(Guid.CreateVersion7(), "退貨")] };
        var pushed = Records(new MessagesAppended(Session, [entry], SessionStatus.Open))[0].GetProperty("message").GetRawText();
        var read = JsonSerializer.Serialize(entry, WireJson.Default.Message);
        JsonElement.DeepEquals(JsonDocument.Parse(pushed).RootElement, JsonDocument.Parse(read).RootElement).Should().BeTrue();
    }

    [Fact]
    public void Being_assigned_is_the_entry_then_who_then_the_status()
    {
        var entry = Entry(4) with { Type = MessageType.System, Event = new(SystemEventName.Assigned, new() { ["agentId"] = "p1", ["agentName"] = "小美" }) };
        var records = Records(new MessagesAppended(Session, [entry], SessionStatus.Assigned));
        records.Select(TypeOf).Should().Equal("message", "assigned", "status");
        records[1].GetProperty("agentName").GetString().Should().Be("小美");
        records[2].GetProperty("status").GetString().Should().Be("assigned");
        records[2].GetProperty("seq").GetInt64().Should().Be(4);
    }

    [Fact]
    public void A_recall_names_the_message_that_was_taken_back()
    {
        var entry = Entry(9) with { Type = MessageType.System, Event = new(SystemEventName.Recalled, new() { ["seq"] = "7" }) };
        var records = Records(new MessagesAppended(Session, [entry], SessionStatus.Open));
        records.Select(TypeOf).Should().Equal("message", "recalled");
        records[1].GetProperty("seq").GetInt64().Should().Be(7);
    }

    [Fact]
    public void An_answer_that_was_streamed_is_closed_by_an_empty_chunk_before_its_entry()
    {
        var reply = Guid.CreateVersion7();
        var entry = Entry(2) with { Type = MessageType.Ai, ReplyId = reply, TokenCount = 3, Content = "whole" };
        var records = Records(new MessagesAppended(Session, [entry], SessionStatus.Open), closingChunk: 5);
        records.Select(TypeOf).Should().Equal("ai_chunk", "message", "ai_complete");
        records[0].GetProperty("chunkIndex").GetInt32().Should().Be(5);
        records[0].GetProperty("isComplete").GetBoolean().Should().BeTrue();
        records[2].GetProperty("fullResponse").GetString().Should().Be("whole");
        records[2].GetProperty("tokenCount").GetInt32().Should().Be(3);
    }

    [Fact]
    public void Every_kind_of_event_says_its_type_and_session()
    {
        SessionEvent[] all =
        [
            new ReplyChunked(Session, Guid.CreateVersion7(), 0, "你"), new ReplyInterrupted(Session, Guid.CreateVersion7(), "stopped"),
            new TypingChanged(Session, "b1", true), new ReadMoved(Session, "b1", 3), new QueueMoved(Session, new(2, null)), new NoteAppended(Session, Entry(1)),
        ];
        all.Select(e => Records(e).Single()).Select(r => (TypeOf(r), r.GetProperty("sessionId").GetGuid())).Should().Equal(
            ("ai_chunk", Session), ("ai_interrupted", Session), ("typing", Session), ("read", Session), ("queue", Session), ("note", Session));
    }

    [Fact]
    public void No_kind_of_event_is_forgotten()
    {
        var kinds = typeof(SessionEvent).Assembly.GetTypes().Where(t => !t.IsAbstract && (t.IsSubclassOf(typeof(SessionEvent)) || t.IsSubclassOf(typeof(UserEvent)))).Select(t => t.Name);
        kinds.Should().BeEquivalentTo(
            nameof(MessagesAppended), nameof(NoteAppended), nameof(ReplyChunked), nameof(ReplyInterrupted), nameof(TypingChanged), nameof(ReadMoved), nameof(ViewingChanged),
            nameof(ReactionsChanged), nameof(QueueMoved), nameof(SessionChanged), nameof(SessionOffered), nameof(OfferWithdrawn), nameof(SessionListed),
            nameof(ReadsMoved), nameof(ReceiptsCounted), nameof(SessionLeft), nameof(MoodShown), nameof(TicketListed));
    }

    [Fact]
    public void A_session_does_not_show_what_only_grains_need()
    {
        var header = new SessionHeader
        {
            SessionId = Session, Kind = SessionKind.Support, Title = "", Status = SessionStatus.Open, CreatorId = "v-1", ControlEpoch = 3, LastNoteSeq = 9,
            PreviousAgentId = "p1", WaitingReason = "private", DirectKey = "k", CreatedAt = Now, UpdatedAt = Now,
        };
        var session = Records(new SessionChanged(Session, header)).Single().GetProperty("session");
        session.EnumerateObject().Select(p => p.Name).Should().NotContain(["controlEpoch", "lastNoteSeq", "previousAgentId", "waitingReason", "directKey", "unread", "members"]);
    }

    [Fact]
    public void An_offer_and_its_end_and_presence_and_a_desk_are_flat()
    {
        var offer = Parse(HubFrames.Of(new SessionOffered(new Offer(Session, "platform", 3, 1, null, Now)))!).Single();
        offer.GetProperty("expiresAt").GetDateTimeOffset().Should().Be(Now);
        offer.TryGetProperty("summary", out _).Should().BeFalse();
        Parse(HubFrames.Of(new OfferWithdrawn(Session, "taken"))!).Single().GetProperty("reason").GetString().Should().Be("taken");
        Parse(HubFrames.Of(new PresenceView("b1", PresenceStatus.Away, Now))).Single().GetProperty("status").GetString().Should().Be("away");
        var changed = Parse(HubFrames.Of(new QueueChanged("platform", 4, 5, [], [Session], 0, [new("p1", "小美", PresenceStatus.Busy, 1, 4)]))!).Single();
        changed.GetProperty("agents")[0].GetProperty("status").GetString().Should().Be("busy");
        changed.GetProperty("gone")[0].GetGuid().Should().Be(Session);
        Parse(HubFrames.Of(new QueueChanged("platform", 4, 5, [], [], 0, null))!).Single().TryGetProperty("agents", out _).Should().BeFalse();
    }

    [Fact]
    public void What_a_group_reads_is_told_name_by_name_or_as_a_number()
    {
        var reads = Records(new ReadsMoved(Session, [new("b1", 3), new("b2", 4)]));
        reads.Select(TypeOf).Should().Equal("read", "read");
        reads[1].GetProperty("userId").GetString().Should().Be("b2");
        reads[1].GetProperty("seq").GetInt64().Should().Be(4);
        var counted = Records(new ReceiptsCounted(Session, 9, 70, 500)).Single();
        TypeOf(counted).Should().Be("receipts");
        (counted.GetProperty("seq").GetInt64(), counted.GetProperty("readBy").GetInt32(), counted.GetProperty("total").GetInt32()).Should().Be((9, 70, 500));
        Parse(HubFrames.Of(new SessionLeft(Session, "removed"))!).Single().GetProperty("reason").GetString().Should().Be("removed");
    }

    [Fact]
    public void A_long_event_after_a_short_one_and_a_short_one_after_a_long_one_are_whole()
    {
        foreach (var length in new[] { 1, 200_000, 2 })
            Records(new ReplyChunked(Session, Guid.CreateVersion7(), 0, new string('長', length))).Single().GetProperty("content").GetString().Should().HaveLength(length);
    }

    private static Message Entry(long seq) => new()
    {
        MessageId = Guid.CreateVersion7(), SessionId = Session, Seq = seq, Type = MessageType.User, SenderId = "b1", SenderName = "小明", Content = "x", CreatedAt = Now,
    };

    private static string? TypeOf(JsonElement record) => record.GetProperty("type").GetString();

    private static JsonElement[] Records(SessionEvent happened, int closingChunk = -1) => Parse(HubFrames.Of(happened, closingChunk)!);

    private static JsonElement[] Parse(byte[] frame)
    {
        frame[^1].Should().Be(0x1e);
        return [.. Encoding.UTF8.GetString(frame).Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Select(Event)];
    }

    private static JsonElement Event(string record)
    {
        var invocation = JsonDocument.Parse(record).RootElement;
        invocation.GetProperty("type").GetInt32().Should().Be(1);
        invocation.GetProperty("target").GetString().Should().Be("event");
        return invocation.GetProperty("arguments")[0];
    }
}
