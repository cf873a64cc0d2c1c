using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>The main states in every layout, looked at by axe and drawn for people: artifacts/screenshots.</summary>
[Collection(WithChromium.Name)]
public sealed class ScreenshotTests(Chromium chromium)
{
    public static TheoryData<string, int, int, bool> Looks => new()
    {
        { "zh-TW", 360, 740, false }, { "en-GB", 360, 740, true },
        { "zh-TW", 800, 900, true }, { "en-GB", 800, 900, false },
        { "zh-TW", 1440, 900, false }, { "en-GB", 1440, 900, true },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_main_states_are_drawn(string locale, int width, int height, bool dark)
    {
        var look = $"{width}-{(dark ? "dark" : "light")}-{locale}";
        var chinese = locale == "zh-TW";
        await using var visitor = await chromium.Somebody(locale, width, height, dark);
        await using var agent = await chromium.Somebody(locale, width, height, dark);

        await visitor.Open("/");
        await visitor.Sees(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }));
        await Shows(visitor, "start");
        await agent.Open("/desk");
        await agent.Sees(agent.Page.Locator(".form"));
        await Shows(agent, "login");

        await visitor.Open("/chat");
        await visitor.Sees(visitor.Page.Locator(".hello"));
        await Shows(visitor, "chat-empty");
        await visitor.Say(chinese ? "退貨政策是什麼？" : "What is your return policy?");
        await visitor.Sees(visitor.Log.Locator(".reply .text"));
        await Shows(visitor, "chat-streaming");
        await visitor.Sees(visitor.Log.Locator(".source").First);
        await Shows(visitor, "chat-answer");

        await agent.Open("/desk?user_id=p1");
        await agent.Sees(agent.Page.Locator(".panes"));
        await Shows(agent, "desk-empty");
        await visitor.Page.Locator(".head > button").ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".queue"));
        await Shows(visitor, "chat-queue");
        await agent.Sees(agent.Offer.First);
        await Shows(agent, "desk-offer");
        await agent.Offer.First.Locator(".primary").ClickAsync();
        await agent.Say(chinese ? "您好，我是客服，馬上為您處理。" : "Hello, I am looking into it for you.");
        await visitor.Say(chinese ? "謝謝！茶壺收到時已經有裂痕。\n訂單編號 20261120。" : "Thank you! The teapot arrived cracked.\nOrder 20261120.");
        await agent.Sees("20261120");
        await agent.Page.Locator(".modes button").Nth(1).ClickAsync();
        await agent.Say(chinese ? "請倉庫確認包裝" : "Ask the warehouse about the packing");
        await agent.Sees(agent.Page.Locator(".note .text").Last);
        await Shows(visitor, "chat-agent");
        await Shows(agent, "desk-chat");
        await agent.Page.Locator(".centre .head button").Filter(new() { HasText = chinese ? "轉接" : "Transfer" }).ClickAsync();
        await agent.Sees(agent.Page.Locator("dialog[open]"));
        await Shows(agent, "desk-transfer");
        await agent.Page.Keyboard.PressAsync("Escape");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = chinese ? "結束對話" : "Resolve" }).ClickAsync();
        await agent.Page.Locator(".sure").ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".ended"));
        await Shows(visitor, "chat-ended");

        await visitor.Open("/chat?user_id=b1&target=m1");
        await visitor.Say((chinese ? "請問這款茶還有嗎？" : "Is this tea still available?") + look);
        await visitor.Sees(look);
        await Shows(visitor, "direct");
        Directory.GetFiles(Place.Screenshots, $"*-{look}.png").Should().HaveCountGreaterThanOrEqualTo(12);

        async Task Shows(Person person, string state)
        {
            await person.Picture($"{state}-{look}");
            if (dark || width == 1440) await person.AxeFindsNothing($"{state}, {look}");
        }
    }
}
