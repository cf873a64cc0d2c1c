using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LiveChat.Tests;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Endpoints;

/// <summary>Articles over HTTP: written, found, restored, imported, recommended; and what was not answered.</summary>
public class KnowledgeTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly RunningFront _front = shared.Front;
    private readonly string _mark = "m" + Guid.CreateVersion7().ToString("N")[..12];

    [Fact]
    public async Task An_article_is_written_found_changed_as_it_was_seen_and_restored()
    {
        var agent = await _front.Demo("p1");
        using var made = await agent.Send(HttpMethod.Post, "/api/knowledge/articles", new { title = $"How to {_mark}?", body = $"Like this, {_mark}.", language = "en", category = "how to", tags = new[] { "a b" }, status = "published" });
        made.StatusCode.Should().Be(HttpStatusCode.Created);
        made.Headers.ETag!.Tag.Should().Be("\"1\"");
        var path = "/api/knowledge/articles/" + (await RunningFront.Read(made)).GetProperty("articleId").GetGuid();
        made.Headers.Location!.ToString().Should().Be(path);

        var visitor = await _front.Visitor();
        var hit = (await visitor.Ask(HttpMethod.Get, $"/api/knowledge/search?q={_mark}&category=how%20to&tag=a%20b&kind=faq&language=en")).GetProperty("hits")[0];
        hit.GetProperty("article").GetProperty("question").GetString().Should().Be($"How to {_mark}?");
        hit.GetProperty("confident").GetBoolean().Should().BeTrue();
        var mark = hit.GetProperty("marks")[0];
        hit.GetProperty("snippet").GetString()!.Substring(mark.GetProperty("start").GetInt32(), mark.GetProperty("length").GetInt32()).Should().Be(_mark);
        (await visitor.Ask(HttpMethod.Get, $"/api/knowledge/search?q={_mark}&category=other")).GetProperty("hits").GetArrayLength().Should().Be(0);
        (await visitor.Ask(HttpMethod.Get, path)).GetProperty("body").GetString().Should().Contain(_mark);

        (await Put(agent, path, "\"1\"", "Second.")).Should().Be(HttpStatusCode.OK);
        (await Put(agent, path, "\"1\"", "Late.")).Should().Be(HttpStatusCode.Conflict);
        foreach (var bad in new[] { "W/\"2\"", "\"x\"", "2" }) (await Put(agent, path, bad, "Never.")).Should().Be(HttpStatusCode.BadRequest, bad);
        using (var late = await agent.Send(HttpMethod.Put, path, new { title = "t", body = "b", language = "en", version = 1 })) late.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await agent.Ask(HttpMethod.Get, path + "/versions")).GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetInt32()).Should().Equal(2, 1);
        var restored = await agent.Ask(HttpMethod.Post, path + "/restore", new { version = 1, seen = 2 });
        (restored.GetProperty("version").GetInt32(), restored.GetProperty("body").GetString()).Should().Be((3, $"Like this, {_mark}."));
        (await agent.Ask(HttpMethod.Get, path + "/versions/2")).GetProperty("body").GetString().Should().Be("Second.");
        (await agent.Ask(HttpMethod.Get, "/api/knowledge/categories")).GetProperty("categories").EnumerateArray().Should().Contain(c => c.GetProperty("category").GetString() == "how to");
        (await agent.Ask(HttpMethod.Get, "/api/knowledge/articles?category=how%20to&limit=1")).GetProperty("articles")[0].TryGetProperty("body", out _).Should().BeFalse("lists leave the text out");
        using var gone = await agent.Send(HttpMethod.Delete, path);
        gone.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Search_answers_whatever_is_asked()
    {
        var visitor = await _front.Visitor();
        foreach (var q in new[] { "\"", "AND", "*", "-", "運", "😀", "NEAR(a b)", "'; drop table articles; --", "貨 OR 退", "%", "\\", "refund* -\"x" })
        {
            using var response = await visitor.Send(HttpMethod.Get, $"/api/knowledge/search?q={Uri.EscapeDataString(q)}");
            response.StatusCode.Should().Be(HttpStatusCode.OK, q);
        }
        (await visitor.Ask(HttpMethod.Get, "/api/knowledge/search?q=" + Uri.EscapeDataString("運"))).GetProperty("hits").GetArrayLength().Should().BeGreaterThan(0, "one character is found");
        foreach (var query in new[] { "", "?q=%20", "?q=x&limit=0", "?q=x&limit=21", "?q=x&kind=novel", "?q=x&language=fr", "?q=x&status=secret", "?q=%00" })
        {
            using var response = await visitor.Send(HttpMethod.Get, "/api/knowledge/search" + query);
            response.StatusCode.Should().Be(HttpStatusCode.BadRequest, query);
        }
        using var long_ = await visitor.Send(HttpMethod.Get, "/api/knowledge/search?q=" + new string('x', 501));
        long_.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_file_is_imported_with_its_bad_lines_told()
    {
        var agent = await _front.Demo("p1");
        using var begun = await Import(agent, "name=faq.csv&status=published", $"question,answer,language\n{_mark} one?,1,en\n,bad,en\n{_mark} two?,2,en\n");
        begun.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var path = begun.Headers.Location!.ToString();
        using var limit = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(Pause);
        var progress = await agent.Ask(HttpMethod.Get, path);
        while (progress.GetProperty("state").GetString() == "running" && await again.WaitForNextTickAsync(limit.Token)) progress = await agent.Ask(HttpMethod.Get, path);
        (progress.GetProperty("state").GetString(), progress.GetProperty("total").GetInt32(), progress.GetProperty("added").GetInt32(), progress.GetProperty("bad").GetInt32()).Should().Be(("done", 3, 2, 1));
        progress.GetProperty("badLines")[0].GetProperty("line").GetInt32().Should().Be(3);
        (await agent.Ask(HttpMethod.Get, $"/api/knowledge/search?q={_mark}")).GetProperty("hits").GetArrayLength().Should().Be(2);

        foreach (var (query, text, status) in new[]
        {
            ("name=a.csv", "nonsense", HttpStatusCode.BadRequest), ("name=a.pdf", "x", HttpStatusCode.BadRequest), ("name=a.json", "[", HttpStatusCode.BadRequest), ("format=xml", "x", HttpStatusCode.BadRequest),
            ("name=a.csv", new string('x', 9 * 1024 * 1024), HttpStatusCode.RequestEntityTooLarge),
        })
        {
            using var refused = await Import(agent, query, text);
            refused.StatusCode.Should().Be(status, query);
        }
    }

    [Fact]
    public async Task What_the_assistant_cannot_answer_is_listed_written_and_recommended()
    {
        var (visitor, agent, elsewhere) = (await _front.Visitor(), await _front.Demo("m1"), await _front.Demo("m2"));
        var sessionId = await visitor.Support("m1");
        await using var chat = await visitor.Connect();
        await chat.Join(sessionId);
        await chat.Say(sessionId, $"Do you sell {_mark}?");
        var question = await Listed(agent);
        question.GetProperty("askings")[0].GetProperty("sessionId").GetGuid().Should().Be(sessionId);
        (await elsewhere.Ask(HttpMethod.Get, "/api/knowledge/unanswered?order=lately&limit=200")).GetProperty("questions").EnumerateArray().Should().NotContain(q => q.GetProperty("question").GetString()!.Contains(_mark));
        using (var notTheirs = await elsewhere.Send(HttpMethod.Put, $"/api/knowledge/unanswered/{question.GetProperty("questionId").GetGuid()}", new { state = "dismissed" })) notTheirs.StatusCode.Should().Be(HttpStatusCode.NotFound);

        await agent.Ask(HttpMethod.Post, "/api/knowledge/articles", new { title = $"Do you sell {_mark}?", body = "Yes.", language = "en", status = "published", answers = question.GetProperty("questionId").GetGuid() });
        (await agent.Ask(HttpMethod.Get, "/api/knowledge/unanswered?order=lately")).GetProperty("questions").EnumerateArray().Should().NotContain(q => q.GetProperty("question").GetString()!.Contains(_mark));
        foreach (var person in new[] { visitor, agent })
            (await person.Ask(HttpMethod.Get, $"/api/knowledge/recommend?sessionId={sessionId}")).GetProperty("hits")[0].GetProperty("article").GetProperty("answer").GetString().Should().Be("Yes.");
        foreach (var stranger in new[] { await _front.Visitor(), elsewhere })
        {
            using var refused = await stranger.Send(HttpMethod.Get, $"/api/knowledge/recommend?sessionId={sessionId}");
            refused.StatusCode.Should().Be(HttpStatusCode.NotFound);
        }
    }

    private async Task<JsonElement> Listed(Person agent)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(Pause);
        while (await again.WaitForNextTickAsync(limit.Token))
        {
            var list = await agent.Ask(HttpMethod.Get, "/api/knowledge/unanswered?state=open&order=lately&limit=200");
            foreach (var question in list.GetProperty("questions").EnumerateArray())
                if (question.GetProperty("question").GetString()!.Contains(_mark, StringComparison.Ordinal)) return question;
        }
        throw new TimeoutException("The question was not listed.");
    }

    private async Task<HttpStatusCode> Put(Person person, string path, string seen, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = System.Net.Http.Json.JsonContent.Create(new { title = "t", body, language = "en", status = "published" }) };
        request.Headers.Authorization = new("Bearer", person.Token);
        request.Headers.TryAddWithoutValidation("If-Match", seen);
        using var response = await _front.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static Task<HttpResponseMessage> Import(Person person, string query, string text) =>
        person.Send(HttpMethod.Post, "/api/knowledge/imports?" + query, new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } });
}
