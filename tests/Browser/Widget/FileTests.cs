using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser.Widget;

/// <summary>Files from the widget, on another site's page and before anything was said.</summary>
[Collection(WithWidget.Name)]
public sealed class FileTests(Chromium chromium)
{
    /// <summary>A file dragged from the desktop and dropped.</summary>
    private const string Drop = """
        zone => {
          const dataTransfer = new DataTransfer()
          dataTransfer.items.add(new File(['2 × tea'], 'dropped.txt', { type: 'text/plain' }))
          for (const name of ['dragenter', 'dragover', 'drop']) zone.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true, composed: true }))
        }
        """;

    [Fact]
    public async Task A_visitor_begins_with_a_file()
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody("en-GB");
        await visitor.Page.GotoAsync(site.Address);
        await visitor.Launcher().ClickAsync();
        await visitor.Sees(visitor.Composer);

        await visitor.Panel().Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "order.txt", MimeType = "text/plain", Buffer = "1 × tea"u8.ToArray() });
        await Expect(visitor.Panel().Locator(".upload.done")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await visitor.AxeFindsNothingInAnyLight("a file beside the widget's composer");
        await visitor.Picture("widget-file");
        await visitor.Panel().Locator(".composer [type=submit]").ClickAsync();

        await visitor.Sees(visitor.Panel().Locator("[data-seq] button.file"));

        await visitor.Log.EvaluateAsync(Drop);
        await Expect(visitor.Panel().Locator(".upload.done")).ToContainTextAsync("dropped.txt");
        await visitor.Panel().Locator(".composer [type=submit]").ClickAsync();
        await Expect(visitor.Panel().Locator("[data-seq] button.file")).ToHaveCountAsync(2);
        visitor.Complaints.Should().BeEmpty();
    }
}
