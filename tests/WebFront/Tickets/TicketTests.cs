using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Tickets;

/// <summary>Tickets over the wire: who may do what, the precondition, and what is pushed.</summary>
public class TicketTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task A_complaint_is_opened_assigned_resolved_reopened_and_closed()
    {
        var (customer, agent) = (await _front.Demo("b1"), await _front.Demo("m1"));
        await using var desk = await agent.Connect();
        await desk.Invoke("WatchDesk", "m1");
        await using var hub = await customer.Connect();
        var opened = await customer.Ask(HttpMethod.Post, "/api/tickets", new { deskId = "m1", subject = "茶壺破了", description = "一打開就是碎的", priority = "high" });
        var id = opened.GetProperty("ticketId").GetGuid();
        opened.GetProperty("number").GetInt64().Should().BeGreaterThan(1000);
        // The agent may hear of it twice: as who watches the desk, and as who got it.
        await desk.Take("ticket", e => e.GetProperty("ticket").GetProperty("ticketId").GetGuid() == id && e.TryGetProperty("deskId", out var deskId) && deskId.GetString() == "m1");
        await hub.Take("ticket", e => e.GetProperty("ticket").GetProperty("ticketId").GetGuid() == id);

        foreach (var (by, status) in new[] { (agent, "in_progress"), (agent, "resolved"), (customer, "pending"), (agent, "resolved"), (customer, "closed") })
            (await Change(by, id, new { status })).GetProperty("status").GetString().Should().Be(status);

        var read = await customer.Ask(HttpMethod.Get, $"/api/tickets/{id}");
        read.GetProperty("reopened").GetInt32().Should().Be(1);
        var moves = read.GetProperty("history").EnumerateArray().SelectMany(e => e.GetProperty("changes").EnumerateArray()
            .Where(c => c.GetProperty("field").GetString() == "status").Select(c => $"{e.GetProperty("byId").GetString()} {c.GetProperty("to").GetString()}"));
        moves.Should().Equal("m1 in_progress", "m1 resolved", "b1 pending", "m1 resolved", "b1 closed");
        read.GetProperty("history")[0].GetProperty("kind").GetString().Should().Be("opened");
    }

    [Fact]
    public async Task A_change_asks_for_the_revision_and_a_stale_one_is_told_what_has_changed()
    {
        var (agent, admin) = (await _front.Demo("m1"), await _front.Demo("a1"));
        var id = await Open(await _front.Demo("b1"));
        var (tag, _) = await Read(agent, id);

        await Refused(await Put(agent, id, null, new { status = "closed" }), 428, "INVALID");
        foreach (var wrong in new[] { "3", "W/\"3\"", "*", "\"\"", "\"x\"", "\"-1\"", "\"3\", \"4\"", "\"999\"" })
            await Refused(await Put(agent, id, wrong, new { status = "closed" }), 400, "INVALID");

        using var first = await Put(agent, id, tag, new { priority = "urgent", assigneeId = "" });
        first.StatusCode.Should().Be(HttpStatusCode.OK);
        first.Headers.ETag!.Tag.Should().NotBe(tag);
        await admin.Ask(HttpMethod.Post, $"/api/tickets/{id}/comments", new { content = "Let me look", @internal = true });
        var stale = await Refused(await Put(admin, id, tag, new { subject = "Mine" }), 409, "CONFLICT");
        stale.GetProperty("changed").GetProperty("priority").GetString().Should().Be("urgent");
        stale.GetProperty("changed").GetProperty("assigneeId").ValueKind.Should().Be(JsonValueKind.Null);
        stale.GetProperty("changed").GetProperty("comments").GetString().Should().Be("Let me look");
        stale.GetProperty("since")[0].GetProperty("byId").GetString().Should().Be("m1");
        using var again = await Put(admin, id, $"\"{stale.GetProperty("revision").GetInt64()}\"", new { subject = "Mine" });
        again.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Opening_and_commenting_again_are_done_once()
    {
        var customer = await _front.Demo("b1");
        var (ticketId, commentId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (first, second) = (await customer.Ask(HttpMethod.Post, "/api/tickets", new { ticketId, deskId = "m1", subject = "x" }), await customer.Ask(HttpMethod.Post, "/api/tickets", new { ticketId, deskId = "m1", subject = "y" }));
        second.GetProperty("number").GetInt64().Should().Be(first.GetProperty("number").GetInt64());
        for (var times = 0; times < 2; times++) await customer.Ask(HttpMethod.Post, $"/api/tickets/{ticketId}/comments", new { commentId, content = "hello" });
        (await Read(customer, ticketId)).Body.GetProperty("comments").GetArrayLength().Should().Be(1);
        await Refused(await (await _front.Demo("b2")).Send(HttpMethod.Post, "/api/tickets", new { ticketId, deskId = "m1", subject = "z" }), 409, "CONFLICT");
    }

    [Fact]
    public async Task Strangers_customers_and_other_desks_are_refused_alike_wherever_they_knock()
    {
        var (customer, stranger, neighbour, visitor) = (await _front.Demo("b1"), await _front.Demo("b2"), await _front.Demo("m2"), await _front.Visitor());
        var id = await Open(customer);
        foreach (var person in new[] { stranger, neighbour, visitor })
        {
            foreach (var wanted in new[] { id, Guid.CreateVersion7() })
            {
                await Refused(await person.Send(HttpMethod.Get, $"/api/tickets/{wanted}"), 404, "NOT_FOUND");
                await Refused(await Put(person, wanted, "\"1\"", new { status = "closed" }), 404, "NOT_FOUND");
                await Refused(await person.Send(HttpMethod.Post, $"/api/tickets/{wanted}/comments", new { content = "x" }), 404, "NOT_FOUND");
                await Refused(await person.Send(HttpMethod.Post, $"/api/tickets/{wanted}/sessions", new { sessionId = Guid.CreateVersion7() }), 404, "NOT_FOUND");
            }
            (await person.Ask(HttpMethod.Get, "/api/tickets")).GetProperty("tickets").EnumerateArray().Should().NotContain(t => t.GetProperty("ticketId").GetGuid() == id);
        }
        await Refused(await stranger.Send(HttpMethod.Get, "/api/tickets?customerId=b1"), 403, "FORBIDDEN");
        await Refused(await neighbour.Send(HttpMethod.Get, "/api/tickets?deskId=m1"), 403, "FORBIDDEN");
        await Refused(await stranger.Send(HttpMethod.Post, "/api/tickets", new { deskId = "m1", subject = "x", customerId = "b1" }), 403, "FORBIDDEN");

        var (tag, _) = await Read(customer, id);
        foreach (var change in new object[] { new { priority = "low" }, new { assigneeId = "m1" }, new { autoAssign = true }, new { dueAt = TimeProvider.System.GetUtcNow().AddDays(1) }, new { noDueAt = true }, new { subject = "x" }, new { topic = "x" }, new { deskId = "m2" }, new { status = "resolved" } })
            await Refused(await Put(customer, id, tag, change), 403, "FORBIDDEN");
        await Refused(await customer.Send(HttpMethod.Post, $"/api/tickets/{id}/comments", new { content = "x", @internal = true }), 403, "FORBIDDEN");
    }

    [Fact]
    public async Task What_is_not_of_the_form_is_refused_with_what_was_wrong()
    {
        var (customer, agent) = (await _front.Demo("b1"), await _front.Demo("m1"));
        foreach (var (body, status) in new (object, int)[]
        {
            (new { }, 400), (new { deskId = "m1" }, 400), (new { subject = "x" }, 400), (new { deskId = "m1", subject = " " }, 400), (new { deskId = "m1", subject = "a\nb" }, 400),
            (new { deskId = "no desk", subject = "x" }, 400), (new { deskId = "nowhere", subject = "x" }, 404), (new { deskId = "m1", subject = new string('x', 201) }, 413),
            (new { deskId = "m1", subject = "x", description = "a\0b" }, 400), (new { deskId = "m1", subject = "x", priority = "extreme" }, 400), (new { deskId = "m1", subject = "x", priority = 4 }, 400),
            (new { ticketId = Guid.Empty, deskId = "m1", subject = "x" }, 400), (new { ticketId = "x", deskId = "m1", subject = "x" }, 400),
        })
            await Refused(await customer.Send(HttpMethod.Post, "/api/tickets", body), status, status switch { 404 => "NOT_FOUND", 413 => "TOO_LONG", _ => "INVALID" });
        foreach (var query in new[] { "limit=0", "limit=101", "next=x", "next=%27", "status=done", "deskId=a%20b", "assigneeId=%00", "open=true&status=closed", $"q={new string('x', 81)}" })
        {
            using var response = await agent.Send(HttpMethod.Get, $"/api/tickets?{query}");
            ((int)response.StatusCode).Should().BeOneOf([400, 413], query);
        }
    }

    [Fact]
    public async Task Out_of_a_chat_it_keeps_the_link_and_the_chat_says_so()
    {
        var (visitor, agent) = (await _front.Visitor("小明"), await _front.Demo("m1"));
        var sessionId = await visitor.Support("m1");
        await using var chat = await visitor.Connect();
        await chat.Join(sessionId);
        await chat.Say(sessionId, "茶壺破了");
        var ticket = await agent.Ask(HttpMethod.Post, "/api/tickets", new { subject = "茶壺破了", sessionId });
        ticket.GetProperty("customerId").GetString().Should().Be(visitor.Id);
        ticket.GetProperty("customerName").GetString().Should().Be("小明");
        ticket.GetProperty("deskId").GetString().Should().Be("m1");
        ticket.GetProperty("sessionIds")[0].GetGuid().Should().Be(sessionId);
        var said = await chat.Take("message", e => e.GetProperty("message").TryGetProperty("event", out var recorded) && recorded.GetProperty("name").GetString() == "ticket");
        said.GetProperty("message").GetProperty("event").GetProperty("args").GetProperty("number").GetString().Should().Be($"{ticket.GetProperty("number").GetInt64()}");
        using var transcript = await agent.Send(HttpMethod.Get, $"/api/chat/session/{sessionId}/transcript?format=txt");
        (await transcript.Content.ReadAsStringAsync()).Should().Contain($"#{ticket.GetProperty("number").GetInt64()}");
        (await agent.Ask(HttpMethod.Get, $"/api/tickets?deskId=m1&customerId={visitor.Id}")).GetProperty("tickets").GetArrayLength().Should().Be(1);
    }

    private static async Task<Guid> Open(Person by) =>
        (await by.Ask(HttpMethod.Post, "/api/tickets", new { deskId = "m1", subject = "Broken pot" })).GetProperty("ticketId").GetGuid();

    private static async Task<(string Tag, JsonElement Body)> Read(Person by, Guid id)
    {
        using var response = await by.Send(HttpMethod.Get, $"/api/tickets/{id}");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return (response.Headers.ETag!.Tag, await RunningFront.Read(response));
    }

    private async Task<JsonElement> Change(Person by, Guid id, object change)
    {
        using var response = await Put(by, id, (await Read(by, id)).Tag, change);
        var answer = await RunningFront.Read(response);
        response.StatusCode.Should().Be(HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    private async Task<HttpResponseMessage> Put(Person by, Guid id, string? tag, object change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/tickets/{id}") { Content = JsonContent.Create(change) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", by.Token);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await _front.Http.SendAsync(request);
    }

    private static async Task<JsonElement> Refused(HttpResponseMessage response, int status, string code)
    {
        using (response)
        {
            var problem = await RunningFront.Read(response);
            ((int)response.StatusCode).Should().Be(status, problem.ToString());
            problem.GetProperty("code").GetString().Should().Be(code);
            return problem;
        }
    }
}
