using Microsoft.Playwright;

namespace LiveChat.Browser.Widget;

/// <summary>Draws the widget's states in every layout, for people to look at: artifacts/screenshots.</summary>
[Collection(WithWidget.Name)]
public sealed class PictureTests(Chromium chromium)
{
    [Theory]
    [InlineData("zh-TW", "zh-Hant", "退貨政策是什麼？", "您好，我是客服，馬上為您處理。")]
    [InlineData("en-GB", "en", "What is your return policy?", "Hello, I am looking into it for you.")]
    public async Task The_states_are_drawn(string browser, string locale, string question, string greeting)
    {
        await using var site = ForeignSite.With(chromium.Server, $"data-desk=\"m2\" data-locale=\"{locale}\"");
        await using var visitor = await chromium.Somebody(browser);
        await using var agent = await chromium.Somebody(browser);
        await visitor.OpenWidget(site);
        await visitor.Pictures("widget-welcome");
        await visitor.Say(question);
        await visitor.Sees(visitor.Log.Locator(".source").First);
        await visitor.Pictures("widget-answer");
        await visitor.Panel().Locator(".head .tool").First.ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".queue"));
        await visitor.Pictures("widget-queue");
        await agent.Open("/desk?user_id=m2");
        await agent.Offer.First.Locator(".primary").ClickAsync();
        await agent.Say(greeting);
        await visitor.Sees(greeting);
        await visitor.Panel().Locator(".head .tool").Last.ClickAsync();
        await agent.Say(greeting + " 2");
        await visitor.Sees(visitor.Page.Locator(".preview"));
        await visitor.Pictures("widget-closed");
        await visitor.Launcher().ClickAsync();
        await visitor.Sees(greeting + " 2");
        await visitor.Pictures("widget-agent");

        Directory.GetFiles(Place.Screenshots, $"widget-*-{browser}.png").Should().HaveCountGreaterThanOrEqualTo(15);
    }
}
