using System.Globalization;
using System.Net;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Metrics;

public class MetricsTests
{
    private const string Token = "a token that operators know";

    private static readonly string[] Development = ["--environment", "Development"];

    [Fact]
    public async Task What_happens_is_measured()
    {
        await using var front = await RunningFront.Start(Development);
        var (one, other) = (await front.Visitor("One"), await front.Visitor("Other"));
        var sessionId = await one.Direct(other);
        await using var mine = await one.Connect();
        await mine.Join(sessionId);
        await mine.Say(sessionId, "measured, but not told");
        await mine.Take("message");
        using var refused = await front.Send(HttpMethod.Get, "/api/chat/sessions", token: null);
        using var agent = await (await front.Demo("p1")).Send(HttpMethod.Get, "/api/desks/platform/queue");

        var figures = await Read(front);

        figures["livechat_log_entries_total"].Should().BePositive();
        figures["livechat_log_group_length_count"].Should().BePositive();
        figures["livechat_delivery_lag_seconds_count"].Should().BePositive();
        figures["livechat_database_duration_seconds_count{operation=\"append\"}"].Should().BePositive();
        figures["livechat_database_duration_seconds_count{operation=\"read\"}"].Should().BePositive();
        figures["livechat_hub_call_duration_seconds_count{method=\"Send\"}"].Should().BePositive();
        figures["livechat_connections{transport=\"hub\"}"].Should().BePositive();
        figures["livechat_streams_followed"].Should().BePositive();
        figures["livechat_refusals_total{code=\"UNAUTHENTICATED\",surface=\"rest\"}"].Should().BePositive();
        figures["livechat_queue_waiting{desk=\"platform\"}"].Should().BeGreaterThanOrEqualTo(0);
        figures.Keys.Should().Contain(name => name.StartsWith("orleans_grains{", StringComparison.Ordinal));
        figures.Keys.Should().Contain(name => name.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal));
        figures.Keys.Should().Contain(name => name.StartsWith("dotnet_gc_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_what_people_write_or_who_they_are_stands_in_the_figures()
    {
        await using var front = await RunningFront.Start(Development);
        var (one, other) = (await front.Visitor("Unmistakable"), await front.Visitor());
        var sessionId = await one.Direct(other);
        await using var mine = await one.Connect();
        await mine.Say(sessionId, "xyzzy plugh");

        var text = await (await front.Send(HttpMethod.Get, "/metrics", token: null)).Content.ReadAsStringAsync();

        text.Should().Contain("livechat_log_entries_total");
        foreach (var secret in new[] { "xyzzy", "Unmistakable", one.Id, one.Token, sessionId.ToString(), sessionId.ToString("N") }) text.Should().NotContain(secret);
    }

    [Theory]
    [InlineData("Production", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Development", null, null, HttpStatusCode.OK)]
    [InlineData("Development", null, "X-Forwarded-For: 203.0.113.9", HttpStatusCode.Unauthorized)]
    [InlineData("Development", null, "Forwarded: for=203.0.113.9", HttpStatusCode.Unauthorized)]
    [InlineData("Development", Token, null, HttpStatusCode.Unauthorized)]
    [InlineData("Production", Token, "Authorization: Bearer a token that operators kno", HttpStatusCode.Unauthorized)]
    [InlineData("Production", Token, "Authorization: Basic " + Token, HttpStatusCode.Unauthorized)]
    [InlineData("Production", Token, "Authorization: Bearer " + Token, HttpStatusCode.OK)]
    public async Task Figures_are_for_who_has_the_token_and_while_developing_for_this_machine(string environment, string? token, string? header, HttpStatusCode expected)
    {
        await using var front = await RunningFront.Start(["--environment", environment, .. token is null ? Array.Empty<string>() : ["--Metrics:Token", token]]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (header?.Split(": ", 2) is [var name, var value]) request.Headers.TryAddWithoutValidation(name, value);

        using var answer = await front.Http.SendAsync(request);

        answer.StatusCode.Should().Be(expected);
        if (expected is HttpStatusCode.Unauthorized) (await RunningFront.Read(answer)).GetProperty("code").GetString().Should().Be("UNAUTHENTICATED");
    }

    [Fact]
    public async Task Prometheus_takes_them_without_a_complaint()
    {
        await using var front = await RunningFront.Start(Development);
        var visitor = await front.Visitor("One");
        await using var socket = await visitor.Connect();
        using var answer = await front.Send(HttpMethod.Get, "/metrics", token: null);

        answer.Content.Headers.ContentType!.ToString().Should().StartWith("text/plain; version=0.0.4");
        var text = await answer.Content.ReadAsStringAsync();
        text.Should().Contain("livechat_connections");
        await Prometheus.Check(text);
    }

    [Fact]
    public async Task A_real_Prometheus_scrapes_them()
    {
        await using var front = await RunningFront.Start("--Metrics:Token", Token);
        await using var socket = await (await front.Visitor("One")).Connect();
        await using var prometheus = await Prometheus.Start(front.Address, Token);

        (await prometheus.Ask("up{job=\"livechat\"}")).Should().Be(1);
        (await prometheus.Ask("sum(livechat_connections)")).Should().BeGreaterThanOrEqualTo(1);
    }

    /// <summary>The series without <c>le</c> and their values.</summary>
    private static async Task<Dictionary<string, double>> Read(RunningFront front)
    {
        using var answer = await front.Send(HttpMethod.Get, "/metrics", token: null);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var text = await answer.Content.ReadAsStringAsync();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
