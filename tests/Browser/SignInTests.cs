using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>Sign-ins that run out, are shared by tabs, or end.</summary>
[Collection(WithChromium.Name)]
public sealed class SignInTests(Chromium chromium)
{
    [Fact]
    public async Task Two_tabs_talk_on_when_their_token_has_run_out()
    {
        await using var server = await chromium.OwnServer(("Auth:AccessTokenSeconds", "4"), ("Auth:ClockSkewSeconds", "0"));
        await using var visitor = await chromium.Somebody(server: server);
        var reconnected = Reconnection(visitor.Page);
        await visitor.Open("/chat");
        await visitor.Say("第一句");
        await visitor.Sees("第一句");
        var other = await visitor.Page.Context.NewPageAsync();
        var otherReconnected = Reconnection(other);
        await other.GotoAsync("/chat");

        await Task.WhenAll(reconnected, otherReconnected);
        await visitor.Say("第二句");

        await visitor.Sees("第二句");
        await Expect(other.Locator("[data-seq]").Filter(new() { HasText = "第二句" })).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Expect(other.Locator("[data-seq]").Filter(new() { HasText = "第一句" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_agent_signs_in_with_a_password_and_out_again()
    {
        await using var agent = await chromium.Somebody();
        await agent.Open("/desk");
        await agent.Page.Locator("input[name=username]").FillAsync("m3");
        await agent.Page.Locator("input[name=password]").FillAsync("livechat-demo");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "登入" }).ClickAsync();
        await agent.Sees(agent.Page.Locator(".panes"));

        await agent.Page.ReloadAsync();
        await agent.Sees(agent.Page.Locator(".panes"));
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "登出" }).ClickAsync();
        await agent.Sees(agent.Page.Locator(".form"));
        await agent.Page.ReloadAsync();

        await agent.Sees(agent.Page.Locator(".form"));
    }

    [Fact]
    public async Task A_buyer_has_no_business_at_the_desk()
    {
        await using var buyer = await chromium.Somebody();
        await buyer.Open("/desk?user_id=b1");

        await buyer.Sees(buyer.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "沒有權限" }));
        await Expect(buyer.Page.Locator(".panes")).ToHaveCountAsync(0);
    }

    /// <summary>Done when the page has made its connection a second time.</summary>
    private static Task Reconnection(IPage page)
    {
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        page.WebSocket += (_, _) =>
        {
            if (++count == 2) made.SetResult();
        };
        return made.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
