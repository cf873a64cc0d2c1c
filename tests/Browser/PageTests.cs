using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>The pages as they stand: languages, phones, signing in, and what is drawn.</summary>
[Collection(WithChromium.Name)]
public sealed class PageTests(Chromium chromium)
{
    [Theory]
    [InlineData("zh-TW", "zh-Hant", "你好，需要什麼幫忙？")]
    [InlineData("zh-CN", "zh-Hans", "你好，需要什么帮助？")]
    [InlineData("en-GB", "en", "Hello! How can we help?")]
    [InlineData("fr-FR", "en", "Hello! How can we help?")]
    public async Task The_page_speaks_the_readers_language(string browser, string page, string words)
    {
        await using var visitor = await chromium.Somebody(browser);
        await visitor.Open("/chat");

        await visitor.Sees(visitor.Page.GetByText(words));
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", page);
    }

    [Fact]
    public async Task Another_language_can_be_chosen_and_is_kept()
    {
        await using var visitor = await chromium.Somebody("en-GB");
        await visitor.Open("/chat");
        await visitor.Page.Locator(".languages select").SelectOptionAsync("zh-Hans");
        await visitor.Sees(visitor.Page.GetByText("你好，需要什么帮助？"));
        await visitor.Page.ReloadAsync();

        await visitor.Sees(visitor.Page.GetByText("你好，需要什么帮助？"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/chat")]
    [InlineData("/chat?user_id=b1&target=m1")]
    [InlineData("/desk")]
    [InlineData("/desk?user_id=p1")]
    public async Task Nothing_sticks_out_of_a_phone(string path)
    {
        await using var visitor = await chromium.Somebody(width: 360, height: 640);
        await visitor.Open(path);
        await visitor.Sees(visitor.Page.Locator("h1:visible, h2:visible").First);

        (await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue();
        (await visitor.Page.EvaluateAsync<float[]>(
            "[...document.querySelectorAll('input, textarea')].map(field => parseFloat(getComputedStyle(field).fontSize))"))
            .Should().NotContain(size => size < 16, "phones zoom into smaller fields");
    }

    [Fact]
    public async Task A_very_long_message_stays_within_its_bubble()
    {
        await using var visitor = await chromium.Somebody(width: 360, height: 640);
        await visitor.Open("/chat");
        await visitor.Say("long " + new string('w', 3900));
        await visitor.Sees("long www");

        (await visitor.Page.EvaluateAsync<bool>("document.querySelector('[role=log]').scrollWidth <= innerWidth")).Should().BeTrue();
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_what_to_do()
    {
        await using var agent = await chromium.Somebody();
        await agent.Open("/desk");
        await agent.Page.Locator("input[name=username]").FillAsync("nobody");
        await agent.Page.Locator("input[name=password]").FillAsync("wrong password 1");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "登入" }).ClickAsync();

        await agent.Sees(agent.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "重新登入" }));
    }

    [Fact]
    public async Task A_reload_in_the_middle_of_an_answer_shows_it_once()
    {
        await using var visitor = await chromium.Somebody();
        await visitor.Open("/chat");
        await visitor.Say("退貨政策是什麼？");
        await visitor.Sees(visitor.Log.Locator(".reply .text"));
        await visitor.Page.ReloadAsync();

        await visitor.Sees(visitor.Log.Locator(".source").First);
        await Expect(visitor.Log.Locator(".bubble-row:not(.mine)")).ToHaveCountAsync(1);
    }
}
