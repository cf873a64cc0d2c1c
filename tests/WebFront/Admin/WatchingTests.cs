using System.Net;
using LiveChat.Tests;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Admin;

/// <summary>Admins look on: they see everything, are seen by nobody, change nothing, and it stands in the trail.</summary>
public class WatchingTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task An_admin_watches_live_unseen_and_cannot_speak()
    {
        var (visitor, admin) = (await _front.Visitor("小華"), await _front.Demo("a1"));
        var session = await visitor.Direct(await _front.Demo("b1"));
        await using var chat = await visitor.Connect();
        await chat.Join(session);
        await using var watcher = await admin.Connect();
        var joined = await watcher.Invoke("Watch", session, null);
        joined.GetProperty("session").GetProperty("members").EnumerateArray().Select(m => m.GetProperty("userId").GetString()).Should().NotContain("a1");

        await chat.Say(session, "這是私下的");
        await watcher.TakeMessage("這是私下的");
        foreach (var (method, arguments) in new (string, object?[])[]
        {
            ("Send", [new { sessionId = session, clientMessageId = "x", content = "x" }]), ("Typing", [session, true]), ("MarkRead", [session, 1]),
            ("Note", [session, "x", null]), ("Recall", [session, 1]), ("Close", [session, new { }]), ("Accept", [session]), ("RequestHuman", [session, new { }]),
        })
        {
            var refused = await FluentActions.Awaiting(() => watcher.Invoke(method, arguments)).Should().ThrowAsync<HubRefusal>(method);
            refused.Which.Code.Should().Be("FORBIDDEN", method);
        }

        await chat.Say(session, "之後");
        await chat.TakeMessage("之後");
        chat.Events.Should().NotContain(e => e.ToString().Contains("\"a1\"", StringComparison.Ordinal) || e.ToString().Contains("管理员", StringComparison.Ordinal), "nothing tells of who looks on");
        (await visitor.Ask(HttpMethod.Get, $"/api/chat/session/{session}")).GetProperty("members").GetArrayLength().Should().Be(2);

        var trail = await admin.Ask(HttpMethod.Get, $"/api/admin/audit?action=session.watched&target={session}");
        var entry = trail.GetProperty("entries").EnumerateArray().Single();
        entry.GetProperty("actorId").GetString().Should().Be("a1");
        entry.ToString().Should().NotContain("私下");
    }

    [Fact]
    public async Task Sessions_are_listed_for_admins_page_by_page_and_narrowed()
    {
        var (visitor, admin) = (await _front.Visitor("細心的 100%"), await _front.Demo("a1"));
        var ids = new List<Guid>();
        for (var count = 0; count < 3; count++) ids.Insert(0, await visitor.Support("m3"));
        var first = await admin.Ask(HttpMethod.Get, "/api/admin/sessions?deskId=m3&kind=support&status=open&limit=2");
        var rest = await admin.Ask(HttpMethod.Get, $"/api/admin/sessions?deskId=m3&limit=2&after={first.GetProperty("next").GetString()}");
        Ids(first).Concat(Ids(rest)).Should().Equal(ids);
        Ids(await admin.Ask(HttpMethod.Get, "/api/admin/sessions?q=100%25")).Should().Equal(ids);
        Ids(await admin.Ask(HttpMethod.Get, "/api/admin/sessions?deskId=m3&status=waiting")).Should().BeEmpty();

        foreach (var query in new[] { "limit=0", "limit=101", "after=x", "status=odd", "kind=odd", $"q={new string('x', 81)}", "deskId=a%20b" })
        {
            using var response = await admin.Send(HttpMethod.Get, "/api/admin/sessions?" + query);
            response.IsSuccessStatusCode.Should().BeFalse(query);
            ((int)response.StatusCode).Should().BeLessThan(500, query);
        }

        static IEnumerable<Guid> Ids(System.Text.Json.JsonElement page) => page.GetProperty("sessions").EnumerateArray().Select(s => s.GetProperty("sessionId").GetGuid());
    }

    [Fact]
    public async Task The_trail_is_a_file_that_no_spreadsheet_runs()
    {
        var admin = await _front.Demo("a1");
        await admin.Ask(HttpMethod.Post, "/api/admin/desks", new { deskId = "formula", name = "=HYPERLINK(\"//evil\")" });
        using var response = await admin.Send(HttpMethod.Get, "/api/admin/audit.csv?target=formula");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        response.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        var rows = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows.Should().HaveCount(2);
        rows[1].Should().Contain("\"desk.created\",\"formula\",\"name: =HYPERLINK(\"\"//evil\"\")\"");
        (await admin.Ask(HttpMethod.Get, "/api/admin/audit?action=audit.exported")).GetProperty("entries").GetArrayLength().Should().BeGreaterThan(0);
    }
}
