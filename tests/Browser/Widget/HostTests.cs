using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser.Widget;

/// <summary>What the page can do with the widget, and hears of it.</summary>
[Collection(WithWidget.Name)]
public sealed class HostTests(Chromium chromium)
{
    private const string IdentityKey = "the host site's key, known to two servers alone";

    private const string Listening = """
        <h1>A shop</h1><script>
        window.told = []; window.LiveChat = window.LiveChat || [];
        for (const name of ['ready', 'open', 'close', 'message', 'unread', 'error']) LiveChat.push(['on', name, detail => told.push([name, detail])]);
        LiveChat.push(['locale', 'en'], ['open'], ['nonsense', 1], ['constructor']);
        </script>
        """;

    [Fact]
    public async Task Commands_given_before_the_script_is_there_are_done_and_events_are_told()
    {
        await using var site = ForeignSite.With(chromium.Server);
        site.Page("/listening", ForeignSite.Html(chromium.Server, body: Listening));
        await using var visitor = await chromium.Somebody();
        await visitor.Page.GotoAsync(site.Address + "/listening");
        await visitor.Sees(visitor.Page.GetByText("Hello! How can we help?"));
        await visitor.Say("hello there");
        await visitor.Sees(visitor.Log.Locator("[data-seq='2']"));
        await visitor.Page.EvaluateAsync("LiveChat.close()");
        await Expect(visitor.Panel()).ToBeHiddenAsync();

        var told = await visitor.Page.EvaluateAsync<string[]>("told.map(([name]) => name)");
        told.Should().Contain(["ready", "open", "close", "message"]).And.NotContain("error");
        (await visitor.Page.EvaluateAsync<string[]>("told.filter(([name]) => name === 'message').map(([, m]) => m.type + (m.mine ? ' mine' : ''))")).Should().Contain(["user mine", "ai"]);
    }

    [Fact]
    public async Task It_is_hidden_shown_toggled_and_speaks_as_it_is_told()
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody();
        await visitor.OpenWidget(site);
        await visitor.Page.EvaluateAsync("LiveChat.hide()");
        await Expect(visitor.Launcher()).ToBeHiddenAsync();
        await visitor.Page.EvaluateAsync("LiveChat.show()");
        await Expect(visitor.Launcher()).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync("LiveChat.locale('zh-Hans')");
        await visitor.Page.EvaluateAsync("LiveChat.toggle()");
        await visitor.Sees(visitor.Page.GetByText("你好，需要什么帮助？"));
        await visitor.Page.EvaluateAsync("LiveChat.toggle()");
        await Expect(visitor.Panel()).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_reset_forgets_visitor_and_conversation()
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody();
        await visitor.OpenWidget(site);
        await visitor.Say("只有我知道");
        await visitor.Sees("只有我知道");
        await visitor.Page.EvaluateAsync("LiveChat.reset()");
        await visitor.Sees(visitor.Page.GetByText("你好，需要什麼幫忙？"));
        await visitor.Page.ReloadAsync();

        await visitor.Sees(visitor.Page.GetByText("你好，需要什麼幫忙？"));
        (await visitor.Page.GetByText("只有我知道").CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Whom_the_host_names_finds_the_conversation_in_another_browser()
    {
        await using var server = await chromium.OwnServer(("Widget:Origins:0", "*"), ("Auth:IdentityKey", IdentityKey));
        await using var site = ForeignSite.With(server);
        foreach (var (path, subject) in new[] { ("/ming", "user-42"), ("/hua", "user-43") })
            site.Page(path, ForeignSite.Html(server, body: $"<script>window.LiveChat = [['identify', '{Sign(subject)}']]</script>"));
        await using var office = await chromium.Somebody();
        await using var home = await chromium.Somebody();
        await using var stranger = await chromium.Somebody();
        await office.OpenWidget(site, "/ming");
        await office.Say("在公司問的");
        await office.Sees("在公司問的");

        await home.OpenWidget(site, "/ming");
        await home.Sees("在公司問的");
        await stranger.OpenWidget(site, "/hua");
        await stranger.Sees(stranger.Page.GetByText("你好，需要什麼幫忙？"));
    }

    [Fact]
    public async Task A_conversation_can_be_saved_and_ended_from_the_menu()
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody();
        await visitor.OpenWidget(site);
        await visitor.Say("你好");
        await visitor.Sees(visitor.Log.Locator("[data-seq='2']"));
        await visitor.Button("更多").ClickAsync();
        await visitor.AxeFindsNothingInAnyLight("menu", "livechat-widget");
        await visitor.Button("關閉音效").ClickAsync();
        await visitor.Sees(visitor.Button("開啟音效"));
        var saved = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Button("儲存對話紀錄").ClickAsync());
        saved.SuggestedFilename.Should().MatchRegex("^livechat-[0-9a-f-]{36}\\.html$");
        var transcript = await File.ReadAllTextAsync((await saved.PathAsync())!);
        transcript.Should().StartWith("<!DOCTYPE html>").And.Contain("<html lang=\"zh-Hant\">").And.EndWith("</html>\n").And.NotContain("<script");
        foreach (var (_, text) in await visitor.Lines()) transcript.Should().Contain($">{text.ReplaceLineEndings("\n")}</p>");
        await visitor.Button("更多").ClickAsync();
        await visitor.Button("結束對話").ClickAsync();

        await visitor.Sees(visitor.Button("開始新的對話"));
    }

    [Fact]
    public async Task The_demo_page_shows_it()
    {
        await using var visitor = await chromium.Somebody();
        await visitor.Open("/widget-demo.html");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "LiveChat.toggle()" }).ClickAsync();
        await visitor.Sees(visitor.Composer);

        await Expect(visitor.Page.Locator("#told")).ToContainTextAsync("open");
        visitor.Complaints.Should().BeEmpty();
    }

    private static string Sign(string subject)
    {
        static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var head = Encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"u8.ToArray());
        var claims = Encode(JsonSerializer.SerializeToUtf8Bytes(new { sub = subject, name = "王小明", exp = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds() }));
        return $"{head}.{claims}.{Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(IdentityKey), Encoding.UTF8.GetBytes($"{head}.{claims}")))}";
    }
}
