using LiveChat.Testing;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser.Widget;

/// <summary>
/// How quick the widget is in Chromium. What is bounded is what it costs the page's main thread, by processor time: that
/// is the same on a busy machine. What the clock says is written out.
/// </summary>
[Collection(WithWidget.Name)]
public sealed class SpeedTests(Chromium chromium, ITestOutputHelper output)
{
    private const double FirstPaintMs = 300;
    private const double BubbleMs = 50;

    /// <summary>What browsers call a long task; people feel one that is twice as long.</summary>
    private const double LongestTaskMs = 50;

    private const string Watch = """
        window.marks = {};
        const painted = (name) => requestAnimationFrame(() => requestAnimationFrame(() => { marks[name] ??= performance.now() }));
        document.addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
          const root = document.querySelector('livechat-widget')?.shadowRoot;
          if (!root || window.root) return;
          window.root = root;
          painted('button');
          new MutationObserver(() => { if (root.querySelectorAll('.mine .bubble').length > 1) painted('bubble') }).observe(root, { childList: true, subtree: true });
        }).observe(document.body, { childList: true }));
        window.addEventListener('keydown', event => { if (event.key === 'Enter') marks.enter = performance.now() }, true);
        """;

    [Fact]
    public async Task It_is_there_at_once_shows_what_is_written_at_once_and_stays_smooth_while_text_streams_in()
    {
        var streams = new TaskCompletionSource();
        await using var model = ScriptedModel.Start(
            answer => answer.Stream("Good day."),
            async answer =>
            {
                await streams.Task;
                await answer.Begin();
                for (var i = 0; i < 125; i++)
                {
                    await answer.Piece($"字詞{i} ");
                    await Task.Delay(20); // fifty pieces a second
                }
                await answer.Finish();
            });
        await using var server = await chromium.OwnServer([("Widget:Origins:0", "*"), .. AssistantTests.SettingsFor(model)]);
        await using var site = ForeignSite.With(server);
        await using var visitor = await chromium.Somebody();
        await visitor.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await visitor.Page.AddInitScriptAsync(Watch);

        var loading = await TaskTrace.While(chromium.Browser, async () =>
        {
            await visitor.Page.GotoAsync(site.Address);
            await visitor.Page.WaitForFunctionAsync("() => marks.button");
        });
        await visitor.Launcher().ClickAsync();
        await visitor.Say("hello?");
        await visitor.Sees("Good day.");
        await visitor.Composer.FillAsync("Which tea goes with cake?");
        var writing = await TaskTrace.While(chromium.Browser, async () =>
        {
            await visitor.Composer.PressAsync("Enter");
            await visitor.Page.WaitForFunctionAsync("() => marks.bubble");
        });
        var streaming = await TaskTrace.While(chromium.Browser, async () =>
        {
            streams.SetResult();
            await visitor.Sees("字詞124");
        });

        var firstPaint = await visitor.Page.EvaluateAsync<double>("marks.button - performance.getEntriesByType('resource').find(r => r.name.endsWith('/widget.js')).responseEnd");
        var bubble = await visitor.Page.EvaluateAsync<double>("marks.bubble - marks.enter");
        output.WriteLine($"First paint {firstPaint:F0} ms after the script was there, the whole page {loading.CpuMs():F0} ms of the main thread; from Enter to the bubble {bubble:F0} ms, "
            + $"{writing.CpuMs():F0} ms of the main thread; while 50 pieces a second came in {streaming.InWords()}");
        loading.CpuMs().Should().BeLessThan(FirstPaintMs, "the button is there at once: {0}", loading.InWords());
        writing.CpuMs().Should().BeLessThan(BubbleMs, "what is written is there at once: {0}", writing.InWords());
        streaming.Max(task => task.CpuMs).Should().BeLessThan(LongestTaskMs, "text streams in smoothly: {0}", streaming.InWords());
        await Expect(visitor.Log.Locator(".mine .bubble")).ToHaveCountAsync(2);
    }
}
