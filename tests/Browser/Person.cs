using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>Somebody at a page: what they do, what they see, and what the browser complained of.</summary>
public sealed class Person : IAsyncDisposable
{
    private const float PatienceMs = 30_000;
    private const int MostTabs = 80;

    /// <summary>Notes each length that the answer in progress is seen to have.</summary>
    private const string WatchReply = """
        window.__lengths = new Set();
        new MutationObserver(() => {
          const reply = document.querySelector('.reply .text');
          if (reply) window.__lengths.add(reply.textContent.length);
        }).observe(document, { subtree: true, childList: true, characterData: true });
        """;

    /// <summary>Counts the notes that a page plays.</summary>
    private const string CountNotes = """
        window.__notes = 0;
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...args) { window.__notes++; return start.apply(this, args); };
        """;

    /// <summary>The three layouts, each with its height, and whether it is dark where people read English: in Chinese it is the other way, so that both languages together have all.</summary>
    private static readonly (int Width, int Height, bool EnglishIsDark)[] Layouts = [(360, 740, false), (800, 900, false), (1440, 900, true)];

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Person(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, said) =>
        {
            if (said.Type == "error" && said.Text.Contains("Content Security Policy", StringComparison.Ordinal)) _complaints.Enqueue(said.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors and breaches of the content security policy.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public ILocator Log => Page.GetByRole(AriaRole.Log);

    public ILocator Composer => Page.Locator(".composer textarea");

    public ILocator Offer => Page.Locator(".offer");

    public static async Task<Person> Sit(IBrowserContext context)
    {
        context.SetDefaultTimeout(PatienceMs);
        await context.AddInitScriptAsync(WatchReply);
        await context.AddInitScriptAsync(CountNotes);
        return new(context, await context.NewPageAsync());
    }

    /// <summary>Uses a visitor's sign-in that was made elsewhere, as if the page had made it.</summary>
    public Task SignInAs(JsonNode visitor) =>
        Page.RouteAsync("**/api/auth/visitor", route => route.FulfillAsync(new() { ContentType = "application/json", Body = visitor.ToJsonString() }));

    public Task Open(string path) => Page.GotoAsync(path);

    public async Task Say(string text)
    {
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
    }

    /// <summary>Presses Tab (or, going back, Shift and Tab) until it has the focus.</summary>
    public async Task TabTo(ILocator what, bool back = false)
    {
        await what.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        for (var presses = 0; presses < MostTabs; presses++)
        {
            if (await what.EvaluateAsync<bool>("what => what === what.getRootNode().activeElement")) return;
            await Page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
        }
        throw new InvalidOperationException($"Tab does not lead to {what}.");
    }

    public ILocator Line(string text) => Log.Locator(".bubble").Filter(new() { HasText = text });

    /// <summary>Waits until the line stands in the log itself, not only in the outbox.</summary>
    public Task Sees(string text) => Expect(Log.Locator("[data-seq]").Filter(new() { HasText = text })).ToHaveCountAsync(1, new() { Timeout = PatienceMs });

    public Task Sees(ILocator what) => Expect(what).ToBeVisibleAsync(new() { Timeout = PatienceMs });

    /// <summary>Waits until the connection stands (again).</summary>
    public Task IsConnected() => Expect(Page.Locator(".lost")).ToHaveCountAsync(0, new() { Timeout = PatienceMs });

    /// <summary>Has the page try to connect now instead of after its pause, as browsers do when the network is back.</summary>
    public Task TriesNow() => Page.EvaluateAsync("dispatchEvent(new Event('online'))");

    /// <summary>The log as it is drawn: number and text, from top to bottom.</summary>
    public async Task<(int Seq, string Text)[]> Lines()
    {
        var lines = await Log.Locator("[data-seq]").EvaluateAllAsync<string[]>(
            "rows => rows.map(row => row.dataset.seq + '\\t' + (row.querySelector('.bubble') ?? row).textContent.trim())");
        return [.. lines.Select(line => line.Split('\t', 2)).Select(parts => (int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1]))];
    }

    /// <summary>How many notes a page has played since it was loaded.</summary>
    public static Task<int> NotesPlayed(IPage page) => page.EvaluateAsync<int>("window.__notes");

    public Task<int> ReplyStepsSeen() => Page.EvaluateAsync<int>("window.__lengths.size");

    /// <summary>Draws the page as it stands, for people to look at.</summary>
    public async Task Picture(string name)
    {
        Directory.CreateDirectory(Place.Screenshots);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Place.Screenshots, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>Draws the page's state in all layouts, each light or dark, has axe look at the narrowest and the widest, and leaves the page as it was.</summary>
    public async Task Pictures(string state)
    {
        var before = Page.ViewportSize!;
        var locale = await Page.EvaluateAsync<string>("navigator.language");
        foreach (var (width, height, englishIsDark) in Layouts)
        {
            var dark = englishIsDark == locale.StartsWith("en", StringComparison.Ordinal);
            await Page.SetViewportSizeAsync(width, height);
            await Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            var look = $"{state}-{width}-{(dark ? "dark" : "light")}-{locale}";
            await Picture(look);
            if (width != 800) await this.AxeFindsNothing(look);
        }
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Page.SetViewportSizeAsync(before.Width, before.Height);
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
