using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser.Widget;

/// <summary>A visitor at another site's page, who uses its widget.</summary>
internal static class AtWidget
{
    public static ILocator Launcher(this Person visitor) => visitor.Page.Locator("livechat-widget .launcher");

    public static ILocator Panel(this Person visitor) => visitor.Page.Locator("livechat-widget .panel");

    public static ILocator Button(this Person visitor, string name) => visitor.Panel().GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Has the desk say this of its widget, whatever its admin has set.</summary>
    public static Task HasSettings(this Person visitor, string json) => visitor.Page.RouteAsync("**/api/desks/*/widget", route =>
        route.FulfillAsync(new() { ContentType = "application/json", Body = json, Headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*" } }));

    /// <summary>Goes to the page and opens the widget.</summary>
    public static async Task OpenWidget(this Person visitor, ForeignSite site, string path = "/")
    {
        await visitor.Page.GotoAsync(site.Address + path);
        await visitor.Launcher().ClickAsync();
        await Expect(visitor.Panel().Locator("form").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
