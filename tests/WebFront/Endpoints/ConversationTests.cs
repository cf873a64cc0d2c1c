using System.Net;
using System.Text.Json;
using LiveChat.Tests;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Endpoints;

/// <summary>What people do with what was said: react, rate, search, take it with them.</summary>
public class ConversationTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task A_reaction_reaches_everybody_and_stands_in_the_history()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var sessionId = await one.Direct(other);
        await using var mine = await one.Connect();
        await using var theirs = await other.Connect();
        await mine.Join(sessionId);
        await theirs.Join(sessionId);
        await mine.Say(sessionId, "好了");
        await theirs.Invoke("React", sessionId, 1, "👍", true);

        var entry = (await mine.Take("message", e => e.GetProperty("message").GetProperty("type").GetString() == "system")).GetProperty("message").GetProperty("event");
        entry.GetProperty("name").GetString().Should().Be("reacted");
        var told = await mine.Take("reaction");
        told.GetProperty("seq").GetInt64().Should().Be(1);
        told.GetProperty("reactions").GetArrayLength().Should().Be(1);
        told.GetProperty("reactions")[0].GetProperty("emoji").GetString().Should().Be("👍");
        told.GetProperty("reactions")[0].GetProperty("userIds").EnumerateArray().Select(id => id.GetString()).Should().Equal(other.Id);
        var history = await one.Ask(HttpMethod.Get, $"/api/chat/session/{sessionId}/history");
        history.GetProperty("messages")[0].GetProperty("reactions")[0].GetProperty("userIds")[0].GetString().Should().Be(other.Id);

        await theirs.Invoke("React", sessionId, 1, "👍", false);
        (await mine.Take("reaction", e => e.GetProperty("reactions").GetArrayLength() == 0)).GetProperty("seq").GetInt64().Should().Be(1);
        (await Refusal(theirs, "React", sessionId, 1, "<b>", true)).Should().Be("INVALID");
        (await Refusal(theirs, "React", sessionId, 99, "👍", true)).Should().Be("NOT_FOUND");
    }

    [Fact]
    public async Task A_rating_is_seen_by_the_staff_and_given_by_the_customer_alone()
    {
        var (visitor, agent) = (await _front.Visitor(), await _front.Demo("m1"));
        var sessionId = await visitor.Support("m1");
        await using var chat = await visitor.Connect();
        await chat.Join(sessionId);
        (await Refusal(chat, "Rate", sessionId, new { score = 5 })).Should().Be("CONFLICT");
        await chat.Invoke("Close", sessionId);
        foreach (var body in new object?[] { null, new { }, new { score = 0 }, new { score = 6 } }) (await Refusal(chat, "Rate", sessionId, body)).Should().Be("INVALID");
        (await Refusal(chat, "Rate", sessionId, new { score = 3, comment = new string('x', 1001) })).Should().Be("TOO_LONG");

        await chat.Invoke("Rate", sessionId, new { score = 1 });
        await chat.Invoke("Rate", sessionId, new { score = 4, comment = "還不錯" });
        var seen = (await agent.Ask(HttpMethod.Get, $"/api/chat/session/{sessionId}")).GetProperty("rating");
        seen.GetProperty("score").GetInt32().Should().Be(4);
        seen.GetProperty("comment").GetString().Should().Be("還不錯");
        await using var desk = await agent.Connect();
        (await Refusal(desk, "Rate", sessionId, new { score = 5 })).Should().Be("FORBIDDEN");
    }

    [Fact]
    public async Task What_was_said_is_found_by_its_readers_and_no_more_when_it_was_taken_back()
    {
        var (one, other, stranger) = (await _front.Visitor(), await _front.Visitor(), await _front.Visitor());
        var sessionId = await one.Direct(other);
        await using var hub = await one.Connect();
        await hub.Join(sessionId);
        await hub.Say(sessionId, "我的訂單 <b>什麼時候</b> 到？");

        var found = await Found(other, "訂單", count: 1);
        var hit = found.GetProperty("hits")[0];
        hit.GetProperty("sessionId").GetGuid().Should().Be(sessionId);
        hit.GetProperty("snippet").GetString().Should().Be("我的訂單 <b>什麼時候</b> 到？");
        hit.GetProperty("marks").GetRawText().Should().Be("[[2,2]]");
        hit.GetProperty("senderId").GetString().Should().Be(one.Id);
        found.TryGetProperty("next", out _).Should().BeFalse();
        (await Search(stranger, "q=訂單")).GetProperty("hits").GetArrayLength().Should().Be(0);
        using (var refused = await stranger.Send(HttpMethod.Get, $"/api/chat/search?q=訂單&sessionId={sessionId}")) refused.StatusCode.Should().Be(HttpStatusCode.NotFound);

        await hub.Invoke("Recall", sessionId, 1);
        (await Search(other, $"q=訂單&sessionId={sessionId}")).GetProperty("hits").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData("q=%22")]
    [InlineData("q=AND")]
    [InlineData("q=*")]
    [InlineData("q=-")]
    [InlineData("q=%F0%9F%98%80")]
    [InlineData("q=%00")]
    [InlineData("q=%E8%A8%82")]
    [InlineData("q=%ED%A0%BD")]
    [InlineData("q=a%20OR%20b)%20NEAR(")]
    [InlineData("q=x&before=1&limit=50")]
    public async Task Any_query_is_answered(string query) =>
        (await Search(await _front.Visitor(), query)).GetProperty("hits").GetArrayLength().Should().Be(0);

    [Theory]
    [InlineData("", 400)]
    [InlineData("q=", 400)]
    [InlineData("q=%20", 400)]
    [InlineData("q=x&limit=0", 400)]
    [InlineData("q=x&limit=51", 400)]
    [InlineData("q=x&limit=many", 400)]
    [InlineData("q=x&before=abc", 400)]
    [InlineData("q=x&sessionId=1", 400)]
    [InlineData("q=x&sessionId=01900000-0000-7000-8000-000000000000", 404)]
    public async Task What_is_no_search_is_refused(string query, int status)
    {
        using var response = await (await _front.Visitor()).Send(HttpMethod.Get, $"/api/chat/search?{query}");
        ((int)response.StatusCode).Should().Be(status);
    }

    [Fact]
    public async Task A_query_without_end_is_refused()
    {
        using var response = await (await _front.Visitor()).Send(HttpMethod.Get, $"/api/chat/search?q={new string('x', 201)}");
        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_transcript_is_a_file_with_all_that_was_said()
    {
        await using var front = await RunningFront.Start("--RateLimits:Enabled", "false");
        var (one, other) = (await front.Visitor("小明"), await front.Visitor());
        var sessionId = await one.Direct(other);
        for (var i = 1; i <= 450; i++) await one.Ask(HttpMethod.Post, "/api/chat/message", new { sessionId, clientMessageId = $"{i}", content = $"line {i} <i>" });
        await using var hub = await one.Connect();
        await hub.Join(sessionId);
        await hub.Invoke("Recall", sessionId, 450);

        using var response = await other.Send(HttpMethod.Get, $"/api/chat/session/{sessionId}/transcript?format=txt&locale=zh-Hant&zone=Asia/Taipei");
        response.Content.Headers.ContentType!.ToString().Should().Be("text/plain; charset=utf-8");
        response.Content.Headers.ContentDisposition!.ToString().Should().Be($"attachment; filename=\"transcript-{sessionId}.txt\"");
        var text = await response.Content.ReadAsStringAsync();
        for (var i = 1; i < 450; i++) text.Should().Contain($"#{i} 小明: line {i} <i>\n");
        text.Should().Contain("#450 小明: （已收回）\n").And.NotContain("line 450");

        using var page = await other.Send(HttpMethod.Get, $"/api/chat/session/{sessionId}/transcript");
        page.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        var html = await page.Content.ReadAsStringAsync();
        html.Should().Contain("line 449 &lt;i&gt;").And.NotContain("<i>").And.EndWith("</html>\n").And.Contain("lang=\"en\"");
    }

    [Theory]
    [InlineData("format=pdf")]
    [InlineData("format=HTML")]
    [InlineData("locale=fr")]
    [InlineData("locale=zh")]
    [InlineData("zone=Moon/Crater")]
    [InlineData("zone=..%2F..%2Fetc%2Fpasswd")]
    [InlineData("zone=%2Fetc%2Fpasswd")]
    [InlineData("zone=China%20Standard%20Time")]
    public async Task A_transcript_of_no_known_form_is_refused(string query)
    {
        var visitor = await _front.Visitor();
        var sessionId = await visitor.Support();
        using var response = await visitor.Send(HttpMethod.Get, $"/api/chat/session/{sessionId}/transcript?{query}");
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await RunningFront.Read(response)).GetProperty("code").GetString().Should().Be("INVALID");
    }

    private static Task<JsonElement> Search(Person person, string query) => person.Ask(HttpMethod.Get, $"/api/chat/search?{query}");

    // The index follows in the background: asked again until it has heard.
    private static async Task<JsonElement> Found(Person person, string query, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var found = await Search(person, $"q={query}");
            if (found.GetProperty("hits").GetArrayLength() >= count) return found;
            await again.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<string> Refusal(HubClient hub, string method, params object?[] arguments) =>
        (await FluentActions.Awaiting(() => hub.Invoke(method, arguments)).Should().ThrowAsync<HubRefusal>(method)).Which.Code;
}
