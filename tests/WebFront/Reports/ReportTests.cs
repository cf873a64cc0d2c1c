using System.Net;
using System.Text.Json;
using LiveChat.WebFront.Reports;
using LiveChat.WebFront.Tests.Fronts;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.WebFront.Tests.Reports;

/// <summary>Figures over HTTP: who sees which, and that they are what was said.</summary>
public class ReportTests(ReportTests.QuickFront shared) : IClassFixture<ReportTests.QuickFront>
{
    private readonly RunningFront _front = shared.Front;

    public sealed class QuickFront() : SharedFront("--Search:Interval", "00:00:00.05", "--Reports:TimeZone", "UTC", "--RateLimits:Enabled", "false");

    [Fact]
    public async Task What_is_said_comes_into_the_figures_by_itself()
    {
        var (visitor, agent, admin) = (await _front.Visitor(), await _front.Demo("m2"), await _front.Demo("a1"));
        var session = await visitor.Support("m2");
        await using (var chat = await visitor.Connect())
        await using (var desk = await agent.Connect())
        {
            await chat.Join(session);
            await desk.Invoke("Accept", session);
            await chat.Say(session, "=HYPERLINK(\"http://x\")");
            await desk.Say(session, "您好");
            await chat.Invoke("Close", session, new { });
            await chat.Invoke("Rate", session, new { score = 4 });
        }
        var report = await agent.AskUntil("/api/desks/m2/figures", figures => figures.GetProperty("total").GetProperty("ratings")[3].GetInt64() == 1);
        var total = report.GetProperty("total");
        total.GetProperty("sessions").GetInt64().Should().Be(1);
        total.GetProperty("agentMessages").GetInt64().Should().Be(1);
        total.GetProperty("handedOver").GetInt64().Should().Be(1);
        total.GetProperty("causes").GetProperty("takenOver").GetInt64().Should().Be(1);
        total.GetProperty("endings").GetProperty("byAgent").GetInt64().Should().Be(1);
        report.GetProperty("days").GetArrayLength().Should().Be(7);
        report.GetProperty("agents").EnumerateArray().Single().GetProperty("agentId").GetString().Should().Be("m2");
        report.GetProperty("timeZone").GetString().Should().Be("UTC");
        report.ToString().Should().NotContain("HYPERLINK", "figures hold nothing of what was said");

        var all = await admin.Ask(HttpMethod.Get, "/api/reports/figures");
        all.GetProperty("desks").EnumerateArray().Single(desk => desk.GetProperty("deskId").GetString() == "m2").GetProperty("figures").GetProperty("sessions").GetInt64().Should().Be(1);
        (await admin.Ask(HttpMethod.Get, "/api/desks/m2/figures")).GetProperty("total").ToString().Should().Be(total.ToString());
        foreach (var table in new[] { "days", "desks", "agents", "hours", "topics" })
        {
            using var file = await admin.Send(HttpMethod.Get, $"/api/reports/figures.csv?table={table}");
            file.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
            (await file.Content.ReadAsStringAsync()).Should().StartWith("\"").And.EndWith("\"\r\n", table);
        }
    }

    [Fact]
    public async Task A_desk_is_for_its_agents_and_each_sees_of_agents_only_himself()
    {
        var (visitor, admin) = (await _front.Visitor(), await _front.Demo("a1"));
        var session = await visitor.Support("m1");
        await using (var desk = await (await _front.Demo("m1")).Connect()) await desk.Invoke("Accept", session);
        await admin.AskUntil("/api/desks/m1/figures", figures => figures.GetProperty("agents").GetArrayLength() == 1);

        foreach (var person in new[] { visitor, await _front.Demo("b1"), await _front.Demo("m2"), await _front.Demo("p1") })
        {
            foreach (var path in new[] { "/api/desks/m1/figures", "/api/desks/m1/figures.csv?table=agents", "/api/reports/figures", "/api/reports/figures.csv", "/api/reports/api", "/api/reports/api.csv" })
            {
                using var refused = await person.Send(HttpMethod.Get, path);
                refused.StatusCode.Should().Be(HttpStatusCode.Forbidden, "{0} asked for {1}", person.Id, path);
            }
        }
        await using (var colleagues = _front.Services.CreateAsyncScope())
        {
            var store = colleagues.ServiceProvider.GetRequiredService<Desks.IDeskStore>();
            await store.SaveSeat(new("m1", "m3", "m3", 1), default);
        }
        // The seat is in the next token.
        var colleague = await _front.Demo("m3");
        var seen = await colleague.Ask(HttpMethod.Get, "/api/desks/m1/figures");
        seen.GetProperty("total").GetProperty("handedOver").GetInt64().Should().Be(1);
        seen.GetProperty("agents").GetArrayLength().Should().Be(0, "what colleagues do is for admins");
    }

    [Theory]
    [InlineData("/api/desks/none/figures", HttpStatusCode.NotFound)]
    [InlineData("/api/desks/no%20id/figures", HttpStatusCode.BadRequest)]
    [InlineData("/api/reports/figures?from=2026-11-20&to=2026-11-19", HttpStatusCode.BadRequest)]
    [InlineData("/api/reports/figures?from=2020-01-01&to=2026-11-19", HttpStatusCode.BadRequest)]
    [InlineData("/api/reports/figures?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/api/reports/figures.csv?table=secrets", HttpStatusCode.BadRequest)]
    [InlineData("/api/reports/figures?from=0001-01-01&to=0001-01-01", HttpStatusCode.OK)]
    [InlineData("/api/reports/figures?from=9999-12-31", HttpStatusCode.OK)]
    [InlineData("/api/reports/figures?to=0001-01-02", HttpStatusCode.OK)]
    public async Task Days_that_cannot_be_are_refused(string path, HttpStatusCode status)
    {
        using var response = await (await _front.Demo("a1")).Send(HttpMethod.Get, path);
        response.StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task The_api_counts_its_own_calls_and_what_came_of_them()
    {
        var admin = await _front.Demo("a1");
        await using (var hub = await admin.Connect())
        {
            (await FluentActions.Awaiting(() => hub.Invoke("join", Guid.Empty, null)).Should().ThrowAsync<Exception>()).Which.Message.Should().NotBeEmpty();
        }
        using (await admin.Send(HttpMethod.Get, "/api/desks/none/queue")) { }
        await admin.Ask(HttpMethod.Get, "/api/desks");
        await _front.Services.GetRequiredService<ApiReporter>().Send();
        var routes = (await admin.Ask(HttpMethod.Get, "/api/reports/api")).GetProperty("routes").EnumerateArray().ToDictionary(route => route.GetProperty("route").GetString()!);
        routes["GET /api/desks"].GetProperty("calls").GetInt64().Should().BePositive();
        routes["GET /api/desks"].GetProperty("failed").GetInt64().Should().Be(0);
        routes["GET /api/desks/{id}/queue"].GetProperty("refused").GetInt64().Should().BePositive();
        routes["hub Join"].GetProperty("refused").GetInt64().Should().BePositive();
        routes.Keys.Should().NotContain(route => route.Contains("none", StringComparison.Ordinal), "a route is counted by its pattern");
        using var file = await admin.Send(HttpMethod.Get, "/api/reports/api.csv");
        (await file.Content.ReadAsStringAsync()).Should().Contain("\"GET /api/desks\"");
    }
}
