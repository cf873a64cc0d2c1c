using LiveChat.Testing;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace LiveChat.Browser.Widget;

/// <summary>How quick the widget is in Chromium. The figures are written out; the bounds by the clock are wide, for a busy machine is slow.</summary>
[Collection(WithWidget.Name)]
public sealed class SpeedTests(Chromium chromium, ITestOutputHelper output)
{
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
          new MutationObserver(() => { if (root.querySelector('.mine .bubble')) painted('bubble') }).observe(root, { childList: true, subtree: true });
        }).observe(document.body, { childList: true }));
        window.addEventListener('keydown', event => { if (event.key === 'Enter') marks.enter = performance.now() }, true);
        """;

    [Fact]
    public async Task It_is_there_at_once_shows_what_is_written_at_once_and_stays_smooth_while_text_streams_in()
    {
        await using var model = ScriptedModel.Start(async answer =>
        {
            await answer.Begin();
            for (var i = 0; i < 125; i++)
            {
                await answer.Piece($"字詞{i} ");
                await Task.Delay(20);
            }
            await answer.Finish();
        });
        await using var server = await chromium.OwnServer(("Widget:Origins:0", "*"), ("Ai:Provider", "OpenAI"), ("Ai:Endpoint", model.Address.ToString()), ("Ai:Model", "scripted"));
        await using var site = ForeignSite.With(server);
        await using var visitor = await chromium.Somebody();
        await visitor.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await visitor.Page.AddInitScriptAsync(Watch);
        await visitor.OpenWidget(site);
        var tasks = await TaskTrace.While(chromium.Browser, async () =>
        {
            await visitor.Say("hello?");
            await visitor.Sees("字詞124");
        });

        var firstPaint = await visitor.Page.EvaluateAsync<double>("marks.button - performance.getEntriesByType('resource').find(r => r.name.endsWith('/widget.js')).responseEnd");
        var bubble = await visitor.Page.EvaluateAsync<double>("marks.bubble - marks.enter");
        output.WriteLine($"First paint {firstPaint:F0} ms after the script was there; from Enter to the bubble {bubble:F0} ms; while 50 pieces a second came in {tasks.InWords()}");
        firstPaint.Should().BeInRange(0, 3000);
        bubble.Should().BeInRange(0, 1000);
        tasks.Max(task => task.CpuMs).Should().BeLessThan(LongestTaskMs, "by processor time, so that a busy machine does not count: {0}", tasks.InWords());
    }
}
