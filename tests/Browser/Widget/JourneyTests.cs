using LiveChat.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser.Widget;

/// <summary>A visitor's whole way through the widget of another site's page.</summary>
[Collection(WithWidget.Name)]
public sealed class JourneyTests(Chromium chromium)
{
    [Fact]
    public async Task From_the_first_question_to_the_rating()
    {
        await using var site = ForeignSite.With(chromium.Server, "data-desk=\"m3\"");
        await using var visitor = await chromium.Somebody();
        await using var agent = await chromium.Somebody();
        await visitor.OpenWidget(site);

        await visitor.Say("退貨政策是什麼？");
        await visitor.Sees(visitor.Log.Locator(".source").First);
        (await visitor.Panel().Locator(".holder > [aria-live=polite] p").AllInnerTextsAsync())
            .Should().NotBeEmpty().And.OnlyContain(said => said.EndsWith('。'), "answers are read aloud by the sentence");
        await visitor.Button("找客服人員").ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".queue"));

        await agent.Open("/desk?user_id=m3");
        await agent.Offer.First.GetByRole(AriaRole.Button, new() { Name = "接受" }).ClickAsync();
        await agent.Say("您好，我是客服。");
        await visitor.Sees("您好，我是客服。");
        await Expect(visitor.Panel().Locator(".who p")).ToContainTextAsync("為您服務");
        await visitor.Say("茶壺收到時有裂痕。");
        await agent.Sees("茶壺收到時有裂痕。");

        await visitor.Page.ReloadAsync();
        await visitor.Sees("茶壺收到時有裂痕。");
        await visitor.Button("最小化").ClickAsync();
        await agent.Say("我們寄一個新的給您。");
        await Expect(visitor.Launcher()).ToHaveAccessibleNameAsync("開啟客服對話 (1 則未讀)");
        await visitor.Sees(visitor.Page.Locator(".preview").GetByText("我們寄一個新的給您。"));
        (await Person.NotesPlayed(visitor.Page)).Should().Be(2, "the page was touched, and two notes make the chime");
        await visitor.Page.Locator(".preview .words").ClickAsync();
        await visitor.Sees("我們寄一個新的給您。");
        await Expect(visitor.Page.Locator(".unread-mark")).ToBeEmptyAsync();
        await visitor.Button("更多").ClickAsync();
        await visitor.Button("關閉音效").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Button("最小化").ClickAsync();
        await agent.Say("還有別的事嗎？");
        await visitor.Sees(visitor.Page.Locator(".preview").GetByText("還有別的事嗎？"));
        (await Person.NotesPlayed(visitor.Page)).Should().Be(2, "it is muted");
        await visitor.Launcher().ClickAsync();

        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "結束對話" }).ClickAsync();
        await agent.Page.Locator(".sure").ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".rating"));
        await visitor.Panel().GetByRole(AriaRole.Radio, new() { Name = "4 顆星" }).CheckAsync(new() { Force = true });
        await visitor.AxeFindsNothingInAnyLight("rating", "livechat-widget");
        await visitor.Panel().Locator(".rating textarea").FillAsync("很快就解決了");
        await visitor.Panel().Locator(".rating [type=submit]").ClickAsync();
        await visitor.Sees(visitor.Panel().Locator(".thanks"));
        await visitor.AxeFindsNothingInAnyLight("rated", "livechat-widget");
        using var merchant = await Caller.Demo(chromium.Server, "m3");
        var session = await visitor.Page.EvaluateAsync<string>("JSON.parse(localStorage['livechat.widget.m3']).sessionId");
        var rating = (await merchant.Get($"/api/chat/session/{session}"))["rating"]!;
        ((int)rating["score"]!, (string)rating["comment"]!).Should().Be((4, "很快就解決了"));
        await visitor.Button("開始新的對話").ClickAsync();
        await visitor.Sees(visitor.Page.GetByText("你好，需要什麼幫忙？"));
        visitor.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task By_the_keyboard_alone()
    {
        await using var site = ForeignSite.With(chromium.Server, "data-desk=\"m2\" data-locale=\"en\"");
        await using var visitor = await chromium.Somebody("en-GB");
        var keys = visitor.Page.Keyboard;
        await visitor.Page.GotoAsync(site.Address);
        await visitor.Sees(visitor.Launcher());
        await visitor.TabTo(visitor.Launcher());
        await keys.PressAsync("Enter");
        await Expect(visitor.Composer).ToBeFocusedAsync();

        await keys.TypeAsync("你好");
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Log.Locator("[data-seq='2']"));
        await visitor.TabTo(visitor.Log.Locator("[data-seq='2'] .actions button").Nth(1), back: true);
        await keys.PressAsync("Enter");
        await Expect(visitor.Page.Locator(".answering")).ToBeVisibleAsync();
        await Expect(visitor.Composer).ToBeFocusedAsync();
        await keys.TypeAsync("about that");
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Log.Locator(".quote"));

        await visitor.TabTo(visitor.Log.Locator("[data-seq='3'] .quote"), back: true);
        await keys.PressAsync("Enter");
        await Expect(visitor.Log.Locator("[data-seq='2']")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowUp");
        await Expect(visitor.Log.Locator("[data-seq='1']")).ToBeFocusedAsync();

        await visitor.TabTo(visitor.Button("Talk to a person"), back: true);
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Page.Locator(".queue"));
        await Expect(visitor.Composer).ToBeFocusedAsync();
        await visitor.TabTo(visitor.Button("Back to the assistant"), back: true);
        await keys.PressAsync("Enter");
        await Expect(visitor.Page.Locator(".queue")).ToHaveCountAsync(0);
        await Expect(visitor.Composer).ToBeFocusedAsync();
        await Expect(visitor.Panel().Locator(".who p")).ToHaveTextAsync("The assistant answers");
        await visitor.TabTo(visitor.Button("Talk to a person"), back: true);
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Page.Locator(".queue"));
        await Expect(visitor.Composer).ToBeFocusedAsync();
        await visitor.TabTo(visitor.Button("Attach files"));
        var chooser = await visitor.Page.RunAndWaitForFileChooserAsync(() => keys.PressAsync("Enter"));
        await chooser.SetFilesAsync(new FilePayload { Name = "order.txt", MimeType = "text/plain", Buffer = "1 × tea"u8.ToArray() });
        await visitor.Sees(visitor.Panel().Locator(".upload.done"));
        await visitor.TabTo(visitor.Panel().Locator(".composer [type=submit]"));
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Log.Locator("[data-seq] button.file"));
        await visitor.TabTo(visitor.Button("More"), back: true);
        await keys.PressAsync("Enter");
        await keys.PressAsync("Escape");
        await Expect(visitor.Panel()).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(visitor.Panel()).ToBeHiddenAsync();
        await Expect(visitor.Launcher()).ToBeFocusedAsync();

        // An agent comes, answers and ends it.
        using var merchant = await Caller.Demo(chromium.Server, "m2");
        await using var hub = await merchant.Hub();
        var session = Guid.Parse(await visitor.Page.EvaluateAsync<string>("JSON.parse(localStorage['livechat.widget.m2']).sessionId"));
        await hub.Invoke("Accept", session);
        await hub.Say(session, "It is on its way.");
        await keys.PressAsync("Enter");
        await visitor.Sees("It is on its way.");
        await hub.Invoke("Close", session, new { });
        var stars = visitor.Panel().GetByRole(AriaRole.Radio);
        await visitor.TabTo(stars.First);
        await keys.PressAsync("Space");
        for (var star = 1; star < 5; star++) await keys.PressAsync("ArrowRight");
        await Expect(stars.Nth(4)).ToBeCheckedAsync();
        await visitor.TabTo(visitor.Panel().Locator(".rating textarea"));
        await keys.TypeAsync("quick");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Panel().Locator(".thanks"));
        await visitor.TabTo(visitor.Button("Start a new one"));
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Page.GetByText("Hello! How can we help?"));
        visitor.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task An_answer_is_stopped_had_again_followed_to_its_source_judged_and_saved_by_the_keyboard_alone()
    {
        await using var model = ScriptedModel.Start(
            async answer =>
            {
                await answer.Begin();
                await answer.Piece("You can send it ");
                await answer.Hang();
            },
            answer => answer.Stream("You can send it back within ", "seven days [1]."));
        await using var server = await chromium.OwnServer([("Widget:Origins:0", "*"), .. AssistantTests.SettingsFor(model)]);
        await using var site = ForeignSite.With(server, "data-locale=\"en\"");
        await using var visitor = await chromium.Somebody("en-GB");
        var keys = visitor.Page.Keyboard;
        await visitor.Page.GotoAsync(site.Address);
        await visitor.Sees(visitor.Launcher());
        await visitor.TabTo(visitor.Launcher());
        await keys.PressAsync("Enter");
        await Expect(visitor.Composer).ToBeFocusedAsync();
        await keys.TypeAsync("What is your return policy?");
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Log.Locator(".reply .text").Filter(new() { HasText = "You can send it" }));

        await visitor.TabTo(visitor.Button("Stop"), back: true);
        await keys.PressAsync("Enter");
        await visitor.Sees(visitor.Log.GetByText("The answer was stopped."));
        await Expect(visitor.Composer).ToBeFocusedAsync();
        await visitor.TabTo(visitor.Button("Answer again"), back: true);
        await keys.PressAsync("Enter");
        await visitor.Sees("seven days");
        await Expect(visitor.Composer).ToBeFocusedAsync();

        var thumb = visitor.Log.Locator("[data-seq]").Last.GetByRole(AriaRole.Button, new() { Name = "👍" });
        await visitor.TabTo(thumb, back: true);
        await keys.PressAsync("Enter");
        await Expect(thumb).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.TabTo(visitor.Log.Locator(".source a"), back: true);
        var help = await visitor.Page.RunAndWaitForPopupAsync(() => keys.PressAsync("Enter"));
        await Expect(help.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await help.CloseAsync();

        await visitor.TabTo(visitor.Button("More"), back: true);
        await keys.PressAsync("Enter");
        await visitor.TabTo(visitor.Button("Save the conversation"));
        var saved = await visitor.Page.RunAndWaitForDownloadAsync(() => keys.PressAsync("Enter"));
        (await File.ReadAllTextAsync((await saved.PathAsync())!)).Should().Contain("What is your return policy?").And.Contain("seven days");
        visitor.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_written_before_there_is_a_session_survives_a_reload()
    {
        await using var site = ForeignSite.With(chromium.Server, "data-desk=\"m1\"");
        await using var visitor = await chromium.Somebody();
        await visitor.OpenWidget(site);
        await visitor.Page.RouteAsync("**/api/chat/session/create", route => route.AbortAsync());
        await visitor.Say("在還沒有對話時寫的");
        await visitor.Sees(visitor.Panel().Locator(".bubble").Filter(new() { HasText = "在還沒有對話時寫的" }));
        await visitor.Say("第二句");
        await visitor.Sees(visitor.Panel().GetByRole(AriaRole.Alert));
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Panel().Locator(".bubble")).ToHaveTextAsync(["在還沒有對話時寫的", "第二句"]);
        await visitor.AxeFindsNothingInAnyLight("written before there is a session", "livechat-widget");

        await visitor.Page.UnrouteAsync("**/api/chat/session/create");
        await visitor.Page.ReloadAsync();
        await visitor.Sees("在還沒有對話時寫的");
        await visitor.Sees("第二句");
        await Expect(visitor.Log.Locator(".mine .bubble")).ToHaveTextAsync(["在還沒有對話時寫的", "第二句"]);
        visitor.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_tabs_show_one_conversation()
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody();
        await visitor.OpenWidget(site);
        var other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync(site.Address);
        await other.Locator("livechat-widget .launcher").ClickAsync();
        await Expect(other.Locator(".composer textarea")).ToBeVisibleAsync();

        await visitor.Say("在第一個分頁說的");
        await Expect(other.Locator("[data-seq]").Filter(new() { HasText = "在第一個分頁說的" })).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await other.Locator(".composer textarea").FillAsync("在第二個分頁說的");
        await other.Locator(".composer textarea").PressAsync("Enter");

        await visitor.Sees("在第二個分頁說的");
    }
}
