using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>What a person at a page sees of a server that dies at a bad moment and comes back.</summary>
[Collection(WithChromium.Name)]
public sealed class RestartTests(Chromium chromium)
{
    [Fact]
    public async Task Who_waited_still_waits_and_gets_an_agent()
    {
        await using var server = await chromium.OwnServer();
        await using var visitor = await chromium.Somebody(server: server);
        await using var agent = await chromium.Somebody(server: server);
        await visitor.Open("/chat");
        await visitor.Say("退貨政策是什麼？");
        await visitor.Sees("退貨政策是什麼？");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "找客服人員", Exact = true }).ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".queue"));

        await server.Kill();
        await visitor.Sees(visitor.Page.Locator(".lost"));
        await server.Run();
        await visitor.IsConnected();
        await visitor.Sees(visitor.Page.Locator(".queue"));
        await agent.Open("/desk?user_id=p1");
        await agent.Offer.GetByRole(AriaRole.Button, new() { Name = "接受" }).ClickAsync();

        await agent.Sees("退貨政策是什麼？");
        await visitor.Sees(visitor.Log.GetByText("已加入對話"));
    }

    [Fact]
    public async Task An_answer_cut_off_by_the_servers_death_ends_and_can_be_had_again()
    {
        await using var server = await chromium.OwnServer(("Ai:KnowledgePace", "00:00:00.2"));
        await using var visitor = await chromium.Somebody(server: server);
        await visitor.Open("/chat");
        await visitor.Say("退貨政策是什麼？");
        await visitor.Sees(visitor.Log.Locator(".reply .text"));

        await server.Kill();
        await server.Run();

        await visitor.TriesNow();
        await visitor.Sees(visitor.Log.GetByText("回答中斷了。"));
        await visitor.Sees(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "重新回答" }));
        (await visitor.Lines()).Count(line => line.Text == "退貨政策是什麼？").Should().Be(1);
        (await visitor.Log.Locator(".reply").CountAsync()).Should().Be(0);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "重新回答" }).ClickAsync();

        await visitor.Sees(visitor.Log.Locator(".reply .text"));
    }
}
