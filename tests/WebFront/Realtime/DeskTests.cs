using System.Net;
using LiveChat.Tests;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Realtime;

/// <summary>The desk over the wire: its lists, what stands offered, who looks, what is said often.</summary>
public class DeskTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task An_offer_that_stands_is_in_the_snapshot_of_who_comes_back_and_changes_follow_its_revision()
    {
        var (visitor, agent) = (await _front.Visitor("小明"), await _front.Demo("m3"));
        var sessionId = await visitor.Support("m3");
        await using var chat = await visitor.Connect();
        await chat.Join(sessionId);
        await chat.Say(sessionId, "茶壺破了");
        await using (var before = await agent.Connect())
        {
            await before.Invoke("SetStatus", "online");
            await chat.Invoke("RequestHuman", sessionId, new { reason = "想找真人" });
            var first = await before.Take("offer", e => e.GetProperty("sessionId").GetGuid() == sessionId);

            // As a reload does: another connection, though the first has not gone yet.
            await using var again = await agent.Connect();
            var desk = await again.Invoke("WatchDesk", "m3");
            var offer = desk.GetProperty("offers").EnumerateArray().Single(o => o.GetProperty("sessionId").GetGuid() == sessionId);
            offer.GetProperty("expiresAt").GetDateTimeOffset().Should().Be(first.GetProperty("expiresAt").GetDateTimeOffset());
            var waiting = desk.GetProperty("waiting").EnumerateArray().Single(w => w.GetProperty("sessionId").GetGuid() == sessionId);
            waiting.GetProperty("language").GetString().Should().StartWith("zh");

            await again.Invoke("Accept", sessionId);
            var gone = await again.Take("desk", e => e.GetProperty("gone").EnumerateArray().Any(id => id.GetGuid() == sessionId));
            gone.GetProperty("revision").GetInt64().Should().BeGreaterThan(desk.GetProperty("revision").GetInt64());
            var row = (await again.Take("desk_session", e => e.GetProperty("session").GetProperty("status").GetString() == "assigned")).GetProperty("session");
            row.GetProperty("customerName").GetString().Should().Be("小明");
            row.EnumerateObject().Select(p => p.Name).Should().NotContain(["lastNoteSeq", "controlEpoch", "directKey"]);
        }
    }

    [Fact]
    public async Task The_desks_list_holds_what_goes_on_and_what_a_customer_asked_before()
    {
        var (visitor, agent) = (await _front.Visitor(), await _front.Demo("m2"));
        var (first, second) = (await visitor.Support("m2"), await visitor.Support("m2"));
        await using var chat = await visitor.Connect();
        foreach (var sessionId in new[] { first, second })
        {
            await chat.Join(sessionId);
            await chat.Say(sessionId, $"about {sessionId}");
        }
        await chat.Invoke("Close", first);

        var now = await agent.Ask(HttpMethod.Get, "/api/desks/m2/sessions");
        Ids(now).Should().Contain(second).And.NotContain(first);
        Ids(await agent.Ask(HttpMethod.Get, "/api/desks/m2/sessions?closed=true")).Should().Contain(first);
        Ids(await agent.Ask(HttpMethod.Get, $"/api/desks/m2/sessions?customerId={visitor.Id}")).Should().Equal(second, first);
        var page = await agent.Ask(HttpMethod.Get, $"/api/desks/m2/sessions?customerId={visitor.Id}&limit=1");
        Ids(await agent.Ask(HttpMethod.Get, $"/api/desks/m2/sessions?customerId={visitor.Id}&limit=1&next={page.GetProperty("next").GetString()}")).Should().Equal(first);

        using var neighbour = await (await _front.Demo("m1")).Send(HttpMethod.Get, "/api/desks/m2/sessions");
        neighbour.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        using var bad = await agent.Send(HttpMethod.Get, "/api/desks/m2/sessions?next=x");
        bad.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var behind = await agent.Send(HttpMethod.Get, $"/api/desks/m2/queue?after={Guid.CreateVersion7()}");
        behind.StatusCode.Should().Be(HttpStatusCode.NotFound);
        var summary = await agent.Ask(HttpMethod.Get, $"/api/chat/session/{second}/summary");
        summary.GetProperty("text").GetString().Should().Contain("about");
    }

    [Fact]
    public async Task An_agent_takes_over_from_the_assistant_and_colleagues_see_who_looks()
    {
        var (visitor, agent, admin) = (await _front.Visitor(), await _front.Demo("p1"), await _front.Demo("a1"));
        var sessionId = await visitor.Support();
        await using var chat = await visitor.Connect();
        await chat.Join(sessionId);
        await chat.Say(sessionId, "怎麼退貨？");
        await using var supervisor = await admin.Connect();
        await supervisor.Invoke("Watch", sessionId, null);
        await using var desk = await agent.Connect();
        await desk.Join(sessionId);

        (await desk.Invoke("Viewing", sessionId, true)).GetProperty("viewers").GetArrayLength().Should().Be(0);
        (await supervisor.Take("viewing")).GetProperty("userId").GetString().Should().Be("p1");
        (await supervisor.Invoke("Viewing", sessionId, true, true)).GetProperty("viewers")[0].GetProperty("userId").GetString().Should().Be("p1");
        (await desk.Take("viewing")).GetProperty("isTyping").GetBoolean().Should().BeTrue();

        var joined = await desk.Invoke("Accept", sessionId);
        joined.GetProperty("session").GetProperty("control").GetString().Should().Be("agent");
        var taken = joined.GetProperty("lastSeq").GetInt64();
        await desk.Say(sessionId, "我來接手");
        await chat.TakeMessage("我來接手");
        var history = await visitor.Ask(HttpMethod.Get, $"/api/chat/session/{sessionId}/history?afterSeq={taken}");
        history.GetProperty("messages").EnumerateArray().Should().NotContain(m => m.GetProperty("type").GetString() == "ai");
        chat.Events.Should().NotContain(e => e.GetProperty("type").GetString() == "viewing", "who looks is for the staff");
    }

    [Fact]
    public async Task Quick_replies_are_an_agents_own_or_a_desks()
    {
        var (agent, admin, other) = (await _front.Demo("m1"), await _front.Demo("a1"), await _front.Demo("m2"));
        var own = await agent.Ask(HttpMethod.Post, "/api/quick-replies", new { shortcut = "Hi", content = "您好 {name}" });
        own.GetProperty("shortcut").GetString().Should().Be("hi");
        var desks = await admin.Ask(HttpMethod.Post, "/api/quick-replies", new { deskId = "m1", shortcut = "hours", content = "9–18" });
        var id = own.GetProperty("id").GetGuid();

        await Refuses(agent, HttpMethod.Post, "/api/quick-replies", new { shortcut = "hi", content = "x" }, HttpStatusCode.Conflict);
        await Refuses(agent, HttpMethod.Post, "/api/quick-replies", new { shortcut = "a b", content = "x" }, HttpStatusCode.BadRequest);
        await Refuses(agent, HttpMethod.Post, "/api/quick-replies", new { shortcut = "long", content = new string('x', 4_001) }, HttpStatusCode.RequestEntityTooLarge);
        await Refuses(agent, HttpMethod.Post, "/api/quick-replies", new { shortcut = "x" }, HttpStatusCode.BadRequest);
        await Refuses(agent, HttpMethod.Post, "/api/quick-replies", new { deskId = "m1", shortcut = "x", content = "x" }, HttpStatusCode.Forbidden);
        await Refuses(admin, HttpMethod.Post, "/api/quick-replies", new { deskId = "nowhere", shortcut = "x", content = "x" }, HttpStatusCode.NotFound);
        await Refuses(other, HttpMethod.Put, $"/api/quick-replies/{id}", new { shortcut = "mine", content = "x" }, HttpStatusCode.NotFound);
        await Refuses(agent, HttpMethod.Delete, $"/api/quick-replies/{desks.GetProperty("id").GetGuid()}", null, HttpStatusCode.Forbidden);
        await Refuses(agent, HttpMethod.Get, "/api/quick-replies?deskId=m2", null, HttpStatusCode.Forbidden);

        Shortcuts(await agent.Ask(HttpMethod.Get, "/api/quick-replies?deskId=m1")).Should().Equal("hi", "hours");
        Shortcuts(await other.Ask(HttpMethod.Get, "/api/quick-replies")).Should().BeEmpty();
        await agent.Ask(HttpMethod.Put, $"/api/quick-replies/{id}", new { shortcut = "hello", content = "x" });
        Shortcuts(await agent.Ask(HttpMethod.Get, "/api/quick-replies")).Should().Equal("hello", "hours");
        using var removed = await agent.Send(HttpMethod.Delete, $"/api/quick-replies/{id}");
        removed.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    private static async Task Refuses(Person person, HttpMethod method, string path, object? body, HttpStatusCode status)
    {
        using var response = await person.Send(method, path, body);
        response.StatusCode.Should().Be(status, "{0} {1}", method, path);
    }

    private static IEnumerable<Guid> Ids(System.Text.Json.JsonElement page) => page.GetProperty("sessions").EnumerateArray().Select(s => s.GetProperty("sessionId").GetGuid());

    private static IEnumerable<string?> Shortcuts(System.Text.Json.JsonElement list) => list.GetProperty("quickReplies").EnumerateArray().Select(r => r.GetProperty("shortcut").GetString());
}
