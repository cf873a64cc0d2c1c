using LiveChat.Testing;
using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>The main states in every layout, looked at by axe and drawn for people: artifacts/screenshots.</summary>
[Collection(WithChromium.Name)]
public sealed class ScreenshotTests(Chromium chromium)
{
    [Theory]
    [InlineData("zh-TW")]
    [InlineData("en-GB")]
    public async Task The_main_states_are_drawn(string locale)
    {
        var chinese = locale == "zh-TW";
        await using var visitor = await chromium.Somebody(locale);
        await using var agent = await chromium.Somebody(locale);

        await visitor.Open("/");
        await visitor.Sees(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }));
        await visitor.Pictures("start");
        await agent.Open("/desk");
        await agent.Sees(agent.Page.Locator(".form"));
        await agent.Pictures("login");

        await visitor.Open("/chat");
        await visitor.Sees(visitor.Page.Locator(".hello"));
        await visitor.Pictures("chat-empty");
        await visitor.Say(chinese ? "退貨政策是什麼？" : "What is your return policy?");
        await visitor.Sees(visitor.Log.Locator(".source").First);
        await visitor.Pictures("chat-answer");

        await agent.Open("/desk?user_id=p1");
        await agent.Sees(agent.Page.Locator(".panes"));
        await agent.Pictures("desk-empty");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = chinese ? "找客服人員" : "Talk to a person", Exact = true }).ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".queue"));
        await visitor.Pictures("chat-queue");
        await agent.Sees(agent.Offer.First);
        await agent.Pictures("desk-offer");
        await agent.Offer.First.Locator(".primary").ClickAsync();
        await agent.Say(chinese ? "您好，我是客服，馬上為您處理。" : "Hello, I am looking into it for you.");
        await visitor.Say(chinese ? "謝謝！茶壺收到時已經有裂痕。\n訂單編號 20261120。" : "Thank you! The teapot arrived cracked.\nOrder 20261120.");
        await agent.Sees("20261120");
        await agent.Page.Locator(".modes button").Nth(1).ClickAsync();
        await agent.Say(chinese ? "請倉庫確認包裝" : "Ask the warehouse about the packing");
        await agent.Sees(agent.Page.Locator(".note .text").Last);
        await visitor.Pictures("chat-agent");
        await agent.Sees(agent.Page.Locator(".right .words").Filter(new() { HasText = chinese ? "智慧助理: " : "Assistant: " })); // the summary, in the reader's words
        await agent.Pictures("desk-chat");
        await agent.Page.Locator(".centre .head button").Filter(new() { HasText = chinese ? "轉接" : "Transfer" }).ClickAsync();
        await agent.Sees(agent.Page.Locator("dialog[open]"));
        await agent.Pictures("desk-transfer");
        await agent.Page.Keyboard.PressAsync("Escape");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = chinese ? "結束對話" : "Resolve" }).ClickAsync();
        await agent.Page.Locator(".sure").ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".ended"));
        await visitor.Pictures("chat-ended");

        await visitor.Open("/chat?user_id=b1&target=m1");
        await visitor.Say((chinese ? "請問這款茶還有嗎？" : "Is this tea still available?") + locale);
        await visitor.Sees(locale);
        await visitor.Pictures("direct");
    }

    [Fact]
    public async Task An_answer_on_its_way_is_drawn()
    {
        (string Locale, string Question, string Answer)[] readers =
        [
            ("zh-TW", "退貨政策是什麼？", "七天內可以退貨，商品須保持全新，"),
            ("en-GB", "What is your return policy?", "You can send it back within seven days, unused and "),
        ];
        await using var model = ScriptedModel.Start([.. readers.Select(reader => Begun(reader.Answer))]);
        await using var server = await chromium.OwnServer(AssistantTests.SettingsFor(model));
        foreach (var (locale, question, answer) in readers)
        {
            await using var visitor = await chromium.Somebody(locale, server: server);
            await visitor.Open("/chat");
            await visitor.Say(question);
            await visitor.Sees(visitor.Log.Locator(".reply .text").Filter(new() { HasText = answer.TrimEnd() }));
            await visitor.Pictures("chat-streaming");
        }
    }

    /// <summary>An answer that stands still in its midst.</summary>
    private static Func<ScriptedAnswer, Task> Begun(string words) => async answer =>
    {
        await answer.Begin();
        await answer.Piece(words);
        await answer.Hang();
    };
}
