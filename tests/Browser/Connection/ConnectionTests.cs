using LiveChat.Browser.Widget;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>What a page says of its connection: nothing while it is made, after five seconds that it is made anew, after thirty that there is none.</summary>
[Collection(WithPatience.Name)]
public sealed class ConnectionTests(Chromium chromium)
{
    [Theory]
    [InlineData("zh-TW", false)]
    [InlineData("en-GB", true)]
    public async Task Connecting_online_reconnecting_and_offline_with_a_button(string locale, bool dark)
    {
        await using var server = await chromium.OwnServer(("Widget:Origins:0", "*"));
        await using var line = FrailLine.To(server);
        await using var site = ForeignSite.With(line.Address, $"data-locale=\"{(dark ? "en" : "zh-Hant")}\"");
        await using var visitor = await chromium.Somebody(locale, dark: dark, line: line);
        var clock = visitor.Page.Clock;
        var light = visitor.Panel().Locator(".light");
        var notice = visitor.Panel().Locator(".lost");
        await clock.InstallAsync();
        await visitor.OpenWidget(site);
        await Pause(); // from here on time passes when we say so

        line.IsSilent = true;
        await visitor.Say("hello");
        await Becomes("connecting");
        await Expect(notice).ToHaveCountAsync(0);
        await Looks("connecting");

        line.IsSilent = false;
        line.Cut();
        await Becomes("online");
        await visitor.Sees("hello");
        await clock.FastForwardAsync(11_000); // it held, and is a good one

        line.IsDown = true;
        line.Cut();
        await Becomes("connecting");
        await clock.FastForwardAsync(4_000);
        await Expect(notice).ToHaveCountAsync(0);
        await Expect(light).ToHaveClassAsync("light connecting");
        await clock.FastForwardAsync(1_500);
        await Becomes("reconnecting");
        await Expect(notice).ToBeVisibleAsync();
        await Expect(notice.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Looks("reconnecting");
        await visitor.Say("written without a line");

        await clock.FastForwardAsync(25_000);
        await Becomes("offline");
        await Expect(notice.GetByRole(AriaRole.Button)).ToBeVisibleAsync();
        await Looks("offline");

        line.IsDown = false;
        await notice.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(light).ToHaveClassAsync("light online", new() { Timeout = 30_000 }); // no time has to pass for it
        await Expect(notice).ToHaveCountAsync(0);
        await visitor.Sees("written without a line");
        visitor.Complaints.Should().BeEmpty();

        async Task Becomes(string state)
        {
            for (var steps = 0; steps < 40 && await light.GetAttributeAsync("class") != $"light {state}"; steps++) await clock.RunForAsync(50);
            await Expect(light).ToHaveClassAsync($"light {state}", new() { Timeout = 30_000 });
        }

        async Task Pause() =>
            await clock.PauseAtAsync(DateTimeOffset.FromUnixTimeMilliseconds(await visitor.Page.EvaluateAsync<long>("Date.now()")).UtcDateTime.AddSeconds(1));

        async Task Looks(string state)
        {
            await clock.ResumeAsync(); // axe takes its time
            await visitor.AxeFindsNothing($"connection: {state}", "livechat-widget");
            await visitor.Picture($"connection-{state}-{(dark ? "dark" : "light")}-{locale}");
            await Pause();
        }
    }
}
