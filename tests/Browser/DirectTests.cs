using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>A buyer and a merchant, each at a page of their own.</summary>
[Collection(WithChromium.Name)]
public sealed class DirectTests(Chromium chromium)
{
    [Fact]
    public async Task A_buyer_reaches_the_merchant_that_the_address_names()
    {
        await using var buyer = await chromium.Somebody();
        await using var merchant = await chromium.Somebody("en-GB");

        await merchant.Open("/chat?user_id=m1");
        await merchant.Sees(merchant.Page.Locator(".side"));
        await buyer.Open("/chat?user_id=b1&target=m1");
        await buyer.Say("請問普洱茶還有嗎？");
        await buyer.Sees("請問普洱茶還有嗎？");

        await merchant.Page.Locator(".side .row").Filter(new() { HasText = "請問普洱茶還有嗎？" }).ClickAsync();
        await merchant.Sees("請問普洱茶還有嗎？");
        await merchant.Sees(merchant.Page.Locator(".who").GetByText("Online"));
        await buyer.Sees(buyer.Page.GetByText("已讀"));
        await merchant.Composer.PressSequentiallyAsync("Yes");
        await buyer.Sees(buyer.Page.Locator(".typing").Filter(new() { HasText = "正在輸入" }));
        await merchant.Composer.PressAsync("Enter");
        await buyer.Sees("Yes");
    }

    [Fact]
    public async Task The_same_two_find_the_same_conversation_again()
    {
        await using var first = await chromium.Somebody();
        await first.Open("/chat?user_id=b2&target=m1");
        await first.Say("第一次來");
        await first.Sees("第一次來");

        await using var again = await chromium.Somebody();
        await again.Open("/chat?user_id=b2&target=m1");

        await again.Sees("第一次來");
    }

    [Fact]
    public async Task A_message_taken_back_is_gone_for_both()
    {
        await using var buyer = await chromium.Somebody();
        await using var merchant = await chromium.Somebody();
        await buyer.Open("/chat?user_id=b1&target=m2");
        await buyer.Say("寫錯了");
        await merchant.Open("/chat?user_id=m2&target=b1");
        await merchant.Sees("寫錯了");

        await buyer.Log.Locator("[data-seq]").Filter(new() { HasText = "寫錯了" }).GetByRole(AriaRole.Button, new() { Name = "收回" }).ClickAsync();

        await merchant.Sees(merchant.Page.GetByText("訊息已收回").First);
        await buyer.Sees(buyer.Page.GetByText("訊息已收回").First);
        (await merchant.Page.GetByText("寫錯了").CountAsync()).Should().Be(0);
    }
}
