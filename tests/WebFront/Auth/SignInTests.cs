using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Auth;

public class SignInTests(SignInTests.KeyedFront shared) : IClassFixture<SignInTests.KeyedFront>
{
    private const string Key = "a key of the tests that has enough bytes";
    private const string SiteKey = "the host site's key, which is another one";

    private readonly RunningFront _front = shared.Front;

    public sealed class KeyedFront() : SharedFront("--Auth:SigningKey", Key, "--Auth:IdentityKey", SiteKey);

    [Fact]
    public async Task Who_registers_can_log_in_whatever_the_case_of_the_name()
    {
        using var registered = await Post("/api/auth/register", new { username = "Mei.Lin", password = "correct horse 1", displayName = " 美玲 " });
        registered.StatusCode.Should().Be(HttpStatusCode.Created);
        var person = await _front.SignIn("/api/auth/login", new { username = "MEI.lin", password = "correct horse 1" });
        person.Role.Should().Be("customer");
        var me = await person.Ask(HttpMethod.Get, "/api/auth/me");
        me.GetProperty("name").GetString().Should().Be("美玲");
        me.GetProperty("id").GetString().Should().Be((await RunningFront.Read(registered)).GetProperty("userId").GetString());
    }

    [Theory]
    [InlineData("a", "correct horse 1")]
    [InlineData("white space", "correct horse 1")]
    [InlineData("naïve", "correct horse 1")]
    [InlineData("../../etc", "correct horse 1")]
    [InlineData("somebody", "short")]
    [InlineData("somebody", "password123")]
    [InlineData("somebody", "PassWord123")]
    [InlineData("somebody", "aaaaaaaaaaaa")]
    [InlineData("somebody", "xx-somebody-xx")]
    [InlineData("somebody", null)]
    [InlineData(null, "correct horse 1")]
    public async Task Names_and_passwords_that_do_not_do_are_refused(string? username, string? password)
    {
        using var response = await Post("/api/auth/register", new { username, password });
        await ShouldRefuse(response, HttpStatusCode.BadRequest, "INVALID");
    }

    [Theory]
    [InlineData("a\u0000b", HttpStatusCode.BadRequest, "INVALID")]
    [InlineData("a\u202Eb", HttpStatusCode.BadRequest, "INVALID")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890", HttpStatusCode.RequestEntityTooLarge, "TOO_LONG")]
    public async Task Names_that_cannot_be_shown_are_refused(string displayName, HttpStatusCode status, string code)
    {
        using var registered = await Post("/api/auth/register", new { username = "somebody", password = "correct horse 1", displayName });
        await ShouldRefuse(registered, status, code);
        using var visitor = await Post("/api/auth/visitor", new { displayName });
        await ShouldRefuse(visitor, status, code);
    }

    [Fact]
    public async Task A_name_is_registered_once()
    {
        using var first = await Post("/api/auth/register", new { username = "only-one", password = "correct horse 1" });
        first.StatusCode.Should().Be(HttpStatusCode.Created);
        using var second = await Post("/api/auth/register", new { username = "ONLY-ONE", password = "correct horse 2" });
        await ShouldRefuse(second, HttpStatusCode.Conflict, "CONFLICT");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_refused_alike()
    {
        using var registered = await Post("/api/auth/register", new { username = "known", password = "correct horse 1" });
        registered.StatusCode.Should().Be(HttpStatusCode.Created);
        using var wrong = await Post("/api/auth/login", new { username = "known", password = "correct horse 2" });
        using var unknown = await Post("/api/auth/login", new { username = "unknown", password = "correct horse 2" });
        var (one, other) = (await ShouldRefuse(wrong, HttpStatusCode.Unauthorized, "UNAUTHENTICATED"), await ShouldRefuse(unknown, HttpStatusCode.Unauthorized, "UNAUTHENTICATED"));
        one.GetProperty("detail").GetString().Should().Be(other.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Guessing_a_password_is_slowed_down()
    {
        HttpResponseMessage? last = null;
        for (var i = 0; i < 40 && last?.StatusCode != HttpStatusCode.TooManyRequests; i++)
        {
            last?.Dispose();
            last = await Post("/api/auth/login", new { username = "victim", password = $"guess number {i}" });
        }
        using (last)
        {
            await ShouldRefuse(last!, HttpStatusCode.TooManyRequests, "RATE_LIMITED");
            last!.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero);
        }
        // Another name is not locked out with it.
        using var other = await Post("/api/auth/login", new { username = "bystander", password = "correct horse 1" });
        other.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_its_second_use_ends_the_sign_in()
    {
        var visitor = await _front.Visitor();
        var next = await _front.SignIn("/api/auth/refresh", new { refreshToken = visitor.RefreshToken });
        next.Id.Should().Be(visitor.Id);
        next.RefreshToken.Should().NotBe(visitor.RefreshToken);

        using var again = await Post("/api/auth/refresh", new { refreshToken = visitor.RefreshToken });
        await ShouldRefuse(again, HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        using var ended = await Post("/api/auth/refresh", new { refreshToken = next.RefreshToken });
        await ShouldRefuse(ended, HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task Of_two_refreshes_at_once_one_wins_and_then_neither_goes_on()
    {
        var visitor = await _front.Visitor();
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Post("/api/auth/refresh", new { refreshToken = visitor.RefreshToken })));
        both.Count(r => r.IsSuccessStatusCode).Should().Be(1);
        foreach (var response in both) response.Dispose();
    }

    [Fact]
    public async Task Logging_out_ends_the_sign_in_and_leaves_others_alone()
    {
        using var registered = await Post("/api/auth/register", new { username = "two-devices", password = "correct horse 1" });
        registered.EnsureSuccessStatusCode();
        var phone = await _front.SignIn("/api/auth/login", new { username = "two-devices", password = "correct horse 1" });
        var desktop = await _front.SignIn("/api/auth/login", new { username = "two-devices", password = "correct horse 1" });
        using var left = await Post("/api/auth/logout", new { refreshToken = phone.RefreshToken });
        left.StatusCode.Should().Be(HttpStatusCode.NoContent);
        using var refused = await Post("/api/auth/refresh", new { refreshToken = phone.RefreshToken });
        await ShouldRefuse(refused, HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        await _front.SignIn("/api/auth/refresh", new { refreshToken = desktop.RefreshToken });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("a.b.c")]
    [InlineData("djE.00000000000000000000000000000000.x")]
    public async Task What_is_no_refresh_token_is_refused(string? refreshToken)
    {
        using var response = await Post("/api/auth/refresh", new { refreshToken });
        await ShouldRefuse(response, HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        using var left = await Post("/api/auth/logout", new { refreshToken });
        left.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_host_sites_word_makes_the_same_visitor_each_time()
    {
        var one = await _front.SignIn("/api/auth/visitor", new { identity = Identity("user-17@shop.example", SiteKey) });
        var two = await _front.SignIn("/api/auth/visitor", new { identity = Identity("user-17@shop.example", SiteKey) });
        var other = await _front.SignIn("/api/auth/visitor", new { identity = Identity("user-18@shop.example", SiteKey) });
        one.Id.Should().StartWith("x-").And.Be(two.Id).And.NotBe(other.Id);
        one.Role.Should().Be("visitor");
    }

    [Fact]
    public async Task An_identity_signed_by_anybody_else_is_refused()
    {
        var none = Tokens.Forge(new { alg = "none", typ = "JWT" }, new { sub = "admin", exp = Tokens.In(TimeSpan.FromMinutes(5)) }, null);
        var expired = Tokens.Forge(Hs256, new { sub = "admin", exp = Tokens.In(TimeSpan.FromMinutes(-5)) }, SiteKey);
        var endless = Tokens.Forge(Hs256, new { sub = "admin" }, SiteKey);
        foreach (var identity in new[] { Identity("admin", "another key that has enough bytes, too"), none, expired, endless, "rubbish", "" })
        {
            using var response = await Post("/api/auth/visitor", new { identity });
            await ShouldRefuse(response, HttpStatusCode.BadRequest, "INVALID");
        }
    }

    [Fact]
    public async Task Only_a_whole_unexpired_token_under_our_key_is_taken()
    {
        var visitor = await _front.Visitor();
        var soon = Tokens.In(TimeSpan.FromMinutes(5));
        object Payload(string iss = "livechat", string aud = "livechat", long? exp = null) =>
            new { iss, aud, sub = visitor.Id, name = "x", role = "admin", desks = Array.Empty<string>(), exp = exp ?? soon };

        (await Me(Tokens.Forge(Hs256, Payload(), Key))).Should().Be(HttpStatusCode.OK, "the forge works with the right key");
        var refused = new Dictionary<string, string?>
        {
            ["none at all"] = null,
            ["empty"] = "",
            ["rubbish"] = "rubbish",
            ["alg none"] = Tokens.Unsigned(visitor.Token),
            ["alg None"] = Tokens.Unsigned(visitor.Token, "None"),
            ["unsigned HS256"] = Tokens.Unsigned(visitor.Token, "HS256"),
            ["another key"] = Tokens.Forge(Hs256, Payload(), "another key that has enough bytes, too"),
            ["HS512 under our key"] = Tokens.Forge(new { alg = "HS512", typ = "JWT" }, Payload(), Key),
            ["RS256 under our key"] = Tokens.Forge(new { alg = "RS256", typ = "JWT" }, Payload(), Key),
            ["another issuer"] = Tokens.Forge(Hs256, Payload(iss: "elsewhere"), Key),
            ["another audience"] = Tokens.Forge(Hs256, Payload(aud: "elsewhere"), Key),
            ["expired"] = Tokens.Forge(Hs256, Payload(exp: Tokens.In(TimeSpan.FromSeconds(-30))), Key),
            ["no expiry"] = Tokens.Forge(Hs256, new { iss = "livechat", aud = "livechat", sub = visitor.Id, name = "x", role = "admin", desks = Array.Empty<string>() }, Key),
            ["not yet"] = Tokens.Forge(Hs256, new { iss = "livechat", aud = "livechat", sub = visitor.Id, name = "x", role = "admin", desks = Array.Empty<string>(), nbf = soon, exp = soon + 60 }, Key),
            ["altered role"] = Tokens.Altered(visitor.Token, "\"visitor\"", "\"admin\""),
            ["unknown role"] = Tokens.Forge(Hs256, new { iss = "livechat", aud = "livechat", sub = visitor.Id, name = "x", role = "god", desks = Array.Empty<string>(), exp = soon }, Key),
            ["no claims of ours"] = Tokens.Forge(Hs256, new { iss = "livechat", aud = "livechat", exp = soon }, Key),
            ["a refresh token"] = visitor.RefreshToken,
            ["a host site's identity"] = Identity("x", SiteKey),
            ["too long"] = visitor.Token + new string('A', 9000),
        };
        foreach (var (name, token) in refused) (await Me(token)).Should().Be(HttpStatusCode.Unauthorized, name);
    }

    [Fact]
    public async Task A_rest_call_does_not_take_a_token_from_its_address()
    {
        var visitor = await _front.Visitor();
        (await Me(null, $"?access_token={visitor.Token}")).Should().Be(HttpStatusCode.Unauthorized);
    }

    private static readonly object Hs256 = new { alg = "HS256", typ = "JWT" };

    private static string Identity(string sub, string key) => Tokens.Forge(Hs256, new { sub, name = "阿明", exp = Tokens.In(TimeSpan.FromMinutes(5)) }, key);

    private Task<HttpResponseMessage> Post(string path, object body) => _front.Http.PostAsJsonAsync(path, body);

    private async Task<HttpStatusCode> Me(string? token, string query = "")
    {
        using var response = await _front.Send(HttpMethod.Get, "/api/auth/me" + query, token);
        return response.StatusCode;
    }

    private static async Task<JsonElement> ShouldRefuse(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var problem = await RunningFront.Read(response);
        response.StatusCode.Should().Be(status, "the answer was {0}", problem);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        problem.GetProperty("code").GetString().Should().Be(code);
        problem.GetProperty("traceId").GetString().Should().NotBeNullOrEmpty();
        problem.GetProperty("status").GetInt32().Should().Be((int)status);
        return problem;
    }
}
