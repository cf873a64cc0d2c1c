using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>Draws the conversation list, groups, people and search in every layout, for people to look at: artifacts/screenshots.</summary>
[Collection(WithChromium.Name)]
public sealed class GroupScreenshotTests(Chromium chromium)
{
    [Theory]
    [InlineData("zh-TW", "建立", "詳細資料")]
    [InlineData("en-GB", "Create", "Details")]
    public async Task The_states_of_groups_are_drawn(string locale, string create, string details)
    {
        await using var buyer = await chromium.Somebody(locale, 1440, 900);
        await using var merchant = await chromium.Somebody(locale);
        await merchant.Open("/chat?user_id=m1");
        await buyer.Open("/chat?user_id=b2&target=m1");
        await buyer.Say("請問庫存還有多少？");
        await buyer.Sees(buyer.Log.Locator(".bubble").First);
        await buyer.Open("/chat?user_id=b2");
        await buyer.Sees(buyer.Page.Locator(".side .row").First);
        await buyer.Pictures("people-list");

        await buyer.Page.Locator(".side .add").ClickAsync();
        await buyer.Page.Locator("dialog .person").Nth(0).ClickAsync();
        await buyer.Page.Locator("dialog .person").Nth(1).ClickAsync();
        await buyer.Page.Locator("dialog .person").Nth(2).ClickAsync();
        var name = locale == "zh-TW" ? "普洱茶進貨討論" + new string('長', 60) : "Buying tea " + new string('w', 150);
        await buyer.Page.Locator("dialog .name input").FillAsync(name);
        await buyer.Pictures("people-choosing");
        await buyer.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Filter(new() { HasText = create }).ClickAsync();
        await buyer.Say(locale == "zh-TW" ? "各位好，下週要進一批普洱茶，請問數量？" : "Hello all, we are about to order tea. How much do you need?");
        await merchant.Page.Locator(".side .row").Filter(new() { HasText = name[..6] }).First.ClickAsync();
        await merchant.Say(locale == "zh-TW" ? "我們要三十餅，謝謝！" : "Thirty cakes for us, thank you!");
        await buyer.Sees(buyer.Log.Locator(".bubble-row:not(.mine)").First);
        await buyer.Say("👍");
        await buyer.Sees(buyer.Log.Locator(".read"));
        await buyer.Pictures("group-details");
        await buyer.Page.SetViewportSizeAsync(360, 740);
        (await buyer.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.querySelector('.home').scrollWidth <= innerWidth")).Should().BeTrue("a long name sticks out of nothing");
        await buyer.Page.SetViewportSizeAsync(1440, 900);
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = details, Exact = true }).ClickAsync();
        await buyer.Pictures("group");
        await buyer.Page.Locator(".looking input").FillAsync(locale == "zh-TW" ? "普洱" : "tea");
        await buyer.Sees(buyer.Page.Locator(".hit mark").First);
        await buyer.Page.Locator(".hit").First.ClickAsync();
        await buyer.Page.Locator(".tool").First.ClickAsync();
        await buyer.Page.Keyboard.TypeAsync(locale == "zh-TW" ? "普洱" : "tea");
        await buyer.Sees(buyer.Page.Locator(".find .told:not(:empty)"));
        await buyer.Pictures("group-found");
        await merchant.Page.Locator(".lists button").Nth(1).ClickAsync();
        await merchant.Sees(merchant.Page.Locator(".rows .row").First);
        await merchant.Pictures("customers");
        Directory.GetFiles(Place.Screenshots, $"group-details-*-{locale}.png").Should().HaveCount(3);
    }
}
