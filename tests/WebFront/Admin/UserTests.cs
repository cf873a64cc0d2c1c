using System.Net;
using LiveChat.Tests;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Admin;

/// <summary>Accounts: what admins change takes effect at once, on sockets and on tokens.</summary>
public class UserTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private const string Password = "correct horse 1";

    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task A_new_agent_signs_in_works_at_a_desk_and_is_offered_a_chat()
    {
        var admin = await _front.Demo("a1");
        var id = await Make(admin, "agent-new", "agent");
        await admin.Ask(HttpMethod.Post, "/api/admin/desks", new { deskId = "harbour", name = "Harbour", members = new[] { new { userId = id, capacity = 2, skills = new[] { "tea" } } } });

        var agent = await LogIn("agent-new");
        (await agent.Ask(HttpMethod.Get, "/api/auth/me")).GetProperty("desks")[0].GetString().Should().Be("harbour");
        await using var desk = await agent.Connect();
        await desk.Invoke("SetStatus", "online");
        var visitor = await _front.Visitor();
        var session = await visitor.Support("harbour");
        await using var chat = await visitor.Connect();
        await chat.Invoke("RequestHuman", session, new { });
        await desk.Take("offer", e => e.GetProperty("sessionId").GetGuid() == session);

        var found = await admin.Ask(HttpMethod.Get, "/api/admin/users?q=AGENT-NEW");
        found.GetProperty("users").EnumerateArray().Single().GetProperty("desks")[0].GetString().Should().Be("harbour");
        var wall = await admin.Ask(HttpMethod.Get, "/api/reports/wall");
        wall.GetProperty("desks").EnumerateArray().Select(d => d.GetProperty("deskId").GetString()).Should().Contain("harbour");
    }

    [Fact]
    public async Task Who_is_shut_out_is_out_at_once()
    {
        var admin = await _front.Demo("a1");
        var id = await Make(admin, "shut-out", "agent");
        var user = await LogIn("shut-out");
        await using var socket = await user.Connect();

        await admin.Ask(HttpMethod.Put, $"/api/admin/users/{id}", new { disabled = true });

        (await socket.Take("system")).GetProperty("code").GetString().Should().Be("ACCESS_CHANGED");
        await socket.Closed.WaitAsync(TimeSpan.FromSeconds(20));
        await Refused(HttpStatusCode.Unauthorized, HttpMethod.Get, "/api/auth/me", user.Token);
        await Refused(HttpStatusCode.Unauthorized, HttpMethod.Post, "/api/auth/refresh", null, new { refreshToken = user.RefreshToken });
        await Refused(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/auth/login", null, new { username = "shut-out", password = Password });
        await FluentActions.Awaiting(() => user.Connect()).Should().ThrowAsync<System.Net.WebSockets.WebSocketException>();
    }

    [Fact]
    public async Task A_changed_role_closes_the_socket_and_holds_from_the_next_token_on()
    {
        var admin = await _front.Demo("a1");
        var id = await Make(admin, "promoted", "customer");
        var user = await LogIn("promoted");
        await using var socket = await user.Connect();
        await Refused(HttpStatusCode.Forbidden, HttpMethod.Get, "/api/admin/users", user.Token);

        await admin.Ask(HttpMethod.Put, $"/api/admin/users/{id}", new { role = "admin" });

        await socket.Closed.WaitAsync(TimeSpan.FromSeconds(20));
        var now = await _front.SignIn("/api/auth/refresh", new { refreshToken = user.RefreshToken });
        now.Role.Should().Be("admin");
        await now.Ask(HttpMethod.Get, "/api/admin/users");
        await using var again = await now.Connect();

        await admin.Ask(HttpMethod.Put, $"/api/admin/users/{id}", new { role = "customer" });
        await again.Closed.WaitAsync(TimeSpan.FromSeconds(20));
        await Refused(HttpStatusCode.Unauthorized, HttpMethod.Get, "/api/admin/users", now.Token);
    }

    [Fact]
    public async Task The_last_admin_stays()
    {
        await using var front = await RunningFront.Start();
        var alone = await front.Demo("a1");
        foreach (var change in new object[] { new { disabled = true }, new { role = "agent" } })
        {
            using var response = await alone.Send(HttpMethod.Put, "/api/admin/users/a1", change);
            response.StatusCode.Should().Be(HttpStatusCode.Conflict);
        }
        await alone.Ask(HttpMethod.Get, "/api/admin/users");
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{"username":"x","password":"correct horse 1","role":"agent"}""", 400)]
    [InlineData("""{"username":"fine-name","password":"short","role":"agent"}""", 400)]
    [InlineData("""{"username":"fine-name","password":"correct horse 1","role":"visitor"}""", 400)]
    [InlineData("""{"username":"fine-name","password":"correct horse 1","role":"emperor"}""", 400)]
    [InlineData("""{"username":"fine-name","password":"correct horse 1","role":3}""", 400)]
    [InlineData("""{"username":"b1","password":"correct horse 1","role":"agent"}""", 409)]
    public async Task What_cannot_be_an_account_is_refused(string body, int status)
    {
        var admin = await _front.Demo("a1");
        using var response = await admin.Send(HttpMethod.Post, "/api/admin/users", System.Text.Json.JsonDocument.Parse(body).RootElement);
        ((int)response.StatusCode).Should().Be(status);
    }

    private static async Task<string> Make(Person admin, string username, string role) =>
        (await admin.Ask(HttpMethod.Post, "/api/admin/users", new { username, password = Password, role })).GetProperty("id").GetString()!;

    private Task<Person> LogIn(string username) => _front.SignIn("/api/auth/login", new { username, password = Password });

    private async Task Refused(HttpStatusCode status, HttpMethod method, string path, string? token, object? body = null)
    {
        using var response = await _front.Send(method, path, token, body);
        response.StatusCode.Should().Be(status, "{0} {1}", method, path);
    }
}
