using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>Files, pictures and voices from one page to another.</summary>
[Collection(WithChromium.Name)]
public sealed class AttachmentTests(Chromium chromium)
{
    private const string Files = "**/api/files";

    /// <summary>A picture drawn in the page and pasted as a person would paste it.</summary>
    private const string PastePicture = """
        async field => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 800 })
          const pen = canvas.getContext('2d')
          for (let i = 0; i < 40; i++) { pen.fillStyle = `hsl(${i * 9} 70% 60%)`; pen.fillRect(i * 30, (i * 97) % 600, 160, 200) }
          const blob = await new Promise(done => canvas.toBlob(done, 'image/png'))
          const clipboardData = new DataTransfer()
          clipboardData.items.add(new File([blob], 'poster.png', { type: 'image/png' }))
          field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }))
        }
        """;

    private static readonly FilePayload Order = new() { Name = "訂單 明細.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("普洱茶 × 2\n") };

    [Fact]
    public async Task A_pasted_picture_and_a_file_reach_the_agent_who_sees_the_one_and_saves_the_other()
    {
        await using var visitor = await chromium.Somebody();
        await using var agent = await chromium.Somebody("en-GB");
        await visitor.Open("/chat?user_id=b1&target=m2");
        await visitor.Sees(visitor.Composer);

        await visitor.Composer.EvaluateAsync(PastePicture);
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(Order);
        await Expect(Tray(visitor).Locator(".upload.done")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await visitor.AxeFindsNothingInAnyLight("files beside the composer");
        await visitor.Picture("attachments-tray");
        await visitor.Composer.PressAsync("Enter");
        await visitor.Sees(visitor.Log.Locator("[data-seq] .picture img"));
        await Expect(Tray(visitor)).ToHaveCountAsync(0);

        await agent.Open("/chat?user_id=m2&target=b1");
        await agent.Sees(Shown(agent));
        (await Shown(agent).EvaluateAsync<int>("picture => picture.naturalWidth")).Should().BeInRange(1, 480, "the thumbnail is shown first");
        await agent.Log.Locator(".picture").ClickAsync();
        var viewer = agent.Page.GetByRole(AriaRole.Dialog, new() { Name = "poster.png" });
        await agent.Sees(viewer.Locator("img"));
        (await viewer.Locator("img").EvaluateAsync<int>("async picture => (await picture.decode(), picture.naturalWidth)")).Should().Be(1200);
        await agent.AxeFindsNothingInAnyLight("a picture in full size");
        await agent.Page.Keyboard.PressAsync("Escape");
        await Expect(viewer).ToHaveCountAsync(0);

        var saved = await agent.Page.RunAndWaitForDownloadAsync(() => agent.Log.Locator("button.file").ClickAsync());
        saved.SuggestedFilename.Should().Be(Order.Name);
        (await File.ReadAllBytesAsync((await saved.PathAsync())!)).Should().Equal(Order.Buffer);
        await agent.AxeFindsNothingInAnyLight("a conversation with files");
        await agent.Picture("attachments-received");
        agent.Complaints.Should().BeEmpty();
        visitor.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task An_upload_shows_how_far_it_is_and_can_be_given_up()
    {
        await using var visitor = await chromium.Somebody("en-GB");
        await visitor.Open("/chat");
        await visitor.Sees(visitor.Composer);
        var held = new TaskCompletionSource<IRoute>();
        await visitor.Page.RouteAsync(Files, held.SetResult);

        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(Order);
        await held.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await visitor.Sees(Tray(visitor).GetByRole(AriaRole.Progressbar));
        await visitor.AxeFindsNothingInAnyLight("a file on its way");
        await Tray(visitor).GetByRole(AriaRole.Button, new() { Name = $"Remove {Order.Name}" }).ClickAsync();

        await Expect(Tray(visitor)).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator(".composer [type=submit]")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_refused_upload_says_why_and_goes_through_when_tried_again()
    {
        await using var visitor = await chromium.Somebody("en-GB");
        await visitor.Open("/chat");
        await visitor.Sees(visitor.Composer);
        await visitor.Page.RouteAsync(Files, route => route.FulfillAsync(new() { Status = 422, ContentType = "application/problem+json", Body = """{"code":"CONTENT_REFUSED"}""" }));

        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(Order);
        await visitor.Sees(Tray(visitor).GetByText("are not taken"));
        await visitor.AxeFindsNothingInAnyLight("a refused file");
        await visitor.Picture("attachments-refused");
        await visitor.Page.UnrouteAsync(Files);
        await Tray(visitor).GetByRole(AriaRole.Button, new() { Name = $"Try {Order.Name} again" }).ClickAsync();
        await visitor.Sees(Tray(visitor).Locator(".upload.done"));
        await visitor.Say("here it is");

        await visitor.Sees("here it is");
        await visitor.Sees(visitor.Log.Locator("[data-seq] button.file"));
    }

    [Fact]
    public async Task A_message_waits_for_its_files_over_a_reload()
    {
        await using var visitor = await chromium.Somebody("en-GB");
        await visitor.Open("/chat");
        await visitor.Sees(visitor.Composer);
        await visitor.Page.RouteAsync(Files, route => route.AbortAsync());
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(Order);
        await visitor.Say("with a file");
        await visitor.Sees(visitor.Log.Locator(".tray .upload"));
        await Expect(visitor.Log.Locator("[data-seq]")).ToHaveCountAsync(0);

        await visitor.Page.UnrouteAsync(Files);
        await visitor.Page.ReloadAsync();
        await visitor.Sees("with a file");
        await visitor.Sees(visitor.Log.Locator("[data-seq] button.file"));
    }

    [Fact]
    public async Task A_voice_message_is_recorded_sent_and_played()
    {
        await using var visitor = await chromium.Somebody("en-GB");
        await using var agent = await chromium.Somebody("en-GB", width: 360);
        await visitor.Open("/chat?user_id=b2&target=m3");
        await visitor.Sees(visitor.Composer);

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Record a voice message" }).ClickAsync();
        await visitor.Sees(visitor.Page.GetByRole(AriaRole.Timer).GetByText("0:01"));
        await visitor.AxeFindsNothingInAnyLight("recording");
        await visitor.Picture("attachments-recording");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Sees(Tray(visitor).Locator(".upload.done"));
        await visitor.Page.Locator(".composer [type=submit]").ClickAsync();

        await agent.Open("/chat?user_id=m3&target=b2");
        await agent.Log.GetByRole(AriaRole.Button, new() { Name = "Play", Exact = true }).ClickAsync();
        await agent.Page.WaitForFunctionAsync("() => (document.querySelector('audio')?.played.length ?? 0) > 0");
        (await agent.Log.Locator(".playable .time").First.InnerTextAsync()).Should().MatchRegex("^0:0[0-9]$");
        await agent.AxeFindsNothingInAnyLight("a voice message");
        await agent.Picture("attachments-voice");
    }

    [Fact]
    public async Task A_recording_is_given_up_by_Escape_and_nothing_is_kept_of_it()
    {
        await using var visitor = await chromium.Somebody("en-GB");
        await visitor.Open("/chat");
        await visitor.Sees(visitor.Composer);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Record a voice message" }).ClickAsync();
        await visitor.Sees(visitor.Page.GetByRole(AriaRole.Timer));
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Record a voice message" })).ToBeFocusedAsync();
        await Expect(Tray(visitor)).ToHaveCountAsync(0);
    }

    private static ILocator Tray(Person person) => person.Page.Locator(".composer .tray");

    private static ILocator Shown(Person person) => person.Log.Locator("[data-seq] .picture img");
}
