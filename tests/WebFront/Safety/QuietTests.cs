using System.Net;
using System.Net.WebSockets;
using LiveChat.Tests;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Safety;

/// <summary>What must not be seen, kept or let in: tokens in logs, the inside in errors, followings of the gone, other sites' pages.</summary>
public class QuietTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task No_token_is_ever_logged()
    {
        var visitor = await _front.Visitor();
        var sessionId = await visitor.Direct(await _front.Visitor());
        await using (var hub = await visitor.Connect()) await hub.Join(sessionId);
        using (var socket = new ClientWebSocket())
            await socket.ConnectAsync(new($"ws://{_front.Address.Authority}/ws/chat/{sessionId}?ACCESS_token={visitor.Token}"), default);
        foreach (var path in new[] { "/api/auth/me", "/hubs/chat", "/hubs/chat/negotiate", "/nowhere", "/api/nowhere", "/chat" })
        {
            using var get = await _front.Http.GetAsync($"{path}?x=1&access%5Ftoken={visitor.Token}&y=2");
            using var post = await _front.Http.PostAsync($"{path}?access_token={visitor.Token}", null);
        }
        await visitor.Ask(HttpMethod.Get, "/api/auth/me");
        await _front.SignIn("/api/auth/refresh", new { refreshToken = visitor.RefreshToken });

        _front.Log.Lines.Should().NotBeEmpty();
        var signature = visitor.Token.Split('.')[2];
        _front.Log.Lines.Where(line => line.Contains(signature, StringComparison.Ordinal) || line.Contains(visitor.RefreshToken.Split('.')[2], StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_kept_of_connections_that_went_however_they_went()
    {
        await using var front = await RunningFront.Start();
        var (one, other, agent) = (await front.Visitor(), await front.Visitor(), await front.Demo("p1"));
        var (direct, support) = (await one.Direct(other), await one.Support());
        for (var round = 0; round < 5; round++)
        {
            await using var mine = await one.Connect();
            await using var theirs = await other.Connect();
            await using var desk = await agent.Connect();
            await mine.Join(direct);
            await mine.Join(support);
            await theirs.Join(direct);
            await theirs.Join(direct, 0);
            await desk.Invoke("WatchDesk", "platform");
            await desk.Join(support);
            await FluentActions.Awaiting(() => theirs.Join(support)).Should().ThrowAsync<HubRefusal>();
            if (round % 2 == 0) await theirs.Invoke("Leave", direct);
            mine.Abort();
        }
        await Until(() => front.Sockets.Count == 0 && front.Relay.TopicCount == 0);
    }

    [Fact]
    public async Task Only_our_own_pages_and_named_sites_open_sockets()
    {
        await using var front = await RunningFront.Start("--Cors:Origins:0", "https://shop.example");
        var visitor = await front.Visitor();
        var own = front.Address.GetLeftPart(UriPartial.Authority);
        foreach (var allowed in new[] { own, "https://shop.example" })
        {
            await using var hub = await HubClient.Connect(front.Address, visitor.Token, options => options.SetRequestHeader("Origin", allowed));
            using var negotiated = await Negotiate(front, visitor, allowed);
            negotiated.StatusCode.Should().Be(HttpStatusCode.OK, allowed);
        }
        foreach (var refused in new[] { "https://evil.example", "null", "https://shop.example.evil.example", $"http://{front.Address.Host}:1", "http://shop.example" })
        {
            await FluentActions.Awaiting(() => HubClient.Connect(front.Address, visitor.Token, options => options.SetRequestHeader("Origin", refused)))
                .Should().ThrowAsync<WebSocketException>(refused);
            using var negotiated = await Negotiate(front, visitor, refused);
            negotiated.StatusCode.Should().Be(HttpStatusCode.Forbidden, refused);
        }
    }

    [Fact]
    public async Task Browsers_are_told_what_to_refuse()
    {
        foreach (var path in new[] { "/health/live", "/api/nowhere", "/api/auth/me", "/hubs/chat/negotiate" })
        {
            using var response = await _front.Http.GetAsync(path);
            response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'self'").And.Contain("object-src 'none'").And.NotContain("unsafe");
            response.Headers.GetValues("X-Content-Type-Options").Single().Should().Be("nosniff");
            response.Headers.GetValues("Referrer-Policy").Single().Should().Be("no-referrer");
            response.Headers.Server.Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("GET", "/api/nowhere", 404, "NOT_FOUND")]
    [InlineData("GET", "/nowhere", 404, "NOT_FOUND")]
    [InlineData("GET", "/api/chat/session/not-an-id", 404, "NOT_FOUND")]
    [InlineData("PATCH", "/api/auth/login", 405, "INVALID")]
    public async Task What_is_not_there_is_answered_with_problem_details(string method, string path, int status, string code)
    {
        var visitor = await _front.Visitor();
        using var response = await visitor.Send(new(method), path);
        ((int)response.StatusCode).Should().Be(status);
        (await RunningFront.Read(response)).GetProperty("code").GetString().Should().Be(code);
    }

    [Theory]
    [InlineData("rubbish", "application/json", 400, "INVALID")]
    [InlineData("{\"sessionId\":\"not-an-id\"}", "application/json", 400, "INVALID")]
    [InlineData("{\"sessionId\":1}", "application/json", 400, "INVALID")]
    [InlineData("null", "application/json", 400, "INVALID")]
    [InlineData("", "application/json", 400, "INVALID")]
    [InlineData("{}", "text/plain", 415, "INVALID")]
    public async Task Bodies_that_are_not_of_the_form_are_refused(string body, string type, int status, string code)
    {
        var visitor = await _front.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/message") { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type)) };
        request.Headers.Authorization = new("Bearer", visitor.Token);
        using var response = await _front.Http.SendAsync(request);
        var problem = await RunningFront.Read(response);
        ((int)response.StatusCode).Should().Be(status, "{0}", problem);
        problem.GetProperty("code").GetString().Should().Be(code);
        problem.ToString().Should().NotContainAny("System.", "   at ", "LiveChat.");
    }

    [Fact]
    public async Task A_body_that_is_too_big_or_too_deep_is_refused()
    {
        var visitor = await _front.Visitor();
        using var big = await visitor.Send(HttpMethod.Post, "/api/chat/message", new { content = new string('x', 300_000) });
        big.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/message")
        {
            Content = new StringContent($$"""{"attachments":{{new string('[', 5000)}}{{new string(']', 5000)}}}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = new("Bearer", visitor.Token);
        using var deep = await _front.Http.SendAsync(request);
        deep.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_socket_ends_when_its_token_does()
    {
        await using var front = await RunningFront.Start("--Auth:AccessTokenSeconds", "2", "--Auth:ClockSkewSeconds", "0");
        var visitor = await front.Visitor();
        var sessionId = await visitor.Direct(await front.Visitor());
        await using var hub = await (await front.SignIn("/api/auth/refresh", new { refreshToken = visitor.RefreshToken })).Connect();
        using var plain = new ClientWebSocket();
        var fresh = await front.SignIn("/api/auth/visitor", new { });
        var own = await fresh.Direct(visitor);
        await plain.ConnectAsync(new($"ws://{front.Address.Authority}/ws/chat/{own}?access_token={fresh.Token}"), default);

        await hub.Closed.WaitAsync(Patience);
        var buffer = new byte[4096];
        while ((await plain.ReceiveAsync(buffer, default).WaitAsync(Patience)).MessageType != WebSocketMessageType.Close) { }
        plain.CloseStatus.Should().Be(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task One_user_has_so_many_connections_and_no_more()
    {
        await using var front = await RunningFront.Start("--RateLimits:ConnectionsPerUser", "2");
        var visitor = await front.Visitor();
        await using var one = await visitor.Connect();
        await using var two = await visitor.Connect();
        await one.Invoke("Leave", Guid.Empty);
        await two.Invoke("Leave", Guid.Empty);
        await using (var three = await visitor.Connect())
        {
            await three.Closed.WaitAsync(Patience);
            three.CloseError.Should().Contain("RATE_LIMITED");
        }
        await using var somebodyElse = await (await front.Visitor()).Connect();
        await somebodyElse.Invoke("Leave", Guid.Empty);
    }

    private static async Task<HttpResponseMessage> Negotiate(RunningFront front, Person person, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/chat/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin);
        request.Headers.Authorization = new("Bearer", person.Token);
        return await front.Http.SendAsync(request);
    }

    /// <summary>Waits for a state that no event tells of.</summary>
    private static async Task Until(Func<bool> state)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!state()) await Task.Delay(20, patience.Token);
    }
}
