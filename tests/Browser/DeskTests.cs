using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>The agent's desk: the whole journey by keyboard, takeover, drafts, files, articles, layouts.</summary>
[Collection(WithStaff.Name)]
public sealed class DeskTests(Chromium chromium, DeskServer own)
{
    private readonly AtDesk _desk = new(chromium, own);

    [Fact]
    public async Task The_whole_journey_by_keyboard_alone()
    {
        await using var agent = await _desk.Agent();
        await agent.Open("/desk?user_id=m1");
        await agent.Sees(agent.Page.Locator(".next"));
        await using var visitor = await _desk.Waiting("m1", "The teapot arrived cracked");
        var keys = agent.Page.Keyboard;

        await agent.Sees(agent.Offer.Filter(new() { HasText = "teapot" }));
        await keys.PressAsync("Alt+KeyA");
        await agent.Sees("The teapot arrived cracked");
        await Expect(agent.Composer).ToBeFocusedAsync();
        await Expect(agent.Page.Locator(".load")).ToContainTextAsync("1/");

        // A quick reply is written, then used: / and the first letters, Enter puts it in, Enter sends it.
        await keys.PressAsync("Control+KeyK");
        await Expect(agent.Page.Locator("dialog[open] input")).ToBeFocusedAsync();
        await keys.TypeAsync("quick");
        await keys.PressAsync("Enter");
        await agent.Sees(agent.Page.Locator("dialog[open] .form"));
        await Expect(agent.Page.Locator("dialog[open] input")).ToBeFocusedAsync();
        await keys.TypeAsync("sorry");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("Dear {name}, we are sorry.");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await agent.Sees(agent.Page.Locator("dialog[open] .reply").Filter(new() { HasText = "/sorry" }));
        await keys.PressAsync("Escape");
        await Expect(agent.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await keys.PressAsync("Alt+KeyL");
        await Expect(agent.Composer).ToBeFocusedAsync();
        await keys.TypeAsync("/so");
        await Expect(agent.Composer).ToHaveValueAsync("/so");
        await agent.Sees(agent.Page.Locator("#quick-replies [role=option]"));
        await keys.PressAsync("Enter");
        await Expect(agent.Composer).ToHaveValueAsync(new Regex("^Dear Visitor .*, we are sorry\\.$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await keys.PressAsync("Enter");
        await visitor.Sees("we are sorry.");

        await keys.PressAsync("Alt+KeyP");
        await Expect(agent.Page.Locator(".composer.note")).ToBeVisibleAsync();
        await Expect(agent.Composer).ToBeFocusedAsync();
        await keys.TypeAsync("Ask the warehouse");
        await keys.PressAsync("Enter");
        await agent.Sees(agent.Page.Locator(".note .text").Filter(new() { HasText = "Ask the warehouse" }));
        (await visitor.Page.GetByText("Ask the warehouse").CountAsync()).Should().Be(0);

        await keys.PressAsync("Shift+Slash");
        await Expect(agent.Page.Locator("dialog[open]")).ToHaveCountAsync(0, new() { Timeout = 200 }); // in a field ? is a letter
        await keys.PressAsync("Control+KeyA");
        await keys.PressAsync("Backspace");

        await keys.PressAsync("Alt+KeyE");
        await Expect(agent.Page.Locator(".sure")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Page.Locator(".ended"));
        await Expect(agent.Page.Locator(".load")).ToContainTextAsync("0/");
        agent.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Signing_in_status_takeover_transfer_and_signing_out_by_keyboard_alone()
    {
        await using var agent = await _desk.Agent();
        await using var visitor = await _desk.Visitor("m2", "Where is my parcel?");
        var keys = agent.Page.Keyboard;
        await agent.Open("/desk");
        await agent.TabTo(agent.Page.Locator("input[name=username]"));
        await keys.TypeAsync("m2");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("livechat-demo");
        await keys.PressAsync("Enter");
        await agent.Sees(agent.Page.Locator(".next"));

        await Choose(agent, agent.Page.Locator(".status select"), "busy");
        await agent.TabTo(agent.Page.GetByRole(AriaRole.Tab, new() { Name = "Mine" }));
        await keys.PressAsync("ArrowLeft");
        await Expect(agent.Page.GetByRole(AriaRole.Tab, new() { Name = "All" })).ToBeFocusedAsync();
        await agent.TabTo(agent.Page.Locator("[data-entry][tabindex='0']"));
        for (var before = await Focused(agent); !before.Contains("parcel", StringComparison.Ordinal); before = await Focused(agent))
        {
            await keys.PressAsync("ArrowDown");
            await agent.Page.WaitForFunctionAsync("before => document.activeElement.textContent !== before", before); // the focus follows when the row is drawn
        }
        await keys.PressAsync("Enter");
        await agent.Sees("Where is my parcel?");
        await agent.TabTo(agent.Page.Locator(".centre .head .primary"));
        await keys.PressAsync("Enter");
        await agent.Sees(agent.Page.Locator(".modes"));
        await keys.PressAsync("Alt+KeyL");
        await keys.TypeAsync("I am with you now");
        await keys.PressAsync("Enter");
        await visitor.Sees("I am with you now");

        await agent.TabTo(agent.Page.Locator(".fold"), back: true);
        await keys.PressAsync("Shift+Slash");
        await agent.Sees(agent.Page.Locator("dialog[open] kbd").First);
        await agent.AxeFindsNothing("the keys");
        await keys.PressAsync("Enter");
        await Expect(agent.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await keys.PressAsync("Alt+KeyT");
        await Choose(agent, agent.Page.Locator("dialog[open] select"), "desk:m3");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("They know about parcels");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Page.Locator(".queue"));

        await agent.TabTo(agent.Page.Locator(".out"), back: true);
        await keys.PressAsync("Enter");
        await agent.Sees(agent.Page.Locator("input[name=password]"));
        agent.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task An_agent_sends_a_file_which_the_visitor_saves_and_notes_take_none()
    {
        await using var agent = await _desk.Agent();
        await agent.Open("/desk?user_id=m3");
        await agent.Sees(agent.Page.Locator(".next"));
        await using var visitor = await _desk.Waiting("m3", "May I have the leaflet?");
        await agent.Page.GetByRole(AriaRole.Tab, new() { Name = "Waiting" }).ClickAsync();
        await agent.Page.Locator(".row").Filter(new() { HasText = "leaflet" }).Locator(".take").ClickAsync();
        await agent.Sees(agent.Page.Locator(".modes"));

        await agent.Page.Locator(".composer input[type=file]").SetInputFilesAsync(new FilePayload { Name = "leaflet.txt", MimeType = "text/plain", Buffer = "Oolong, steamed"u8.ToArray() });
        await agent.Sees(agent.Page.Locator(".composer .upload.done"));
        await agent.AxeFindsNothing("a file beside the desk's composer");
        await agent.Picture("desk-file");
        await agent.Page.Keyboard.PressAsync("Alt+KeyP");
        await Expect(agent.Page.Locator(".composer input[type=file], .composer .upload")).ToHaveCountAsync(0);
        await agent.Page.Keyboard.PressAsync("Alt+KeyL");
        await agent.Say("Here it is");
        await agent.Sees(agent.Log.Locator("[data-seq] button.file"));

        await visitor.Sees("Here it is");
        var saved = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Log.Locator("[data-seq] button.file").ClickAsync());
        (saved.SuggestedFilename, await File.ReadAllTextAsync((await saved.PathAsync())!)).Should().Be(("leaflet.txt", "Oolong, steamed"));
        agent.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task The_assistants_conversation_is_taken_over_and_drafts_outlive_everything()
    {
        await using var agent = await _desk.Agent();
        await using var visitor = await _desk.Visitor("m3", "How do I return a parcel?");
        await visitor.Sees(visitor.Log.Locator(".bubble-row:not(.mine) .bubble").First);
        await agent.Open("/desk?user_id=m3");
        await agent.Page.GetByRole(AriaRole.Tab, new() { Name = "All" }).ClickAsync();
        await agent.Page.Locator(".row").Filter(new() { HasText = "assistant" }).Locator(".open").First.ClickAsync();
        await agent.Sees("How do I return a parcel?");

        await agent.Composer.FillAsync("a note begun");
        await agent.Page.Locator(".centre .head .primary").ClickAsync();
        await agent.Sees(agent.Page.Locator(".modes"));
        await agent.Composer.FillAsync("a reply begun");
        await agent.Page.ReloadAsync();
        await Expect(agent.Composer).ToHaveValueAsync("a reply begun");
        await agent.Page.Keyboard.PressAsync("Alt+KeyP");
        await Expect(agent.Composer).ToHaveValueAsync("a note begun");
        await agent.Page.Keyboard.PressAsync("Alt+KeyL");
        await agent.Page.Keyboard.PressAsync("Enter");
        await visitor.Sees("a reply begun");
        await visitor.Say("thank you");
        await agent.Sees("thank you");
        (await visitor.Log.Locator("[data-seq]").Last.InnerTextAsync()).Should().Contain("thank you", "the assistant is silent from now on");
    }

    [Theory]
    [InlineData(1440, true, true, true)]
    [InlineData(800, true, true, false)]
    [InlineData(360, false, true, false)]
    public async Task Three_panes_two_or_one(int width, bool list, bool conversation, bool context)
    {
        await using var agent = await _desk.Agent(width);
        await using var visitor = await _desk.Visitor("m3", $"at {width} px");
        await agent.Open("/desk?user_id=m3");
        await agent.Page.GetByRole(AriaRole.Tab, new() { Name = "All" }).ClickAsync();
        await agent.Page.Locator(".row .open").First.ClickAsync(); // the newest
        await agent.Sees($"at {width} px");

        (await agent.Page.Locator(".left").IsVisibleAsync()).Should().Be(list);
        (await agent.Page.Locator(".centre").IsVisibleAsync()).Should().Be(conversation);
        (await agent.Page.Locator(".right").CountAsync() > 0).Should().Be(context);
        (await agent.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue();
        if (width >= 768) return;
        await agent.Page.Locator(".back").ClickAsync();
        await agent.Sees(agent.Page.Locator(".left"));
    }

    /// <summary>Goes to a choice and through its options.</summary>
    private static async Task Choose(Person agent, ILocator select, string value)
    {
        await agent.TabTo(select);
        for (var presses = 0; presses < 20 && await select.InputValueAsync() != value; presses++) await agent.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(select).ToHaveValueAsync(value);
    }

    private static Task<string> Focused(Person agent) => agent.Page.EvaluateAsync<string>("document.activeElement.textContent");

    [Fact]
    public async Task Articles_that_fit_help_who_waits_and_are_put_where_the_agent_writes()
    {
        const string Question = "How much is shipping?";
        await using var agent = await _desk.Agent();
        await agent.Open("/desk?user_id=m3");
        await agent.Sees(agent.Page.Locator(".next"));
        await using var visitor = await _desk.Waiting("m3", Question);
        await visitor.Sees(visitor.Page.Locator(".recommended").GetByRole(AriaRole.Link, new() { Name = Question }));
        await visitor.Pictures("waiting-articles");

        // Somebody whom another test left to wait may have been offered before.
        for (var others = 0; others < 5 && !await Comes(agent.Offer.Filter(new() { HasText = Question })); others++) await agent.Page.Keyboard.PressAsync("Alt+KeyD");
        await agent.Page.Keyboard.PressAsync("Alt+KeyA");
        await agent.Sees(agent.Page.Locator(".pane .article").Filter(new() { HasText = Question }));
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = $"Insert: {Question}" }).ClickAsync();
        await Expect(agent.Composer).ToHaveValueAsync(new Regex("^Shipping is free", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await agent.Pictures("desk-articles");
        await agent.Page.Locator(".centre .head .primary").ClickAsync();
        await agent.Page.Locator(".sure").ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".ended"));
        agent.Complaints.Should().BeEmpty();
    }

    private static async Task<bool> Comes(ILocator what)
    {
        try
        {
            await what.WaitForAsync(new() { Timeout = 3_000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
