using System.Net;
using System.Text.Json;
using LiveChat.Exports;
using LiveChat.WebFront.Tests.Fronts;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.WebFront.Tests.Exports;

/// <summary>Exports over HTTP: made in the background, whole, for their owner alone.</summary>
public class ExportTests(ExportTests.OpenFront shared) : IClassFixture<ExportTests.OpenFront>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunningFront _front = shared.Front;

    public sealed class OpenFront() : SharedFront("--RateLimits:Enabled", "false");

    [Theory]
    [InlineData("json", "application/json")]
    [InlineData("csv", "text/csv")]
    [InlineData("html", "text/html")]
    public async Task A_conversation_comes_whole_in_each_format(string format, string type)
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var session = await one.Direct(other);
        await using (var chat = await one.Connect())
        {
            await chat.Join(session);
            for (var count = 1; count <= 230; count++) await chat.Say(session, $"=1+{count} <b>訂單</b>");
        }
        var done = await Done(one, await Begin(one, new { sessionId = session, format, locale = "zh-Hant", zone = "Asia/Taipei" }));
        done.GetProperty("written").GetInt64().Should().Be(230);
        done.GetProperty("total").GetInt64().Should().Be(230);

        using var file = await one.Send(HttpMethod.Get, $"/api/exports/{Id(done)}/file");
        file.Content.Headers.ContentType!.MediaType.Should().Be(type);
        file.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        file.Content.Headers.ContentDisposition.FileName.Should().Contain($"{session}.{format}");
        file.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("sandbox");
        var text = await file.Content.ReadAsStringAsync();
        file.Content.Headers.ContentLength.Should().Be(done.GetProperty("size").GetInt64());
        if (format == "json")
        {
            using var json = JsonDocument.Parse(text);
            json.RootElement.GetProperty("sessions")[0].GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("seq").GetInt64()).Should().Equal(Enumerable.Range(1, 230).Select(seq => (long)seq));
        }
        if (format == "csv") text.Should().Contain("\"'=1+230 <b>訂單</b>\"").And.NotContain(",\"=1+");
        if (format == "html") text.Should().Contain("=1&#x2B;230 &lt;b&gt;訂單").And.NotContain("<b>訂單").And.Contain("Asia/Taipei");
    }

    [Fact]
    public async Task Ones_own_data_is_all_that_one_may_read_and_nothing_else()
    {
        var (me, friend, stranger) = (await _front.Visitor("我"), await _front.Visitor(), await _front.Visitor());
        await Say(me, await me.Direct(friend), "between us");
        await Say(me, await me.Support("m3"), "to the desk");
        await Say(friend, await friend.Direct(stranger), "not for me");
        var done = await Done(me, await Begin(me, new { }));
        done.GetProperty("userId").GetString().Should().Be(me.Id);
        using var file = await me.Send(HttpMethod.Get, $"/api/exports/{Id(done)}/file");
        using var json = JsonDocument.Parse(await file.Content.ReadAsStringAsync());
        json.RootElement.GetProperty("user").GetProperty("id").GetString().Should().Be(me.Id);
        json.RootElement.GetProperty("sessions").GetArrayLength().Should().Be(2);
        json.RootElement.ToString().Should().Contain("between us").And.Contain("to the desk").And.NotContain("not for me");
    }

    [Fact]
    public async Task Ones_own_data_holds_ones_tickets_and_ratings_and_nothing_of_the_staff()
    {
        var (customer, agent) = (await _front.Visitor("小明"), await _front.Demo("m3"));
        var session = await customer.Support("m3");
        await Say(customer, session, "茶壺破了");
        await using (var chat = await agent.Connect())
        {
            await chat.Invoke("Accept", session);
            await chat.Invoke("Close", session, new { });
        }
        await using (var chat = await customer.Connect()) await chat.Invoke("Rate", session, new { score = 4, comment = "=quick" });
        var id = (await customer.Ask(HttpMethod.Post, "/api/tickets", new { deskId = "m3", subject = "Broken <pot>", description = "All in pieces" })).GetProperty("ticketId").GetGuid();
        await agent.Ask(HttpMethod.Post, $"/api/tickets/{id}/comments", new { content = "A new one is on its way" });
        await agent.Ask(HttpMethod.Post, $"/api/tickets/{id}/comments", new { content = "Ask the store first", @internal = true });
        await (await _front.Visitor()).Ask(HttpMethod.Post, "/api/tickets", new { deskId = "m3", subject = "Somebody else's" });

        var files = new Dictionary<string, string>();
        foreach (var format in new[] { "json", "csv", "html" })
        {
            using var file = await customer.Send(HttpMethod.Get, $"/api/exports/{Id(await Done(customer, await Begin(customer, new { format, locale = "zh-Hant" })))}/file");
            files[format] = await file.Content.ReadAsStringAsync();
            files[format].Should().Contain("A new one is on its way").And.Contain("All in pieces").And.NotContain("Ask the store first").And.NotContain("Somebody else");
        }
        using var json = JsonDocument.Parse(files["json"]);
        var ticket = json.RootElement.GetProperty("tickets").EnumerateArray().Single();
        ticket.GetProperty("ticketId").GetGuid().Should().Be(id);
        ticket.GetProperty("history")[0].GetProperty("kind").GetString().Should().Be("opened");
        json.RootElement.GetProperty("sessions")[0].GetProperty("session").GetProperty("rating").GetProperty("score").GetInt32().Should().Be(4);
        files["csv"].Should().Contain("'=quick").And.Contain("ticket_entry").And.Contain("Broken <pot>");
        files["html"].Should().Contain("Broken &lt;pot&gt;").And.Contain("待處理").And.NotContain("Broken <pot>");
    }

    [Fact]
    public async Task Nobody_but_its_owner_sees_an_export()
    {
        var (owner, other, admin) = (await _front.Visitor(), await _front.Visitor(), await _front.Demo("a1"));
        var session = await owner.Direct(other);
        await Say(owner, session, "ours");
        var id = Id(await Done(owner, await Begin(owner, new { sessionId = session })));
        foreach (var person in new[] { other, admin, await _front.Demo("p1") })
        {
            foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/file"), (HttpMethod.Delete, "") })
            {
                using var refused = await person.Send(method, $"/api/exports/{id}{path}");
                refused.StatusCode.Should().Be(HttpStatusCode.NotFound, "{0} tried {1} {2}", person.Id, method, path);
            }
            (await person.Ask(HttpMethod.Get, "/api/exports")).GetProperty("exports").EnumerateArray().Select(Id).Should().NotContain(id);
        }
        (await owner.Ask(HttpMethod.Get, "/api/exports")).GetProperty("exports").EnumerateArray().Select(Id).Should().Equal(id);
        using (var removed = await owner.Send(HttpMethod.Delete, $"/api/exports/{id}")) removed.StatusCode.Should().Be(HttpStatusCode.NoContent);
        using var gone = await owner.Send(HttpMethod.Get, $"/api/exports/{id}/file");
        gone.StatusCode.Should().Be(HttpStatusCode.NotFound);
        Directory.Exists(Path.Combine(_front.Data, "files", "exports")).Should().BeTrue();
    }

    [Fact]
    public async Task Anothers_data_and_conversations_are_refused_and_an_admins_export_stands_in_the_trail()
    {
        var (victim, curious, admin) = (await _front.Visitor(), await _front.Visitor(), await _front.Demo("a1"));
        var session = await victim.Direct(await _front.Visitor());
        await Say(victim, session, "private");
        foreach (var (person, body, status) in new (Person, object, HttpStatusCode)[]
        {
            (curious, new { sessionId = session }, HttpStatusCode.NotFound),
            (curious, new { userId = victim.Id }, HttpStatusCode.Forbidden),
            (await _front.Demo("p1"), new { userId = victim.Id }, HttpStatusCode.Forbidden),
            (admin, new { userId = "nobody" }, HttpStatusCode.NotFound),
            (admin, new { userId = victim.Id, sessionId = session }, HttpStatusCode.BadRequest),
            (curious, new { format = "exe" }, HttpStatusCode.BadRequest),
            (curious, new { locale = "xx" }, HttpStatusCode.BadRequest),
            (curious, new { zone = "../etc" }, HttpStatusCode.BadRequest),
        })
        {
            using var refused = await person.Send(HttpMethod.Post, "/api/exports", body);
            refused.StatusCode.Should().Be(status, "{0} asked for {1}", person.Id, body);
        }
        await Done(admin, await Begin(admin, new { userId = victim.Id }));
        var trail = await admin.Ask(HttpMethod.Get, $"/api/admin/audit?action=data.exported&target={victim.Id}");
        trail.GetProperty("entries").EnumerateArray().Single().GetProperty("actorId").GetString().Should().Be("a1");
    }

    [Fact]
    public async Task Of_a_front_that_died_another_begins_anew_and_what_breaks_off_each_time_has_failed()
    {
        var owner = await _front.Visitor();
        var grains = _front.Services.GetRequiredService<IGrainFactory>();
        var queue = grains.GetGrain<IExportQueue>(IExportQueue.All);
        var store = _front.Services.GetRequiredService<IExportStore>();
        var begun = await grains.GetGrain<IExports>(owner.Id).Begin(new(owner.Id, "x", UserRole.Visitor, []), new(null, null, ExportFormat.Json, "en", "UTC"));
        var id = begun.Value!.ExportId;
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var job = await queue.Take("a dead front");
            if (job is null) return; // The front's own runner was quicker: then it is done, which the other tests show.
            job.Export.ExportId.Should().Be(id);
            (await queue.Take("another")).Should().BeNull("its lease holds");
            (await queue.Renew(id, "another", 1, 1)).Should().BeFalse();
            (await queue.Renew(id, "a dead front", 1, 2)).Should().BeTrue();
            var stored = (await store.Find(id, default))!;
            (await store.Save(stored with { LeaseUntil = DateTimeOffset.UnixEpoch }, default)).Should().BeTrue();
            (await store.Save(stored with { LeaseUntil = DateTimeOffset.UnixEpoch }, default)).Should().BeFalse("it has changed since");
        }
        (await queue.Take("another")).Should().BeNull();
        var failed = await owner.Ask(HttpMethod.Get, $"/api/exports/{id}");
        failed.GetProperty("status").GetString().Should().Be("failed");
        failed.GetProperty("failure").GetString().Should().Contain("3 times");
        using var none = await owner.Send(HttpMethod.Get, $"/api/exports/{id}/file");
        none.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_has_expired_is_not_given_and_is_swept_with_its_bytes()
    {
        var owner = await _front.Visitor();
        var id = Id(await Done(owner, await Begin(owner, new { })));
        var store = _front.Services.GetRequiredService<IExportStore>();
        var stored = (await store.Find(id, default))!;
        var path = Path.Combine(_front.Data, "files", stored.Place!);
        File.Exists(path).Should().BeTrue();
        await store.Save(stored with { Export = stored.Export with { ExpiresAt = DateTimeOffset.UnixEpoch } }, default);
        using (var gone = await owner.Send(HttpMethod.Get, $"/api/exports/{id}/file")) gone.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await _front.Services.GetRequiredService<IGrainFactory>().GetGrain<IExportQueue>(IExportQueue.All).Sweep()).Should().Be(1);
        File.Exists(path).Should().BeFalse();
        (await store.Find(id, default)).Should().BeNull();
    }

    private static Guid Id(JsonElement export) => export.GetProperty("exportId").GetGuid();

    private static async Task Say(Person person, Guid session, string text)
    {
        await using var chat = await person.Connect();
        await chat.Join(session);
        await chat.Say(session, text);
    }

    private static Task<JsonElement> Begin(Person person, object body) => person.Ask(HttpMethod.Post, "/api/exports", body);

    private static async Task<JsonElement> Done(Person person, JsonElement begun)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var export = await person.Ask(HttpMethod.Get, $"/api/exports/{Id(begun)}");
            export.GetProperty("status").GetString().Should().NotBe("failed", export.ToString());
            if (export.GetProperty("status").GetString() == "done") return export;
            await again.WaitForNextTickAsync(patience.Token);
        }
    }
}
