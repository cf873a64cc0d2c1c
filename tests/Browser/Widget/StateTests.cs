using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser.Widget;

/// <summary>What the widget shows when things are not as usual.</summary>
[Collection(WithWidget.Name)]
public sealed class StateTests(Chromium chromium)
{
    private const string Bad = "<img src=x onerror=\\\"window.__xss=1\\\">";

    [Fact]
    public async Task The_form_before_a_chat_tells_the_desk_who_and_what_about()
    {
        await using var site = ForeignSite.With(chromium.Server, "data-desk=\"m1\"");
        await using var visitor = await chromium.Somebody();
        await visitor.HasSettings("""{"deskId":"m1","name":"茶坊","open":true,"preChat":{"enabled":true,"askName":true,"askEmail":true,"askTopic":true}}""");
        await visitor.OpenWidget(site);
        await visitor.AxeFindsNothingInAnyLight("form before a chat", "livechat-widget");
        await visitor.Button("開始對話").ClickAsync();
        (await visitor.Panel().Locator("input:invalid").CountAsync()).Should().Be(3);

        await visitor.Panel().GetByLabel("您的姓名").FillAsync("王小明");
        await visitor.Panel().GetByLabel("您的電子郵件").FillAsync("ming@example.com");
        await visitor.Panel().GetByLabel("想詢問什麼？").FillAsync("退貨政策是什麼？");
        await visitor.Button("開始對話").ClickAsync();

        await visitor.Sees("退貨政策是什麼？");
        await visitor.Sees(visitor.Log.Locator(".source").First);
        await Expect(visitor.Panel().Locator("h2")).ToHaveTextAsync("茶坊");
    }

    [Fact]
    public async Task What_was_told_before_a_chat_survives_a_reload_and_so_does_the_first_message()
    {
        await using var site = ForeignSite.With(chromium.Server, "data-desk=\"m1\"");
        await using var visitor = await chromium.Somebody();
        await visitor.HasSettings("""{"deskId":"m1","name":"茶坊","open":true,"preChat":{"enabled":true,"askName":true,"askEmail":true,"askTopic":true}}""");
        await visitor.Page.RouteAsync("**/api/chat/session/create", route => route.AbortAsync());
        await visitor.OpenWidget(site);
        await visitor.Panel().GetByLabel("您的姓名").FillAsync("王小明");
        await visitor.Panel().GetByLabel("您的電子郵件").FillAsync("ming@");
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Panel().GetByLabel("您的姓名")).ToHaveValueAsync("王小明");
        await Expect(visitor.Panel().GetByLabel("您的電子郵件")).ToHaveValueAsync("ming@");
        await visitor.Panel().GetByLabel("您的電子郵件").FillAsync("ming@example.com");
        await visitor.Panel().GetByLabel("想詢問什麼？").FillAsync("退貨政策是什麼？");
        await visitor.Button("開始對話").ClickAsync();
        await visitor.Sees(visitor.Panel().GetByRole(AriaRole.Alert)); // no session can be made
        (await visitor.Page.EvaluateAsync<string>("sessionStorage['livechat.widget.draft']")).Should().Be("{}", "what was told is kept elsewhere");

        await visitor.Page.ReloadAsync();
        await Expect(visitor.Panel().Locator(".bubble")).ToHaveTextAsync("退貨政策是什麼？");
        await Expect(visitor.Panel().Locator("[name=email]")).ToHaveCountAsync(0);
        await visitor.Page.UnrouteAsync("**/api/chat/session/create");
        await visitor.Page.ReloadAsync();
        await visitor.Sees("退貨政策是什麼？");

        using var merchant = await Caller.Demo(chromium.Server, "m1");
        var id = Guid.Parse(await visitor.Page.EvaluateAsync<string>("JSON.parse(localStorage['livechat.widget.m1']).sessionId"));
        ((string)(await merchant.Get($"/api/chat/session/{id}"))["title"]!).Should().Be("退貨政策是什麼？ · ming@example.com");
        var first = (await merchant.Log(id))[0];
        ((string)first["senderName"]!, (string)first["content"]!).Should().Be(("王小明", "退貨政策是什麼？"));
        visitor.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Out_of_hours_a_message_can_be_left()
    {
        await using var site = ForeignSite.With(chromium.Server, "data-desk=\"m1\"");
        await using var visitor = await chromium.Somebody();
        await visitor.HasSettings("""{"deskId":"m1","name":"茶坊","open":false}""");
        await visitor.OpenWidget(site);
        await Expect(visitor.Panel().Locator(".who p")).ToHaveTextAsync("目前不在線上");
        await visitor.AxeFindsNothingInAnyLight("away", "livechat-widget");

        await visitor.Panel().GetByLabel("您的姓名").FillAsync("王小明");
        await visitor.Panel().GetByLabel("您的電子郵件").FillAsync("ming@example.com");
        await visitor.Panel().GetByLabel("您的留言").FillAsync("請回電給我。");
        await visitor.Button("送出留言").ClickAsync();

        await Expect(visitor.Panel().Locator(".away")).ToContainTextAsync("我們會回覆到 ming@example.com");
    }

    [Fact]
    public async Task Offline_in_the_middle_of_an_answer_and_back_nothing_is_missing()
    {
        await using var server = await chromium.OwnServer(("Widget:Origins:0", "*"), ("Ai:KnowledgePace", "00:00:00.1"));
        await using var site = ForeignSite.With(server);
        await using var visitor = await chromium.Somebody();
        await visitor.OpenWidget(site);
        await visitor.Say("退貨政策是什麼？");
        await visitor.Sees(visitor.Log.Locator(".reply .text"));

        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.Sees(visitor.Page.Locator(".lost.offline").GetByRole(AriaRole.Button));
        await visitor.AxeFindsNothingInAnyLight("offline", "livechat-widget");
        await visitor.Say("離線時寫的");
        await visitor.Sees(visitor.Log.Locator(".bubble").Filter(new() { HasText = "離線時寫的" }));
        await visitor.Page.Context.SetOfflineAsync(false);
        await visitor.IsConnected();

        await visitor.Sees("離線時寫的");
        var seen = await visitor.Lines();
        seen.Select(line => line.Seq).Should().Equal(Enumerable.Range(1, seen.Length), "no line is lost, doubled or out of order");
    }

    [Fact]
    public async Task What_cannot_be_loaded_says_so_and_can_be_tried_again()
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody();
        await visitor.Page.RouteAsync("**/widget/ui-*.js", route => route.AbortAsync(), new() { Times = 1 });
        await visitor.Page.GotoAsync(site.Address);
        await visitor.Launcher().ClickAsync();
        await visitor.Sees(visitor.Panel().GetByRole(AriaRole.Alert));
        await visitor.AxeFindsNothingInAnyLight("could not be loaded", "livechat-widget");
        await visitor.Button("重試").ClickAsync();

        await visitor.Sees(visitor.Composer);
    }

    [Fact]
    public async Task Whatever_the_desk_or_people_write_runs_nothing()
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody();
        await visitor.HasSettings($$"""{"deskId":"platform","name":"{{Bad}}","greeting":{"zh-Hant":"{{Bad}}"},"suggestions":{"zh-Hant":["{{Bad}}"]},"accent":"red;}*{background:url(x)}","open":true}""");
        await visitor.OpenWidget(site);
        await visitor.Panel().Locator(".suggestions button").ClickAsync();
        await visitor.Sees(visitor.Log.Locator(".bubble").Filter(new() { HasText = "onerror" }).First);

        (await visitor.Page.EvaluateAsync<bool>("'__xss' in window")).Should().BeFalse();
        (await visitor.Panel().Locator("img, script").CountAsync()).Should().Be(0);
        visitor.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_too_long_is_counted_and_not_sent()
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody();
        await visitor.OpenWidget(site);
        await visitor.Composer.FillAsync(new string('字', 8001));

        await Expect(visitor.Panel().Locator(".counter")).ToContainTextAsync("8001 / 8000");
        await Expect(visitor.Button("傳送")).ToBeDisabledAsync();
        await visitor.AxeFindsNothingInAnyLight("too long", "livechat-widget");
        await visitor.Composer.FillAsync("好");
        await Expect(visitor.Panel().Locator(".counter")).ToHaveTextAsync("1 / 8000");
    }
}
