using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>How an agent learns of what is new: offers that outlive a reload, the tab's title and icon, the desktop, a sound in one tab.</summary>
[Collection(WithStaff.Name)]
public sealed class DeskAlertTests(Chromium chromium, DeskServer own)
{
    private readonly AtDesk _desk = new(chromium, own);

    [Fact]
    public async Task An_offer_that_stands_is_there_again_after_a_reload_and_a_notice_in_the_tab_tells_of_it()
    {
        await using var agent = await _desk.Agent();
        await agent.Open("/desk?user_id=m2");
        await agent.Sees(agent.Page.Locator(".next"));
        await using var visitor = await _desk.Waiting("m2", "Is anybody there?");
        await agent.Sees(agent.Offer);
        await Expect(agent.Page).ToHaveTitleAsync("(1) LiveChat");
        await Expect(agent.Page.Locator("link[rel=icon]")).ToHaveAttributeAsync("href", new Regex("^data:", RegexOptions.None, TimeSpan.FromSeconds(1)));
        (await agent.Page.EvaluateAsync<string>("document.activeElement.tagName")).Should().Be("BODY", "an offer takes no focus");

        await agent.Page.ReloadAsync();
        await agent.Sees(agent.Offer.Filter(new() { HasText = "Is anybody there?" }));
        await agent.Page.Keyboard.PressAsync("Alt+KeyD");
        await Expect(agent.Offer).ToHaveCountAsync(0);
        await Expect(agent.Page).ToHaveTitleAsync("LiveChat");
        await AtDesk.Leaves(visitor);
    }

    [Fact]
    public async Task Who_looks_elsewhere_is_told_on_the_desktop()
    {
        await using var agent = await _desk.Agent();
        // What the system would show; headless browsers have nowhere to show it, and are never looked away from.
        await agent.Page.AddInitScriptAsync("""
            window.told = [];
            window.Notification = class { static permission = 'granted'; constructor(title, { body }) { told.push(`${title}: ${body}`); } close() {} };
            Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
            """);
        await agent.Open("/desk?user_id=m2");
        await agent.Sees(agent.Page.Locator(".next"));
        await using var visitor = await _desk.Waiting("m2", "Can anybody hear me?");
        await agent.Sees(agent.Offer.Filter(new() { HasText = "Can anybody hear me?" }));
        (await agent.Page.EvaluateAsync<string[]>("told")).Should().Contain("A visitor for you: Can anybody hear me?");
        await AtDesk.Leaves(visitor);
        await Expect(agent.Offer.Filter(new() { HasText = "Can anybody hear me?" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Only_one_tab_rings()
    {
        await using var agent = await _desk.Agent();
        await agent.Open("/desk?user_id=p1");
        var other = await agent.Page.Context.NewPageAsync();
        await other.GotoAsync("/desk?user_id=p1");
        foreach (var tab in new[] { agent.Page, other })
        {
            await Expect(tab.Locator(".next")).ToBeVisibleAsync();
            await tab.Locator(".next").ClickAsync(); // browsers let nothing sound before the page was touched
        }

        await using var visitor = await _desk.Waiting("platform", "Ring once");
        foreach (var tab in new[] { agent.Page, other }) await Expect(tab.Locator(".offer")).ToBeVisibleAsync();
        var notes = await Task.WhenAll(Person.NotesPlayed(agent.Page), Person.NotesPlayed(other));
        notes.Should().BeEquivalentTo([0, 2], "two notes make the chime, in one tab");
        await agent.Page.Keyboard.PressAsync("Alt+KeyA");
        await Expect(other.Locator(".offer")).ToHaveCountAsync(0);
    }
}
