using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser.Widget;

/// <summary>The widget's figures, and the wall between it and the page that it stands in.</summary>
[Collection(WithWidget.Name)]
public sealed class FrameTests(Chromium chromium)
{
    private const string Hostile = """
        <style>
          * { all: unset !important; display: none !important; color: red !important; font-size: 40px !important }
          livechat-widget, livechat-widget *, button, div { transform: rotate(45deg) !important; opacity: 0.1 !important }
          livechat-widget { filter: blur(9px) !important; position: static !important; z-index: 1 !important; width: 5px !important; --accent: red; --text: red }
          button, textarea, p { background: red !important; visibility: hidden !important }
          body, head, html, main { display: block !important }
        </style>
        """;

    [Fact]
    public async Task Closed_it_is_a_button_of_60_and_open_a_panel_of_400_by_600_both_20_from_the_corner()
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody();
        await visitor.Page.GotoAsync(site.Address);
        await visitor.Sees(visitor.Launcher());

        (await Box(visitor.Launcher())).Should().Be((1200, 720, 60, 60));
        (await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('livechat-widget')).zIndex")).Should().Be("9999");
        await visitor.Launcher().ClickAsync();
        await visitor.Sees(visitor.Composer);
        (await Box(visitor.Panel())).Should().Be((860, 180, 400, 600));
        await visitor.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        (await visitor.Panel().EvaluateAsync<string>("panel => getComputedStyle(panel).transitionDuration")).Should().StartWith("0.3s");
    }

    [Theory]
    [InlineData(360, 740)]
    [InlineData(412, 915)]
    public async Task On_a_phone_it_fills_the_screen(int width, int height)
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody(width: width, height: height);
        await visitor.OpenWidget(site);

        (await Box(visitor.Panel())).Should().Be((0, 0, width, height));
        await visitor.Say("long " + new string('w', 3900));
        await visitor.Sees("long www");
        (await visitor.Log.EvaluateAsync<bool>("log => log.scrollWidth <= innerWidth")).Should().BeTrue();
        (await visitor.Composer.EvaluateAsync<string>("field => getComputedStyle(field).fontSize")).Should().Be("16px", "phones zoom into smaller fields");
        await visitor.AxeFindsNothing("phone", "livechat-widget");
    }

    [Fact]
    public async Task The_pages_own_styles_do_not_reach_in()
    {
        await using var site = ForeignSite.With(chromium.Server);
        site.Page("/hostile", ForeignSite.Html(chromium.Server, head: Hostile));
        await using var visitor = await chromium.Somebody();
        await using var usual = await chromium.Somebody();
        await usual.OpenWidget(site);
        await visitor.OpenWidget(site, "/hostile");

        (await Look(visitor)).Should().Be(await Look(usual));
        (await Box(visitor.Panel())).Should().Be((860, 180, 400, 600));
    }

    [Fact]
    public async Task Nothing_of_ours_reaches_out()
    {
        await using var site = ForeignSite.With(chromium.Server);
        site.Page("/listening", ForeignSite.Html(chromium.Server, body: """
            <h1>A shop</h1><button>Buy</button><script>
            window.before = Object.keys(window); window.heard = [];
            for (const name of ['keydown', 'keyup', 'keypress']) document.addEventListener(name, event => heard.push(event.key));
            </script>
            """));
        await using var visitor = await chromium.Somebody();
        await visitor.Page.GotoAsync(site.Address + "/listening");
        var before = await visitor.Page.Locator("main").EvaluateAsync<string>(PageLook);
        await visitor.OpenWidget(site, "/listening");
        await visitor.Composer.PressSequentiallyAsync("s/?");

        (await visitor.Page.Locator("main").EvaluateAsync<string>(PageLook)).Should().Be(before);
        (await visitor.Page.EvaluateAsync<string[]>("heard")).Should().BeEmpty();
        (await visitor.Page.EvaluateAsync<string[]>("Object.keys(window).filter(key => !before.includes(key) && key !== 'before' && key !== 'heard' && !/^(__|axe)/.test(key))"))
            .Should().Equal("LiveChat");
        (await visitor.Page.EvaluateAsync<int>("document.head.querySelectorAll('style, link').length")).Should().Be(0);
    }

    [Fact]
    public async Task It_works_under_a_strict_policy_and_breaks_none_of_it()
    {
        await using var site = ForeignSite.With(chromium.Server);
        var (server, socket) = (chromium.Server.Address, chromium.Server.Address.Replace("http", "ws", StringComparison.Ordinal));
        site.Page("/strict", ForeignSite.Html(chromium.Server),
            $"default-src 'none'; script-src {server}; connect-src {server} {socket}; img-src blob:; base-uri 'none'");
        await using var visitor = await chromium.Somebody();
        await visitor.OpenWidget(site, "/strict");
        await visitor.Say("退貨政策是什麼？");
        await visitor.Sees(visitor.Log.Locator(".source").First);

        visitor.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData("#ffcc00")]
    [InlineData("#000000")]
    public async Task Whatever_colour_the_host_has_all_can_be_read(string accent)
    {
        await using var site = ForeignSite.With(chromium.Server, $"data-accent=\"{accent}\"");
        foreach (var dark in new[] { false, true })
        {
            await using var visitor = await chromium.Somebody(dark: dark);
            await visitor.OpenWidget(site);
            await visitor.Say("你好");
            await visitor.Sees(visitor.Log.Locator("[data-seq='2']"));
            await visitor.AxeFindsNothing($"accent {accent}, {(dark ? "dark" : "light")}", "livechat-widget");
        }
    }

    private const string PageLook = "page => JSON.stringify([...page.querySelectorAll('*')].map(e => { const s = getComputedStyle(e); return [s.font, s.color, s.margin, s.display, e.getBoundingClientRect()] }))";

    private static async Task<string> Look(Person visitor) => await visitor.Panel().EvaluateAsync<string>("""
        panel => JSON.stringify([...panel.querySelectorAll('.livechat, .livechat *')].map(e => { const s = getComputedStyle(e);
          return [e.tagName, s.display, s.color, s.backgroundColor, s.font, s.visibility, s.transform, e.getBoundingClientRect()] }))
        """);

    private static async Task<(int X, int Y, int Width, int Height)> Box(ILocator what)
    {
        var box = (await what.BoundingBoxAsync())!;
        return ((int)box.X, (int)box.Y, (int)box.Width, (int)box.Height);
    }
}
