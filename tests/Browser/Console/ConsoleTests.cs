using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>The admins' console: what is done in it takes effect where others sit, and stands in the trail.</summary>
[Collection(WithStaff.Name)]
public sealed class ConsoleTests(Chromium chromium)
{
    private const string Password = "correct horse 1";

    [Fact]
    public async Task A_live_conversation_is_read_unseen_and_cannot_be_written_in()
    {
        await using var visitor = await chromium.Somebody();
        await using var admin = await chromium.Somebody();
        await visitor.Open("/chat");
        await visitor.Say("請問茶壺還有貨嗎？");
        await visitor.Sees("請問茶壺還有貨嗎？");

        await admin.Open("/console?user_id=a1#sessions");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "旁觀" }).First.ClickAsync();
        await admin.Sees("請問茶壺還有貨嗎？");
        await visitor.Say("要白色的。");
        await admin.Sees("要白色的。");

        await Expect(admin.Page.Locator(".watch textarea, .watch .composer")).ToHaveCountAsync(0);
        await Expect(visitor.Page.GetByText("管理员")).ToHaveCountAsync(0);
        await admin.Pictures("console-watch");
        await admin.Page.Keyboard.PressAsync("Escape");
        await Expect(admin.Page.Locator(".watch")).ToHaveCountAsync(0);
        await admin.Open("/console?user_id=a1#audit");
        await admin.Page.ReloadAsync();
        await admin.Sees(admin.Page.GetByRole(AriaRole.Cell, new() { Name = "檢視對話" }).First);
        admin.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_new_agent_gets_a_seat_and_is_offered_a_chat_then_loses_it_all()
    {
        var name = "agent" + Guid.CreateVersion7().ToString("N")[..12];
        await using var admin = await chromium.Somebody("en-GB");
        await using var agent = await chromium.Somebody("en-GB");

        await admin.Open("/console?user_id=a1#users");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "New user" }).ClickAsync();
        await admin.Page.Locator("[name=new-username]").FillAsync(name);
        await admin.Page.Locator("[name=display-name]").FillAsync("Grace " + name);
        await admin.Page.Locator("[name=new-password]").FillAsync(Password);
        await admin.Pictures("console-user");
        await admin.Page.Locator("[name=new-password]").PressAsync("Control+Enter");
        await admin.Sees(admin.Page.GetByText($"Grace {name} can sign in now."));
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Desks" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Change: 阿纳斯蒂制药" }).ClickAsync();
        await admin.Page.GetByLabel("Find an agent").FillAsync(name);
        var options = admin.Page.Locator(".adding select");
        await Expect(options.Locator("option")).ToHaveCountAsync(2);
        await options.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Group, new() { Name = "Grace " + name }).GetByLabel("Skills").FillAsync("tea, Cantonese");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await admin.Sees(admin.Page.GetByText($"Grace {name} added"));
        await admin.AxeFindsNothing("console, desk");

        await agent.Open("/desk");
        await agent.Page.Locator("input[name=username]").FillAsync(name);
        await agent.Page.Locator("input[name=password]").FillAsync(Password);
        await agent.Page.Locator("form button[type=submit]").ClickAsync();
        await agent.Sees(agent.Page.Locator(".panes"));
        using var visitor = await Caller.Visitor(chromium.Server);
        await using var hub = await visitor.Wait("m2", 1, "The teapot arrived cracked");
        await agent.Sees(agent.Offer.First);

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await admin.Page.GetByLabel("Search").FillAsync(name);
        await TakeData(admin, name);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Change: Grace {name}" }).ClickAsync();
        await admin.Page.Locator("[name=disabled]").CheckAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await admin.Sees(admin.Page.GetByText("Disabled and signed out"));
        await agent.Sees(agent.Page.Locator("input[name=password]"));

        await admin.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Audit" }).ClickAsync();
        await admin.Sees(admin.Page.GetByRole(AriaRole.Cell, new() { Name = "User changed" }));
        await admin.Sees(admin.Page.GetByRole(AriaRole.Cell, new() { Name = "User made" }));
        await admin.AxeFindsNothing("console, audit");
        admin.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task The_widgets_settings_are_previewed_saved_taken_back_and_seen_by_pages()
    {
        await using var admin = await chromium.Somebody();
        await admin.Open("/console?user_id=a1#widget/m3");
        var greeting = admin.Page.Locator("[name=greeting]");
        await greeting.FillAsync("歡迎光臨梅迪西斯！");
        await admin.Sees(admin.Page.Locator(".preview").GetByText("歡迎光臨梅迪西斯！"));
        await Expect(admin.Page.Locator(".snippet")).ToContainTextAsync("data-desk=\"m3\"");
        await greeting.PressAsync("Control+Enter");
        await admin.Sees(admin.Page.GetByText("已儲存。"));
        (await Greeting("m3")).Should().Be("歡迎光臨梅迪西斯！");
        await admin.AxeFindsNothing("console, widget");

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "復原" }).ClickAsync();
        await Expect(greeting).ToHaveValueAsync("你好，需要什麼幫忙？");
        (await Greeting("m3")).Should().Be("你好，需要什麼幫忙？");
        admin.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task The_console_is_for_admins()
    {
        await using var agent = await chromium.Somebody("en-GB");
        await agent.Open("/console");
        await agent.Sees(agent.Page.Locator("form"));
        await agent.AxeFindsNothing("console, signing in");
        await agent.Page.Locator("input[name=username]").FillAsync("p1");
        await agent.Page.Locator("input[name=password]").FillAsync("livechat-demo");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await agent.Sees(agent.Page.GetByRole(AriaRole.Alert));
        await Expect(agent.Page.Locator(".console")).ToHaveCountAsync(0);
        await agent.Page.Locator("input[name=username]").FillAsync("a1");
        await agent.Page.Locator("input[name=password]").FillAsync("livechat-demo");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await agent.Sees(agent.Page.Locator(".figures"));
    }

    [Theory]
    [InlineData("zh-TW")]
    [InlineData("en-GB")]
    public async Task Every_view_is_drawn_in_every_layout_and_nothing_sticks_out(string locale)
    {
        using var visitor = await Caller.Visitor(chromium.Server, "王小明");
        await using var agent = await chromium.Somebody(locale);
        await using var admin = await chromium.Somebody(locale);
        await agent.Open("/desk?user_id=m1");
        await agent.Sees(agent.Page.Locator(".panes"));
        await using var hub = await visitor.Wait("m1", 1, "茶壺收到時已經有裂痕");
        await admin.Open("/console?user_id=a1#wall");
        await admin.Sees(admin.Page.Locator(".figures"));
        await admin.Sees(admin.Page.Locator(".table tbody tr").First);
        foreach (var view in new[] { "wall", "sessions", "users", "desks/m1", "widget/m1", "audit", "system" })
        {
            await admin.Page.EvaluateAsync("to => location.hash = to", view);
            await admin.Sees(admin.Page.Locator(".table tbody tr, .preview").First);
            await admin.Pictures($"console-{view.Split('/')[0]}");
            await admin.Page.SetViewportSizeAsync(360, 740);
            (await admin.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.querySelector('.main').scrollWidth <= innerWidth")).Should().BeTrue("{0} must fit a phone", view);
            await admin.Page.SetViewportSizeAsync(1280, 800);
        }
        admin.Complaints.Should().BeEmpty();
    }

    /// <summary>Takes out what is kept of somebody, on a phone.</summary>
    private static async Task TakeData(Person admin, string name)
    {
        await admin.Page.SetViewportSizeAsync(360, 740);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Change: Grace {name}" }).ClickAsync();
        var dialog = admin.Page.Locator("dialog[open]");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Export the data" }).ClickAsync();
        await admin.Sees(dialog.GetByRole(AriaRole.Heading).Filter(new() { HasText = "Grace " + name }));
        await dialog.Locator("button[type=submit]").ClickAsync();
        await admin.Sees(dialog.GetByRole(AriaRole.Button).Filter(new() { HasText = "KB" }));
        await admin.AxeFindsNothing("console, export");
        await admin.Picture("console-export-360");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await admin.Page.SetViewportSizeAsync(1280, 800);
    }

    private async Task<string?> Greeting(string deskId)
    {
        using var client = new HttpClient();
        using var json = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync($"{chromium.Server.Address}/api/desks/{deskId}/widget"));
        return json.RootElement.GetProperty("greeting").GetProperty("zh-Hant").GetString();
    }
}
