using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Realtime;

/// <summary>B's frames over a plain WebSocket.</summary>
public class PlainSocketTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task A_question_is_acknowledged_and_answered_in_pieces_and_as_a_whole()
    {
        var visitor = await _front.Visitor();
        var sessionId = await visitor.Support();
        using var plain = await Plain.Connect(_front, visitor, sessionId);
        var welcome = await plain.Next();
        welcome.GetProperty("type").GetString().Should().Be("system");
        welcome.GetProperty("session_info").GetProperty("session_id").GetGuid().Should().Be(sessionId);
        welcome.GetProperty("session_info").GetProperty("last_seq").GetInt64().Should().Be(0);

        await plain.Send(new { type = "user_message", session_id = sessionId, message = "怎麼退貨？", timestamp = "2026-01-01T00:00:00Z", client_message_id = "q1" });
        var seen = new List<JsonElement>();
        while (seen.Count == 0 || TypeOf(seen[^1]) != "ai_complete") seen.Add(await plain.Next());

        var ack = seen.Single(f => TypeOf(f) == "ack");
        ack.GetProperty("client_message_id").GetString().Should().Be("q1");
        var question = seen.First(f => TypeOf(f) == "message");
        question.GetProperty("content").GetString().Should().Be("怎麼退貨？");
        question.GetProperty("seq").GetInt64().Should().Be(ack.GetProperty("seq").GetInt64());
        var pieces = seen.Where(f => TypeOf(f) == "ai_chunk").ToArray();
        pieces.Select(p => p.GetProperty("chunk_index").GetInt32()).Should().Equal(Enumerable.Range(0, pieces.Length));
        pieces.Select(p => p.GetProperty("is_complete").GetBoolean()).Should().Equal(Enumerable.Range(1, pieces.Length).Select(n => n == pieces.Length));
        seen[^1].GetProperty("full_response").GetString().Should().Be(string.Concat(pieces.Select(p => p.GetProperty("content").GetString())));
    }

    [Fact]
    public async Task Resuming_gives_all_that_was_missed_in_order_however_much()
    {
        await using var front = await RunningFront.Start("--RateLimits:Enabled", "false");
        var (one, other) = (await front.Visitor(), await front.Visitor());
        var sessionId = await one.Direct(other);
        await using var witness = await one.Connect();
        await witness.Join(sessionId);
        for (var i = 1; i <= 450; i++) await one.Ask(HttpMethod.Post, "/api/chat/message", new { sessionId, clientMessageId = $"{i}", content = $"line {i}" });
        await witness.TakeMessage("line 450"); // pushed, so that who comes now gets it by resuming alone
        using var plain = await Plain.Connect(front, other, sessionId);
        (await plain.Next()).GetProperty("session_info").GetProperty("last_seq").GetInt64().Should().Be(450);
        await plain.Send(new { type = "resume", after_seq = 7 });
        for (var i = 8; i <= 450; i++)
        {
            var frame = await plain.Next();
            frame.GetProperty("seq").GetInt64().Should().Be(i);
            frame.GetProperty("content").GetString().Should().Be($"line {i}");
        }
    }

    [Fact]
    public async Task Frames_that_are_not_of_the_form_are_answered_with_errors_and_in_the_end_cut_off()
    {
        var visitor = await _front.Visitor();
        var sessionId = await visitor.Direct(await _front.Visitor());
        using var plain = await Plain.Connect(_front, visitor, sessionId);
        await plain.Next();
        await plain.Send(new { type = "ping" });
        TypeOf(await plain.Next()).Should().Be("pong");
        foreach (var frame in new[] { "rubbish", "{}", "[]", "null", """{"type":"resume"}""", """{"type":"resume","after_seq":-1}""", """{"type":"user_message"}""", """{"type":"user_message","message":"a\u0000b"}""", new string('[', 5000) })
        {
            await plain.SendText(frame);
            var error = await plain.Next();
            TypeOf(error).Should().Be("error", frame);
            error.GetProperty("error_code").GetString().Should().Be("INVALID", frame);
        }
        await plain.Send(new { type = "user_message", message = "still here" });
        TypeOf(await plain.Next()).Should().BeOneOf("ack", "message");
        for (var i = 0; i < 20; i++) await plain.SendText("rubbish");
        (await plain.Closed()).Should().Be(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task A_frame_that_is_too_big_closes()
    {
        var visitor = await _front.Visitor();
        var sessionId = await visitor.Direct(await _front.Visitor());
        using var plain = await Plain.Connect(_front, visitor, sessionId);
        await plain.SendText(new string('x', 1024 * 1024));
        (await plain.Closed()).Should().Be(WebSocketCloseStatus.MessageTooBig);
    }

    [Fact]
    public async Task Who_says_goodbye_is_answered()
    {
        var visitor = await _front.Visitor();
        using var plain = await Plain.Connect(_front, visitor, await visitor.Direct(await _front.Visitor()));
        await plain.Next();

        (await plain.Close()).Should().Be(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task Frames_with_nothing_in_them_are_refused_like_all_that_are_not_of_the_form()
    {
        var visitor = await _front.Visitor();
        using var plain = await Plain.Connect(_front, visitor, await visitor.Direct(await _front.Visitor()));
        await plain.Next();

        for (var i = 0; i < 20; i++) await plain.SendText("");

        (await plain.Closed()).Should().Be(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task Both_kinds_of_sockets_hear_each_other()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var sessionId = await one.Direct(other);
        await using var hub = await one.Connect();
        await hub.Join(sessionId);
        using var plain = await Plain.Connect(_front, other, sessionId);
        await plain.Next();
        await plain.Send(new { type = "user_message", message = "from the plain one" });
        await hub.TakeMessage("from the plain one");
        await hub.Say(sessionId, "from the hub");
        while (true)
        {
            var frame = await plain.Next();
            if (TypeOf(frame) == "message" && frame.GetProperty("content").GetString() == "from the hub") break;
        }
    }

    [Fact]
    public async Task Messages_are_taken_back_and_reacted_to_and_resuming_gives_the_present_state()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var sessionId = await one.Direct(other);
        await using var hub = await one.Connect();
        await hub.Join(sessionId);
        using var plain = await Plain.Connect(_front, other, sessionId);
        await plain.Next();
        await plain.Send(new { type = "user_message", message = "taken back" });
        await hub.TakeMessage("taken back");
        await hub.Say(sessionId, "liked");
        await plain.Send(new { type = "react", seq = 2, emoji = "👍", on = true });
        var reaction = await plain.Next("reaction");
        reaction.GetProperty("seq").GetInt64().Should().Be(2);
        reaction.GetProperty("reactions")[0].GetProperty("user_ids")[0].GetString().Should().Be(other.Id);
        (await hub.Take("reaction")).GetProperty("reactions")[0].GetProperty("emoji").GetString().Should().Be("👍");
        await plain.Send(new { type = "recall", seq = 1 });
        (await plain.Next("recalled")).GetProperty("seq").GetInt64().Should().Be(1);
        await hub.Take("recalled");
        await plain.Send(new { type = "recall", seq = 2 });
        (await plain.Next("error")).GetProperty("error_code").GetString().Should().Be("FORBIDDEN");
        await plain.Send(new { type = "react", seq = 1, emoji = "👍", on = true });
        (await plain.Next("error")).GetProperty("error_code").GetString().Should().Be("CONFLICT");
        await plain.Send(new { type = "react", seq = 2, emoji = "no emoji", on = true });
        (await plain.Next("error")).GetProperty("error_code").GetString().Should().Be("INVALID");

        await plain.Send(new { type = "resume", after_seq = 0 });
        var gone = await plain.Next("message");
        gone.GetProperty("content").GetString().Should().BeEmpty();
        gone.GetProperty("recalled").GetBoolean().Should().BeTrue();
        (await plain.Next("message")).GetProperty("reactions").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_wish_for_a_person_is_taken_back_by_either_kind_of_socket()
    {
        var (visitor, agent) = (await _front.Visitor(), await _front.Demo("m1"));
        var sessionId = await visitor.Support("m1");
        await using var desk = await agent.Connect();
        await desk.Invoke("SetStatus", "online");
        await using var hub = await visitor.Connect();
        await hub.Join(sessionId);
        using var plain = await Plain.Connect(_front, visitor, sessionId);

        await hub.Invoke("RequestHuman", sessionId);
        await desk.Take("offer", e => e.GetProperty("sessionId").GetGuid() == sessionId);
        await plain.Send(new { type = "cancel_request" });
        await hub.Take("status", e => e.GetProperty("status").GetString() == "open");
        (await desk.Take("offer_withdrawn", e => e.GetProperty("sessionId").GetGuid() == sessionId)).GetProperty("reason").GetString().Should().Be("closed");

        await hub.Invoke("RequestHuman", sessionId);
        await hub.Take("status", e => e.GetProperty("status").GetString() == "waiting");
        await hub.Invoke("CancelRequest", sessionId);
        await hub.Take("status", e => e.GetProperty("status").GetString() == "open");
        await hub.Invoke("Close", sessionId);
        await plain.Send(new { type = "cancel_request" });
        (await plain.Next("error")).GetProperty("error_code").GetString().Should().Be("CLOSED");
    }

    private static string? TypeOf(JsonElement frame) => frame.GetProperty("type").GetString();
}
