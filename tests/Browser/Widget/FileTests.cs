using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser.Widget;

/// <summary>Files from the widget, on another site's page and before anything was said.</summary>
[Collection(WithWidget.Name)]
public sealed class FileTests(Chromium chromium)
{
    [Fact]
    public async Task A_visitor_begins_with_a_file()
    {
        await using var server = await chromium.OwnServer(("Widget:Origins:0", "*"));
        await using var site = ForeignSite.With(server);
        await using var visitor = await chromium.Somebody("en-GB", server: server);
        await visitor.Page.GotoAsync(site.Address);
        await visitor.Launcher().ClickAsync();
        await visitor.Sees(visitor.Composer);

        await visitor.Panel().Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "order.txt", MimeType = "text/plain", Buffer = "1 × tea"u8.ToArray() });
        await Expect(visitor.Panel().Locator(".upload.done")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await visitor.AxeFindsNothing("a file beside the widget's composer");
        await visitor.Picture("widget-file");
        await visitor.Panel().Locator(".composer [type=submit]").ClickAsync();

        await visitor.Sees(visitor.Panel().Locator("[data-seq] button.file"));
        visitor.Complaints.Should().BeEmpty();
    }
}
