using System.Net;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Admin;

/// <summary>How desks' widgets look: anybody reads it, admins write it, and a change is seen at once.</summary>
public class WidgetTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task Anybody_reads_it_and_sees_what_an_admin_changes()
    {
        using var before = await _front.Send(HttpMethod.Get, "/api/desks/platform/widget", null);
        before.StatusCode.Should().Be(HttpStatusCode.OK);
        before.Headers.CacheControl!.Public.Should().BeTrue();
        var settings = await RunningFront.Read(before);
        settings.GetProperty("greeting").GetProperty("zh-Hant").GetString().Should().NotBeEmpty();
        settings.GetProperty("agentsOnline").GetInt32().Should().Be(0);

        var admin = await _front.Demo("a1");
        await admin.Ask(HttpMethod.Put, "/api/desks/platform/widget", Body("歡迎光臨"));
        var after = await RunningFront.Read(await _front.Send(HttpMethod.Get, "/api/desks/platform/widget", null));
        after.GetProperty("greeting").GetProperty("zh-Hant").GetString().Should().Be("歡迎光臨");
        (after.GetProperty("accent").GetString(), after.GetProperty("open").GetBoolean()).Should().Be(("#336699", false));
        after.GetProperty("preChat").GetProperty("askEmail").GetBoolean().Should().BeTrue();

        var changed = await admin.Ask(HttpMethod.Get, "/api/admin/audit?action=widget&target=platform");
        changed.GetProperty("entries")[0].GetProperty("detail").GetProperty("greeting.zh-Hant").GetString().Should().Be("歡迎光臨");
    }

    [Fact]
    public async Task It_tells_how_many_agents_are_there()
    {
        await using var agent = await (await _front.Demo("m2")).Connect();
        await agent.Invoke("SetStatus", "online");
        var widget = await RunningFront.Read(await _front.Send(HttpMethod.Get, "/api/desks/m2/widget", null));
        widget.GetProperty("agentsOnline").GetInt32().Should().Be(1);
    }

    [Theory]
    [InlineData("nowhere", HttpStatusCode.NotFound)]
    [InlineData("a%20b", HttpStatusCode.BadRequest)]
    [InlineData("x';drop table desks--", HttpStatusCode.BadRequest)]
    public async Task A_desk_that_is_not_there_is_not_found(string id, HttpStatusCode status)
    {
        using var response = await _front.Send(HttpMethod.Get, $"/api/desks/{id}/widget", null);
        response.StatusCode.Should().Be(status);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Fact]
    public async Task What_would_not_do_is_refused()
    {
        var admin = await _front.Demo("a1");
        object[] bodies =
        [
            new { }, new { open = true }, Body("x", accent: "red"), Body(new string('x', 301)), Body(" "),
            new { accent = (string?)null, greeting = new { en = "only one" }, suggestions = new { }, preChat = new { enabled = false }, open = true },
        ];
        foreach (var body in bodies)
        {
            using var response = await admin.Send(HttpMethod.Put, "/api/desks/m1/widget", body);
            response.StatusCode.Should().Be(HttpStatusCode.BadRequest, body.ToString());
        }
        using var missing = await admin.Send(HttpMethod.Put, "/api/desks/nowhere/widget", Body("x"));
        missing.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static Dictionary<string, object?> Body(string greeting, string? accent = "#336699") => new()
    {
        ["accent"] = accent,
        ["greeting"] = Each(greeting),
        ["suggestions"] = Each(new[] { "?" }),
        ["preChat"] = new { enabled = true, askName = false, askEmail = true, askTopic = false },
        ["open"] = false,
    };

    private static Dictionary<string, T> Each<T>(T text) => new() { ["zh-Hant"] = text, ["zh-Hans"] = text, ["en"] = text };
}
