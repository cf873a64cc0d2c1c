using System.Net;
using LiveChat.WebFront.Tests.Auth;
using LiveChat.WebFront.Tests.Fronts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.WebFront.Tests.Safety;

/// <summary>
/// Every route and every hub method, for every caller who has no right to it. The tables are held against what the
/// program really maps: a new route or method fails here until it says who may not.
/// </summary>
public partial class RefusalTests(RefusalTests.KeyedFront shared) : IClassFixture<RefusalTests.KeyedFront>
{
    private const string Key = "a key of the tests that has enough bytes";
    private const string Upload = "POST /api/files";
    private const string NoSuchId = "01900000-0000-7000-8000-000000000000";

    private readonly RunningFront _front = shared.Front;

    public sealed class KeyedFront() : SharedFront("--Auth:SigningKey", Key, "--RateLimits:Enabled", "false");

    /// <summary>Open to everybody: they give out no more than a sign-in that the caller proves to be entitled to.</summary>
    private static readonly HashSet<string> Open =
    [
        "POST /api/auth/register", "POST /api/auth/login", "POST /api/auth/visitor", "POST /api/auth/demo", "GET /api/auth/demo", "POST /api/auth/refresh",
        "POST /api/auth/logout", "GET /health/live", "GET /health/ready", "GET /metrics", "GET /openapi/{documentName}.json", "GET /", "GET /chat", "GET /desk", "GET /console", "GET /reports", "GET /tickets", "GET /api/desks/{id}/widget",
        "GET /knowledge", "GET /help/{id:guid}",
    ];

    /// <summary>Asks for a caller; what it then says to one who may not: another's session, the wrong role.</summary>
    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["GET /api/auth/me"] = new(null, null),
        ["POST /api/chat/session/create"] = new(null, null, new { kind = "assistant" }),
        ["GET /api/chat/sessions"] = new(null, null),
        ["GET /api/chat/session/{id:guid}"] = new(404, null),
        ["PUT /api/chat/session/{id:guid}"] = new(404, null, new { title = "x" }),
        ["DELETE /api/chat/session/{id:guid}"] = new(404, null),
        ["GET /api/chat/session/{id:guid}/history"] = new(404, null),
        ["GET /api/chat/session/{id:guid}/notes"] = new(404, null),
        ["GET /api/chat/session/{id:guid}/transcript"] = new(404, null),
        ["GET /api/chat/search"] = new(null, null, Query: "?q=x"),
        ["GET /api/chat/session/{id:guid}/participants"] = new(404, null),
        ["POST /api/chat/session/{id:guid}/participants"] = new(404, null, new { userIds = new[] { "m1" } }),
        ["PUT /api/chat/session/{id:guid}/participants/{userId}"] = new(404, null, new { role = "admin" }),
        ["DELETE /api/chat/session/{id:guid}/participants/{userId}"] = new(404, null),
        ["GET /api/chat/session/{id:guid}/receipts"] = new(404, null, Query: "?seq=1"),
        ["GET /api/users"] = new(null, null),
        ["POST /api/chat/message"] = new(404, null, new { sessionId = NoSuchId, clientMessageId = "x", content = "x" }),
        ["GET /api/knowledge/search"] = new(null, null, Query: "?q=x"),
        ["GET /api/knowledge/faq"] = new(null, null),
        ["POST /api/knowledge/faq"] = new(null, 403, new { question = "q", answer = "a", language = "en" }),
        ["PUT /api/knowledge/faq/{id:guid}"] = new(null, 403, new { question = "q", answer = "a", language = "en" }),
        ["DELETE /api/knowledge/faq/{id:guid}"] = new(null, 403),
        ["GET /api/knowledge/recommend"] = new(404, null, Query: $"?sessionId={NoSuchId}"),
        ["GET /api/knowledge/articles"] = new(null, 403),
        ["POST /api/knowledge/articles"] = new(null, 403, new { title = "t", body = "b", language = "en" }),
        ["GET /api/knowledge/articles/{id:guid}"] = new(404, 404),
        ["PUT /api/knowledge/articles/{id:guid}"] = new(null, 403, new { title = "t", body = "b", language = "en" }),
        ["DELETE /api/knowledge/articles/{id:guid}"] = new(null, 403),
        ["GET /api/knowledge/articles/{id:guid}/versions"] = new(null, 403),
        ["GET /api/knowledge/articles/{id:guid}/versions/{version}"] = new(null, 403),
        ["POST /api/knowledge/articles/{id:guid}/restore"] = new(null, 403, new { version = 1 }),
        ["GET /api/knowledge/categories"] = new(null, 403),
        ["POST /api/knowledge/imports"] = new(null, 403, new { title = "t" }, "?format=json"),
        ["GET /api/knowledge/imports/{id:guid}"] = new(404, 404),
        ["DELETE /api/knowledge/imports/{id:guid}"] = new(404, 404),
        ["GET /api/knowledge/unanswered"] = new(null, 403),
        ["PUT /api/knowledge/unanswered/{id:guid}"] = new(null, 403, new { state = "open" }),
        ["GET /api/desks"] = new(null, null),
        ["GET /api/desks/{id}/queue"] = new(null, 403),
        ["GET /api/desks/{id}/sessions"] = new(null, 403),
        ["GET /api/chat/session/{id:guid}/summary"] = new(404, null),
        ["POST /api/chat/session/{id:guid}/suggestion"] = new(404, null),
        ["GET /api/chat/session/{id:guid}/moods"] = new(404, null),
        ["GET /api/quick-replies"] = new(null, 403),
        ["POST /api/quick-replies"] = new(null, 403, new { shortcut = "hi", content = "x" }),
        ["PUT /api/quick-replies/{id:guid}"] = new(null, 403, new { shortcut = "hi", content = "x" }),
        ["DELETE /api/quick-replies/{id:guid}"] = new(null, 403),
        ["GET /api/tickets"] = new(null, null),
        ["POST /api/tickets"] = new(404, null, new { subject = "x", sessionId = NoSuchId }),
        ["GET /api/tickets/{id:guid}"] = new(404, null),
        ["PUT /api/tickets/{id:guid}"] = new(428, null, new { status = "closed" }),
        ["POST /api/tickets/{id:guid}/comments"] = new(404, null, new { content = "x" }),
        ["POST /api/tickets/{id:guid}/sessions"] = new(404, null, new { sessionId = NoSuchId }),
        [Upload] = new(404, null),
        ["GET /api/files/limits"] = new(null, null),
        ["GET /api/files/{id:guid}"] = new(404, null),
        ["GET /api/files/{id:guid}/thumbnail"] = new(404, null),
        ["GET /api/desks/{id}/customers"] = new(null, 403),
        ["GET /api/desks/{id}/schedule"] = new(null, 403),
        ["PUT /api/desks/{id}/schedule"] = new(null, 403, new { zone = "UTC", revision = 0 }),
        ["POST /api/desks/{id}/messages"] = new(400, 400, new { messageId = Guid.CreateVersion7(), name = "Vera", address = "nowhere", text = "hello" }),
        ["PUT /api/desks/{id}/widget"] = new(null, 403, new { open = true }),
        ["GET /api/admin/sessions"] = new(null, 403),
        ["GET /api/admin/users"] = new(null, 403),
        ["POST /api/admin/users"] = new(null, 403, new { username = "intruder", password = "correct horse 1", role = "admin" }),
        ["PUT /api/admin/users/{id}"] = new(null, 403, new { role = "admin" }),
        ["GET /api/admin/desks"] = new(null, 403),
        ["POST /api/admin/desks"] = new(null, 403, new { deskId = "mine", name = "Mine" }),
        ["PUT /api/admin/desks/{id}"] = new(null, 403, new { name = "Mine" }),
        ["GET /api/admin/intents"] = new(null, 403),
        ["POST /api/admin/intents"] = new(null, 403, new { intent = "order", language = "en", text = "x" }),
        ["GET /api/admin/intents/rules"] = new(null, 403),
        ["PUT /api/admin/intents/rules"] = new(null, 403, new { rules = new[] { new { intent = "order", route = "hand_over", threshold = 0.5 } } }),
        ["POST /api/admin/intents/try"] = new(null, 403, new { text = "x" }),
        ["PUT /api/admin/intents/{id:guid}"] = new(null, 403, new { intent = "order", language = "en", text = "x" }),
        ["DELETE /api/admin/intents/{id:guid}"] = new(null, 403),
        ["GET /api/admin/system"] = new(null, 403),
        ["GET /api/admin/audit"] = new(null, 403),
        ["GET /api/admin/audit.csv"] = new(null, 403),
        ["GET /api/reports/wall"] = new(null, 403),
        ["GET /api/reports/figures"] = new(null, 403),
        ["GET /api/reports/figures.csv"] = new(null, 403),
        ["GET /api/reports/api"] = new(null, 403),
        ["GET /api/reports/api.csv"] = new(null, 403),
        ["GET /api/desks/{id}/figures"] = new(null, 403),
        ["GET /api/desks/{id}/figures.csv"] = new(null, 403),
        ["POST /api/exports"] = new(404, null, new { sessionId = NoSuchId }),
        ["GET /api/exports"] = new(null, null),
        ["GET /api/exports/{id:guid}"] = new(404, null),
        ["GET /api/exports/{id:guid}/file"] = new(404, null),
        ["DELETE /api/exports/{id:guid}"] = new(404, null),
        ["GET /ws/chat/{id:guid}"] = new(400, null),
        ["POST /hubs/chat/negotiate"] = new(null, null),
        ["* /hubs/chat"] = new(null, null),
    };

    private sealed record Rule(int? Stranger, int? Visitor, object? Body = null, string Query = "");

    [Fact]
    public void Every_route_is_in_the_table()
    {
        var mapped = Routes().Select(r => r.Name).ToHashSet();
        mapped.Should().BeEquivalentTo(Open.Concat(Rules.Keys), "a route that is new must say who may not use it");
    }

    [Fact]
    public void Every_route_outside_the_open_ones_asks_for_a_caller()
    {
        foreach (var (name, endpoint) in Routes())
        {
            var asks = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null;
            asks.Should().Be(!Open.Contains(name), name);
        }
    }

    [Fact]
    public async Task No_route_is_open_to_who_has_no_token_an_expired_one_or_one_that_nobody_signed()
    {
        var visitor = await _front.Visitor();
        foreach (var (name, rule) in Rules)
        {
            foreach (var (kind, token) in Bad(visitor))
            {
                using var response = await Ask(name, rule, token, NoSuchId);
                response.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "{0} was asked with {1}", name, kind);
                (await RunningFront.Read(response)).GetProperty("code").GetString().Should().Be("UNAUTHENTICATED", name);
            }
        }
    }

    [Fact]
    public async Task Anothers_session_is_as_unknown_as_one_that_does_not_exist()
    {
        var (owner, stranger) = (await _front.Visitor(), await _front.Visitor());
        var sessionId = await owner.Direct(await _front.Visitor());
        foreach (var (name, rule) in Rules.Where(r => r.Value.Stranger is not null))
        {
            using var anothers = await Ask(name, rule, stranger.Token, sessionId.ToString());
            using var missing = await Ask(name, rule, stranger.Token, NoSuchId);
            ((int)anothers.StatusCode).Should().Be(rule.Stranger, name);
            missing.StatusCode.Should().Be(anothers.StatusCode, name);
            var (one, other) = (await RunningFront.Read(anothers), await RunningFront.Read(missing));
            one.GetProperty("detail").GetString().Should().Be(other.GetProperty("detail").GetString(), "{0} must not tell a stranger whether it exists", name);
        }
    }

    [Fact]
    public async Task What_is_for_staff_is_refused_to_visitors()
    {
        var visitor = await _front.Visitor();
        foreach (var (name, rule) in Rules.Where(r => r.Value.Visitor is not null))
        {
            using var response = await Ask(name, rule, visitor.Token, name.Contains("desks", StringComparison.Ordinal) ? "platform" : NoSuchId);
            ((int)response.StatusCode).Should().Be(rule.Visitor, name);
        }
    }

    [Fact]
    public async Task What_is_for_admins_is_refused_to_every_other_role_before_its_body_is_read()
    {
        foreach (var person in new[] { await _front.Visitor(), await _front.Demo("b1"), await _front.Demo("m1"), await _front.Demo("p1") })
        {
            foreach (var (name, rule) in Rules.Where(r => r.Key.Contains("/api/admin/", StringComparison.Ordinal) || r.Key.Contains("/api/reports/", StringComparison.Ordinal) || r.Key == "PUT /api/desks/{id}/widget"))
            {
                foreach (var body in new[] { rule.Body, rule.Body is null ? null : new[] { "not of the form" } })
                {
                    using var response = await Ask(name, rule with { Body = body }, person.Token, "platform");
                    ((int)response.StatusCode).Should().Be(403, "{0} was asked by {1}", name, person.Role);
                    (await RunningFront.Read(response)).GetProperty("code").GetString().Should().Be("FORBIDDEN");
                }
            }
        }
    }

    private IEnumerable<(string Name, RouteEndpoint Endpoint)> Routes() =>
        from endpoint in _front.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        let pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        select ($"{(methods.Count == 1 ? methods[0] : pattern.EndsWith("negotiate", StringComparison.Ordinal) ? "POST" : "*")} {pattern}", endpoint);

    private static IEnumerable<(string Kind, string? Token)> Bad(Person person) =>
    [
        ("no token", null),
        ("alg=none", Tokens.Unsigned(person.Token)),
        ("an expired token", Tokens.Forge(
            new { alg = "HS256", typ = "JWT" },
            new { iss = "livechat", aud = "livechat", sub = person.Id, name = "x", role = "admin", desks = Array.Empty<string>(), exp = Tokens.In(TimeSpan.FromMinutes(-1)) }, Key)),
        ("an altered token", Tokens.Altered(person.Token, "\"visitor\"", "\"admin\"")),
    ];

    private Task<HttpResponseMessage> Ask(string route, Rule rule, string? token, string id)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{id:guid}", Guid.TryParse(id, out _) ? id : NoSuchId, StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal).Replace("{userId}", "m1", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal));
        var body = rule.Body?.GetType().GetProperty("sessionId") is null ? rule.Body : new { sessionId = id, clientMessageId = "x", content = "x", subject = "x" };
        if (route == Upload) body = new MultipartFormDataContent { { new StringContent(id), "sessionId" }, { new StringContent("x"), "file", "x.txt" } };
        return _front.Send(new(method == "*" ? "GET" : method), path + rule.Query, token, body);
    }
}
