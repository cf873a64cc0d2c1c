namespace LiveChat.Browser;

/// <summary>Whatever people, articles and models say is shown as text and runs nothing.</summary>
[Collection(WithChromium.Name)]
public sealed class InjectionTests(Chromium chromium)
{
    private const string Bad = "<img src=x onerror=\"window.__xss=1\">";

    [Fact]
    public async Task Markup_in_text_name_article_and_answer_runs_nothing()
    {
        await using var visitor = await chromium.Somebody();
        await using var agent = await chromium.Somebody();
        using var admin = await Caller.Demo(chromium.Server, "a1");
        await admin.Post("/api/knowledge/faq", new { question = $"zxqv 保固 {Bad}", answer = $"zxqv 保固兩年 {Bad} <script>window.__xss=1</script>", language = "zh-Hant", tags = Array.Empty<string>() });
        using var account = await Caller.Visitor(chromium.Server, $"Bad {Bad}");
        await visitor.SignInAs(account.Account);

        await visitor.Open("/chat");
        await visitor.Say($"zxqv 保固 {Bad}");
        await visitor.Sees(visitor.Log.Locator(".source").Filter(new() { HasText = "<img" }).First);
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "找客服人員", Exact = true }).ClickAsync();
        await agent.Open("/desk?user_id=p1");
        await agent.Page.Locator(".tab").Nth(1).ClickAsync();
        await agent.Sees(agent.Page.Locator(".offer, .row").Filter(new() { HasText = "<img" }).First);
        await agent.Page.Locator(".left .row").Filter(new() { HasText = "<img" }).Locator(".take").ClickAsync();
        await agent.Sees(agent.Log.Locator(".bubble").Filter(new() { HasText = "<img" }).First);
        await agent.Say($"agent {Bad}");
        await visitor.Sees($"agent {Bad}");

        foreach (var person in new[] { visitor, agent })
        {
            (await person.Page.EvaluateAsync<bool>("'__xss' in window")).Should().BeFalse();
            (await person.Page.Locator("#app img, #app script").CountAsync()).Should().Be(0);
            person.Complaints.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task The_page_allows_no_inline_script()
    {
        await using var visitor = await chromium.Somebody();
        await visitor.Open("/chat");
        await visitor.Page.EvaluateAsync("""
            const script = document.createElement('script');
            script.textContent = 'window.__xss = 1';
            document.body.append(script);
            """);

        (await visitor.Page.EvaluateAsync<bool>("'__xss' in window")).Should().BeFalse();
    }
}
