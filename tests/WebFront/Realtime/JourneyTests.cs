using System.Net;
using System.Text;
using System.Text.Json;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Realtime;

public class JourneyTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task From_a_question_over_the_queue_to_a_person_and_the_end()
    {
        var (visitor, agent) = (await _front.Visitor("小明"), await _front.Demo("p1"));
        await using var desk = await agent.Connect();
        await desk.Invoke("SetStatus", "online");
        await desk.Invoke("WatchDesk", "platform");
        var sessionId = await visitor.Support();
        await using var chat = await visitor.Connect();
        (await chat.Join(sessionId)).GetProperty("lastSeq").GetInt64().Should().Be(0);

        await chat.Say(sessionId, "怎麼退貨？");
        var answer = await ReadAnswer(chat);

        var place = await chat.Invoke("RequestHuman", sessionId, new { reason = "想找真人" });
        place.GetProperty("position").GetInt32().Should().Be(1);
        (await chat.Take("status", e => e.GetProperty("status").GetString() == "waiting")).GetProperty("seq").GetInt64().Should().BeGreaterThan(answer);
        var offer = await desk.Take("offer", e => e.GetProperty("sessionId").GetGuid() == sessionId);
        offer.GetProperty("deskId").GetString().Should().Be("platform");

        var joined = await desk.Invoke("Accept", sessionId);
        joined.GetProperty("session").GetProperty("assigneeId").GetString().Should().Be("p1");
        joined.GetProperty("notes").ValueKind.Should().Be(JsonValueKind.Array);
        joined.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("content").GetString()).Should().Contain("怎麼退貨？");
        (await chat.Take("assigned")).GetProperty("agentId").GetString().Should().Be("p1");

        await desk.Say(sessionId, "您好，我是真人");
        await chat.TakeMessage("您好，我是真人");
        await chat.Invoke("Typing", sessionId, true);
        (await desk.Take("typing")).GetProperty("userId").GetString().Should().Be(visitor.Id);
        await chat.Say(sessionId, "太好了");
        var last = await desk.TakeMessage("太好了");
        await desk.Invoke("MarkRead", sessionId, last.GetProperty("message").GetProperty("seq").GetInt64());
        (await chat.Take("read", e => e.GetProperty("userId").GetString() == "p1")).GetProperty("seq").GetInt64().Should().Be(last.GetProperty("message").GetProperty("seq").GetInt64());

        await desk.Invoke("Note", sessionId, "客人很客氣");
        await desk.Take("note", e => e.GetProperty("note").GetProperty("content").GetString() == "客人很客氣");
        await desk.Invoke("Close", sessionId);
        await chat.Take("status", e => e.GetProperty("status").GetString() == "closed");
        chat.Events.Should().NotContain(e => e.ToString().Contains("客人很客氣"), "notes are for staff");
        (await FluentActions.Awaiting(() => chat.Say(sessionId, "還在嗎？")).Should().ThrowAsync<LiveChat.Tests.HubRefusal>()).Which.Code.Should().Be("CLOSED");

        await HistoryHasNoGaps(visitor, sessionId);
        var list = await visitor.Ask(HttpMethod.Get, "/api/chat/sessions");
        list.GetProperty("sessions")[0].GetProperty("status").GetString().Should().Be("closed");
    }

    [Fact]
    public async Task A_reader_who_comes_back_gets_what_was_missed_and_nothing_twice()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var sessionId = await one.Direct(other);
        await using var writer = await one.Connect();
        await writer.Join(sessionId);
        await using (var reader = await other.Connect())
        {
            await reader.Join(sessionId);
            await writer.Say(sessionId, "one");
            await reader.TakeMessage("one");
            reader.Abort();
        }
        await writer.Say(sessionId, "two");
        await writer.Say(sessionId, "three");
        await writer.TakeMessage("three"); // pushed, so that the one who comes back is not in time for it

        await using var again = await other.Connect();
        var joined = await again.Join(sessionId, 1);
        joined.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("content").GetString()).Should().Equal("two", "three");
        await writer.Say(sessionId, "four");
        await again.TakeMessage("four");
        again.Events.Where(e => e.GetProperty("type").GetString() == "message").Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_client_id_is_stored_once()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var sessionId = await one.Direct(other);
        await using var hub = await one.Connect();
        await hub.Join(sessionId);
        var first = await hub.Say(sessionId, "once", "my-id");
        var again = await one.Ask(HttpMethod.Post, "/api/chat/message", new { sessionId, clientMessageId = "my-id", content = "once" });
        again.GetProperty("duplicate").GetBoolean().Should().BeTrue();
        again.GetProperty("seq").GetInt64().Should().Be(first.GetProperty("seq").GetInt64());
        again.GetProperty("messageId").GetGuid().Should().Be(first.GetProperty("messageId").GetGuid());
    }

    [Fact]
    public async Task Recalling_empties_the_message_and_tells_everybody()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var sessionId = await one.Direct(other);
        await using var hub = await one.Connect();
        await using var theirs = await other.Connect();
        await hub.Join(sessionId);
        await theirs.Join(sessionId);
        var seq = (await hub.Say(sessionId, "oops")).GetProperty("seq").GetInt64();
        await hub.Invoke("Recall", sessionId, seq);
        (await theirs.Take("recalled")).GetProperty("seq").GetInt64().Should().Be(seq);
        var history = await other.Ask(HttpMethod.Get, $"/api/chat/session/{sessionId}/history");
        history.ToString().Should().NotContain("oops");
    }

    [Fact]
    public async Task Presence_of_the_other_is_told_on_joining_and_when_it_changes()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var sessionId = await one.Direct(other);
        await using var hub = await one.Connect();
        await hub.Join(sessionId);
        (await hub.Take("presence", e => e.GetProperty("userId").GetString() == other.Id)).GetProperty("status").GetString().Should().Be("offline");
        await using (await other.Connect())
        {
            await hub.Take("presence", e => e.GetProperty("userId").GetString() == other.Id && e.GetProperty("status").GetString() == "online");
        }
        await hub.Take("presence", e => e.GetProperty("userId").GetString() == other.Id && e.GetProperty("status").GetString() == "offline");
    }

    [Fact]
    public async Task An_agent_who_passes_a_session_to_another_desk_hears_no_more_of_it()
    {
        var (visitor, agent) = (await _front.Visitor(), await _front.Demo("m2"));
        await using var desk = await agent.Connect();
        await desk.Invoke("SetStatus", "online");
        var sessionId = await visitor.Support("m2");
        await using var chat = await visitor.Connect();
        await chat.Join(sessionId);
        await chat.Invoke("RequestHuman", sessionId);
        await desk.Take("offer", e => e.GetProperty("sessionId").GetGuid() == sessionId);
        await desk.Invoke("Accept", sessionId);
        await desk.Invoke("Transfer", sessionId, new { deskId = "m3", note = "yours" });
        (await desk.Take("left")).GetProperty("sessionId").GetGuid().Should().Be(sessionId);

        await chat.Say(sessionId, "only for the other desk");
        await chat.TakeMessage("only for the other desk");
        (await FluentActions.Awaiting(() => desk.Join(sessionId)).Should().ThrowAsync<LiveChat.Tests.HubRefusal>()).Which.Code.Should().Be("NOT_FOUND");
        desk.Events.Should().NotContain(e => e.ToString().Contains("only for the other desk"));
    }

    [Fact]
    public async Task Who_deletes_a_session_takes_it_from_everybody()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var sessionId = await one.Direct(other);
        await using var theirs = await other.Connect();
        await theirs.Join(sessionId);
        using var deleted = await one.Send(HttpMethod.Delete, $"/api/chat/session/{sessionId}");
        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await theirs.Take("left")).GetProperty("reason").GetString().Should().Be("deleted");
        using var gone = await other.Send(HttpMethod.Get, $"/api/chat/session/{sessionId}");
        gone.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nothing_of_a_session_reaches_who_has_left_it()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var sessionId = await one.Direct(other);
        await using var hub = await one.Connect();
        await using var theirs = await other.Connect();
        await hub.Join(sessionId);
        await theirs.Join(sessionId);
        await theirs.Invoke("Leave", sessionId);
        await hub.Say(sessionId, "are you there?");
        await hub.TakeMessage("are you there?"); // pushed, so that the one who comes back is not in time for it
        await theirs.Join(sessionId, 1);
        await hub.Say(sessionId, "welcome back");
        await theirs.TakeMessage("welcome back");
        theirs.Events.Should().NotContain(e => e.GetProperty("type").GetString() == "message");
    }

    /// <summary>Reads the chunks up to the whole answer; they must be the answer, in order.</summary>
    private static async Task<long> ReadAnswer(LiveChat.Tests.HubClient chat)
    {
        var text = new StringBuilder();
        for (var index = 0; ; index++)
        {
            var chunk = await chat.Take("ai_chunk");
            chunk.GetProperty("chunkIndex").GetInt32().Should().Be(index);
            text.Append(chunk.GetProperty("content").GetString());
            if (chunk.GetProperty("isComplete").GetBoolean()) break;
        }
        var complete = await chat.Take("ai_complete");
        complete.GetProperty("fullResponse").GetString().Should().Be(text.ToString()).And.NotBeEmpty();
        var message = (await chat.Take("message", e => e.GetProperty("message").GetProperty("type").GetString() == "ai")).GetProperty("message");
        message.GetProperty("seq").GetInt64().Should().Be(complete.GetProperty("seq").GetInt64());
        message.GetProperty("citations").GetArrayLength().Should().BePositive();
        return message.GetProperty("seq").GetInt64();
    }

    private static async Task HistoryHasNoGaps(Person reader, Guid sessionId)
    {
        var history = await reader.Ask(HttpMethod.Get, $"/api/chat/session/{sessionId}/history?limit=200");
        var seqs = history.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("seq").GetInt64()).ToArray();
        seqs.Should().Equal(Enumerable.Range(1, seqs.Length).Select(n => (long)n));
        history.GetProperty("lastSeq").GetInt64().Should().Be(seqs.Length);
    }
}
