using System.Net;
using System.Text.Json;
using LiveChat.Tests;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Realtime;

/// <summary>Groups over the wire: what members see, and that who is not one any more hears nothing.</summary>
public class GroupTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task A_group_of_three_from_its_making_to_a_removal()
    {
        var (buyer, merchant, other) = (await _front.Demo("b1"), await _front.Demo("m1"), await _front.Demo("m2"));
        await using var mine = await buyer.Connect();
        await using var theirs = await merchant.Connect();
        await using var late = await other.Connect();

        var id = await Make(buyer, "普洱茶", "m1");
        var listed = (await theirs.Take("session", e => Of(e, id))).GetProperty("session");
        listed.GetProperty("kind").GetString().Should().Be("group");
        await mine.Join(id);
        await theirs.Join(id);
        await mine.Say(id, "各位好");
        await theirs.TakeMessage("各位好");

        var invited = await buyer.Ask(HttpMethod.Post, $"/api/chat/session/{id}/participants", new { userIds = new[] { "m2" } });
        invited.GetProperty("memberCount").GetInt32().Should().Be(3);
        await late.Take("session", e => Of(e, id));
        var joined = (await theirs.Take("message", e => IsEvent(e, "joined"))).GetProperty("message").GetProperty("event").GetProperty("args");
        joined.GetProperty("userId").GetString().Should().Be("m2");
        var history = await late.Join(id);
        history.GetProperty("messages")[0].GetProperty("content").GetString().Should().Be("各位好", "who is invited reads what was said");

        await theirs.Invoke("Typing", id, true);
        (await late.Take("typing", e => e.GetProperty("sessionId").GetGuid() == id)).GetProperty("userId").GetString().Should().Be("m1");
        await theirs.Invoke("MarkRead", id, 1);
        (await mine.Take("read", e => e.GetProperty("sessionId").GetGuid() == id && e.GetProperty("userId").GetString() == "m1")).GetProperty("seq").GetInt64().Should().Be(1);
        var receipts = await buyer.Ask(HttpMethod.Get, $"/api/chat/session/{id}/receipts?seq=1");
        (receipts.GetProperty("readBy").GetInt32(), receipts.GetProperty("total").GetInt32()).Should().Be((1, 1), "who came later does not count");
        receipts.GetProperty("users")[0].GetProperty("userId").GetString().Should().Be("m1");

        var promoted = await buyer.Ask(HttpMethod.Put, $"/api/chat/session/{id}/participants/m1", new { role = "admin" });
        promoted.GetProperty("members").EnumerateArray().Single(m => m.GetProperty("userId").GetString() == "m1").GetProperty("groupRole").GetString().Should().Be("admin");

        await merchant.Ask(HttpMethod.Delete, $"/api/chat/session/{id}/participants/m2");
        (await late.Take("left", e => e.GetProperty("sessionId").GetGuid() == id)).GetProperty("reason").GetString().Should().Be("removed");
        await mine.Say(id, "只有我們了");
        await theirs.TakeMessage("只有我們了");
        late.Events.Should().NotContain(e => e.ToString().Contains("只有我們了", StringComparison.Ordinal), "who was removed hears no more");
        (await Refused(() => late.Say(id, "還在？"))).Should().Be("NOT_FOUND");
        (await Refused(() => late.Join(id))).Should().Be("NOT_FOUND");
        using var read = await other.Send(HttpMethod.Get, $"/api/chat/session/{id}/history");
        read.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_leaves_is_told_and_the_group_goes_on()
    {
        var (buyer, merchant) = (await _front.Demo("b2"), await _front.Demo("m3"));
        await using var mine = await buyer.Connect();
        await using var theirs = await merchant.Connect();
        var id = await Make(buyer, null, "m3", "m1");
        await mine.Join(id);
        await theirs.Join(id);

        await buyer.Ask(HttpMethod.Delete, $"/api/chat/session/{id}/participants/b2");

        (await mine.Take("left", e => e.GetProperty("sessionId").GetGuid() == id)).GetProperty("reason").GetString().Should().Be("left");
        var heir = (await theirs.Take("message", e => IsEvent(e, "role_changed"))).GetProperty("message").GetProperty("event").GetProperty("args");
        heir.GetProperty("role").GetString().Should().Be("owner");
        var list = await buyer.Ask(HttpMethod.Get, "/api/chat/sessions");
        list.GetProperty("sessions").EnumerateArray().Select(s => s.GetProperty("sessionId").GetGuid()).Should().NotContain(id);
        await theirs.Say(id, "再見");
        await theirs.TakeMessage("再見");
        mine.Events.Should().NotContain(e => e.ToString().Contains("再見", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_newcomers_presence_is_seen()
    {
        var (owner, member, newcomer) = (await _front.Demo("b1"), await _front.Demo("m2"), await _front.Demo("m3"));
        var id = await Make(owner, null, "m2");
        await using var mine = await owner.Connect();
        await mine.Join(id);
        await mine.Take("presence", e => e.GetProperty("userId").GetString() == "m2");

        await owner.Ask(HttpMethod.Post, $"/api/chat/session/{id}/participants", new { userIds = new[] { "m3" } });
        await mine.Take("presence", e => e.GetProperty("userId").GetString() == "m3");
        await using var theirs = await newcomer.Connect();
        await theirs.Invoke("SetStatus", "online");

        await mine.Take("presence", e => e.GetProperty("userId").GetString() == "m3" && e.GetProperty("status").GetString() == "online");
    }

    [Theory]
    [InlineData("""{"kind":"group"}""", 400)]
    [InlineData("""{"kind":"group","participants":[]}""", 400)]
    [InlineData("""{"kind":"group","participants":["b1"]}""", 400)]
    [InlineData("""{"kind":"group","participants":[null]}""", 400)]
    [InlineData("""{"kind":"group","participants":["m1 or 1=1"]}""", 400)]
    [InlineData("""{"kind":"group","participants":["m1","nobody"]}""", 404)]
    [InlineData("""{"kind":"group","participants":["m1","a1"]}""", 404)]
    [InlineData("""{"kind":"support","deskId":"m1","participants":["m1"]}""", 400)]
    public async Task What_is_no_group_is_refused(string body, int status)
    {
        var buyer = await _front.Demo("b1");
        using var response = await buyer.Send(HttpMethod.Post, "/api/chat/session/create", JsonDocument.Parse(body).RootElement);
        ((int)response.StatusCode).Should().Be(status);
    }

    [Fact]
    public async Task Members_and_strangers_are_kept_apart_by_role()
    {
        var (buyer, merchant) = (await _front.Demo("b1"), await _front.Demo("m1"));
        var id = await Make(buyer, null, "m1");
        var path = $"/api/chat/session/{id}/participants";
        (await Status(merchant, HttpMethod.Post, path, new { userIds = new[] { "m2" } })).Should().Be(403);
        (await Status(merchant, HttpMethod.Delete, path + "/b1", null)).Should().Be(403);
        (await Status(merchant, HttpMethod.Put, path + "/m1", new { role = "owner" })).Should().Be(403);
        (await Status(buyer, HttpMethod.Put, path + "/m1", new { role = "king" })).Should().Be(400);
        (await Status(buyer, HttpMethod.Put, path + "/m1", new { })).Should().Be(400);
        (await Status(buyer, HttpMethod.Put, path + "/b1", new { role = "member" })).Should().Be(409);
        (await Status(buyer, HttpMethod.Delete, path + "/nobody", null)).Should().Be(404);
        (await Status(buyer, HttpMethod.Get, $"/api/chat/session/{id}/receipts", null)).Should().Be(400);
        (await Status(buyer, HttpMethod.Get, $"/api/chat/session/{id}/receipts?seq=9", null)).Should().Be(400);
        var page = await buyer.Ask(HttpMethod.Get, path + "?limit=1");
        page.GetProperty("next").GetString().Should().Be(page.GetProperty("members")[0].GetProperty("userId").GetString());
    }

    [Fact]
    public async Task People_are_found_by_those_who_may()
    {
        (await Found(await _front.Visitor(), "")).Should().BeEmpty();
        (await Found(await _front.Demo("b1"), "")).Should().Contain(["m1", "m2", "m3", "p1"]).And.NotContain(["b1", "a1"]);
        (await Found(await _front.Demo("b1"), "?q=保和")).Should().Equal("m1");
        (await Status(await _front.Demo("b1"), HttpMethod.Get, "/api/users?limit=51", null)).Should().Be(400);

        var visitor = await _front.Visitor("小華");
        (await Found(await _front.Demo("m3"), "?q=小華")).Should().BeEmpty("they have not met");
        await using var chat = await visitor.Connect();
        var id = await visitor.Support("m3");
        await chat.Say(id, "你好");
        (await Found(await _front.Demo("m3"), "?q=小華")).Should().Equal(visitor.Id);

        var customers = await (await _front.Demo("m3")).AskUntil("/api/desks/m3/customers", page => Listed(page).Any());
        var customer = Listed(customers).Single();
        customer.GetProperty("lastSession").GetProperty("sessionId").GetGuid().Should().Be(id);
        customer.GetProperty("who").GetProperty("presence").GetString().Should().Be("online");
        (await Status(await _front.Demo("m1"), HttpMethod.Get, "/api/desks/m3/customers", null)).Should().Be(403);
        (await Status(await _front.Demo("m3"), HttpMethod.Get, "/api/desks/nowhere/customers", null)).Should().Be(404);
        (await Status(await _front.Demo("m3"), HttpMethod.Get, "/api/desks/m3/customers?next=x", null)).Should().Be(400);

        IEnumerable<JsonElement> Listed(JsonElement page) =>
            page.GetProperty("customers").EnumerateArray().Where(c => c.GetProperty("who").GetProperty("id").GetString() == visitor.Id);
    }

    private static async Task<Guid> Make(Person owner, string? title, params string[] participants) =>
        (await owner.Ask(HttpMethod.Post, "/api/chat/session/create", new { kind = "group", title, participants })).GetProperty("sessionId").GetGuid();

    private static bool Of(JsonElement e, Guid id) => e.GetProperty("session").GetProperty("sessionId").GetGuid() == id;

    private static bool IsEvent(JsonElement e, string name) =>
        e.GetProperty("message").TryGetProperty("event", out var happened) && happened.GetProperty("name").GetString() == name;

    private static async Task<string> Refused(Func<Task> act) => (await act.Should().ThrowAsync<HubRefusal>()).Which.Code;

    private static async Task<int> Status(Person person, HttpMethod method, string path, object? body)
    {
        using var response = await person.Send(method, path, body);
        return (int)response.StatusCode;
    }

    private static async Task<IEnumerable<string>> Found(Person person, string query) =>
        (await person.Ask(HttpMethod.Get, "/api/users" + query)).GetProperty("users").EnumerateArray().Select(user => user.GetProperty("id").GetString()!);
}
