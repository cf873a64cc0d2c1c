using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>The desk in its states, looked at by axe and drawn for people: artifacts/screenshots.</summary>
[Collection(WithStaff.Name)]
public sealed class DeskLookTests(Chromium chromium, DeskLookTests.OwnServer own) : IClassFixture<DeskLookTests.OwnServer>
{
    /// <summary>A server at which nobody is told to wait.</summary>
    public sealed class OwnServer : IAsyncLifetime
    {
        public LiveChatServer? Server { get; private set; }

        public async Task InitializeAsync() => Server = await LiveChatServer.Start(("RateLimits:Enabled", "false"), ("Queues:OfferTimeout", "00:05:00"));

        public async Task DisposeAsync() => await Server!.DisposeAsync();
    }

    [Theory]
    [InlineData("en-GB", 1440, false, "m1")]
    [InlineData("zh-TW", 1440, true, "m2")]
    [InlineData("zh-TW", 800, false, "m3")]
    [InlineData("en-GB", 360, true, "platform")]
    public async Task Axe_finds_nothing_in_any_state(string locale, int width, bool dark, string desk)
    {
        var look = $"{width}-{(dark ? "dark" : "light")}-{locale}";
        var chinese = locale == "zh-TW";
        await using var agent = await chromium.Somebody(locale, width, 900, dark, own.Server);
        await agent.Open($"/desk?user_id={(desk == "platform" ? "p1" : desk)}");
        await agent.Sees(agent.Page.Locator(".next"));
        await Shows(agent, $"desk-empty-{look}");

        using var visitor = await Caller.Visitor(own.Server!);
        await using var hub = await visitor.Wait(desk, 12, chinese ? "茶壺收到時已經有裂痕，想要換貨" : "The teapot arrived cracked, I would like another");
        await agent.Sees(agent.Offer.First);
        await Shows(agent, $"desk-offer-{look}");
        await agent.Page.Keyboard.PressAsync("Alt+KeyA");
        await agent.Sees(agent.Page.Locator(".modes"));
        for (var times = 0; times < 3; times++) await agent.Page.Keyboard.PressAsync("Alt+KeyD");
        using var staff = await Caller.Demo(own.Server!, desk == "platform" ? "p1" : desk);
        await staff.Post("/api/quick-replies", new { shortcut = "hi", content = chinese ? "{name} 您好，馬上為您處理。" : "Hello {name}, one moment please." });
        await agent.Page.ReloadAsync();
        await agent.Sees(agent.Page.Locator(".modes"));
        await agent.Say(chinese ? "您好，請問訂單編號是多少？" : "Hello, what is the number of your order?");
        await agent.Page.Keyboard.PressAsync("Alt+KeyP");
        await agent.Say(chinese ? "請倉庫確認包裝" : "Ask the warehouse about the packing");
        await agent.Sees(agent.Page.Locator(".note .text").Last);
        await Shows(agent, $"desk-note-{look}");
        await agent.Page.Keyboard.PressAsync("Alt+KeyL");
        await agent.Page.Keyboard.TypeAsync("/h");
        await agent.Sees(agent.Page.Locator("#quick-replies"));
        await Shows(agent, $"desk-quick-{look}");
        await agent.Page.Keyboard.PressAsync("Escape");

        foreach (var (keys, name) in new[] { ("Control+KeyK", "palette"), ("Alt+KeyT", "transfer") })
        {
            await agent.Page.Keyboard.PressAsync(keys);
            await agent.Sees(agent.Page.Locator("dialog[open]"));
            await Shows(agent, $"desk-{name}-{look}");
            await agent.Page.Keyboard.PressAsync("Escape");
            await Expect(agent.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        }

        await agent.Page.Locator(".back").EvaluateAsync("back => back.click()");
        await agent.Page.Locator(".tab").Nth(1).ClickAsync();
        await agent.Sees(agent.Page.Locator(".row").First);
        await Shows(agent, $"desk-waiting-{look}");
        agent.Complaints.Should().BeEmpty();
    }

    private static async Task Shows(Person agent, string state)
    {
        await agent.Picture(state);
        await agent.AxeFindsNothing(state);
    }
}
