using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>Signing in at <c>/chat</c> with an account of one's own.</summary>
[Collection(WithChromium.Name)]
public sealed class MemberTests(Chromium chromium)
{
    [Fact]
    public async Task Somebody_makes_an_account_writes_to_a_merchant_comes_back_and_logs_out()
    {
        await using var buyer = await chromium.Somebody("en-GB");
        await buyer.Open("/chat?login");
        await buyer.Sees(buyer.Page.Locator("input[name=username]"));
        await buyer.AxeFindsNothingInAnyLight("logging in at the chat");
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "I want an account" }).ClickAsync();
        await buyer.Page.Locator("input[name=username]").FillAsync("tea-lover");
        await buyer.Page.Locator("input[name=displayName]").FillAsync("Tea lover");
        await buyer.Page.Locator("input[name=password]").FillAsync("short");
        await buyer.AxeFindsNothingInAnyLight("making an account");
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Create an account" }).ClickAsync();
        await buyer.Sees(buyer.Page.GetByRole(AriaRole.Alert));
        await buyer.Page.Locator("input[name=password]").FillAsync("a steaming pot of oolong 7");
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Create an account" }).ClickAsync();

        await buyer.Sees(buyer.Page.Locator(".side h1").Filter(new() { HasText = "Tea lover" }));
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).ClickAsync();
        await buyer.Page.Locator("dialog .person").Filter(new() { HasText = "m3" }).ClickAsync();
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await buyer.Say("Do you have oolong?");
        await buyer.Sees("Do you have oolong?");

        await buyer.Open("/chat");
        await buyer.Sees(buyer.Page.Locator(".side .row").Filter(new() { HasText = "Do you have oolong?" }));
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await buyer.Sees(buyer.Page.Locator("input[name=password]"));
        await buyer.Page.Locator("input[name=username]").FillAsync("tea-lover");
        await buyer.Page.Locator("input[name=password]").FillAsync("a steaming pot of oolong 7");
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await buyer.Sees(buyer.Page.Locator(".side .row").Filter(new() { HasText = "Do you have oolong?" }));
        await Expect(buyer.Page.Locator("[role=alert]")).ToHaveCountAsync(0);
        buyer.Complaints.Should().BeEmpty();
    }
}
