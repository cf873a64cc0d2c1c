using System.Net;
using System.Net.WebSockets;
using LiveChat.Tests;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Safety;

/// <summary>Which sites' pages the widget works in: those that are named, or any, and by default none.</summary>
public class WidgetOriginsTests
{
    [Fact]
    public async Task Named_sites_may_call_and_connect_and_others_may_not()
    {
        await using var front = await RunningFront.Start("--Widget:Origins:0", "https://shop.example");
        var visitor = await front.Visitor();

        (await AllowedOrigin(front, "https://shop.example")).Should().Be("https://shop.example");
        (await AllowedOrigin(front, "https://evil.example")).Should().BeNull();
        await using var hub = await HubClient.Connect(front.Address, visitor.Token, options => options.SetRequestHeader("Origin", "https://shop.example"));
        await FluentActions.Awaiting(() => HubClient.Connect(front.Address, visitor.Token, options => options.SetRequestHeader("Origin", "https://evil.example")))
            .Should().ThrowAsync<WebSocketException>();
    }

    [Fact]
    public async Task Any_site_may_where_that_is_said_but_without_credentials()
    {
        await using var front = await RunningFront.Start("--Widget:Origins:0", "*");
        using var response = await Preflight(front, "https://anybody.example");

        response.Headers.GetValues("Access-Control-Allow-Origin").Single().Should().BeOneOf("*", "https://anybody.example");
        response.Headers.Contains("Access-Control-Allow-Credentials").Should().BeFalse();
    }

    [Fact]
    public async Task By_default_no_other_site_may()
    {
        await using var front = await RunningFront.Start();

        (await AllowedOrigin(front, "https://shop.example")).Should().BeNull();
    }

    [Fact]
    public async Task A_refusal_can_be_read_by_the_page_that_asked()
    {
        await using var front = await RunningFront.Start("--Widget:Origins:0", "https://shop.example");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me") { Headers = { { "Origin", "https://shop.example" } } };
        using var response = await front.Http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.GetValues("Access-Control-Allow-Origin").Single().Should().Be("https://shop.example");
    }

    [Theory]
    [InlineData("https://shop.example/")]
    [InlineData("https://shop.example/path")]
    [InlineData("shop.example")]
    [InlineData("ftp://shop.example")]
    [InlineData("https://*.example")]
    [InlineData("")]
    public void What_is_no_origin_is_named(string origin)
    {
        var outcome = new OriginsValidator().Validate(null, new WidgetOptions { Origins = [origin] });

        outcome.Failed.Should().BeTrue();
        outcome.FailureMessage.Should().Contain("Widget:Origins");
    }

    [Fact]
    public void Any_is_for_the_widget_alone() =>
        new OriginsValidator().Validate(null, new CorsOptions { Origins = ["*"] }).Failed.Should().BeTrue();

    private static async Task<string?> AllowedOrigin(RunningFront front, string origin)
    {
        using var response = await Preflight(front, origin);
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
    }

    private static Task<HttpResponseMessage> Preflight(RunningFront front, string origin) =>
        front.Http.SendAsync(new(HttpMethod.Options, "/api/chat/session/create")
        {
            Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "authorization,content-type" } },
        });
}
