using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>One headless Chromium and one server for the tests that do not kill it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // A microphone that hums, and nobody who has to allow it.
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    ];

    /// <summary>For what is expected of a page: on a busy machine all of it comes later.</summary>
    private const float PatienceMs = 30_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private LiveChatServer? _server;

    public LiveChatServer Server
    {
        get
        {
            Demand();
            return _server!;
        }
    }

    /// <summary>Chromium itself, for what is measured in it.</summary>
    internal IBrowser Browser => _browser!;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable)) return;
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Flags });
        _server = await LiveChatServer.Start(("Widget:Origins:0", "*"));
    }

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A server of the test's own, to be killed.</summary>
    public Task<LiveChatServer> OwnServer(params (string Name, string Value)[] settings)
    {
        Demand();
        return LiveChatServer.Start(settings);
    }

    /// <summary>Somebody's own browser, with nothing kept from others.</summary>
    /// <param name="locale">The browser's language.</param>
    /// <param name="width">The window's, in pixels.</param>
    /// <param name="height">The window's, in pixels.</param>
    /// <param name="dark">Whether they want dark pages.</param>
    /// <param name="server">Whose pages they go to; null for the one that all share.</param>
    /// <param name="line">What lies between them and the server, if anything does.</param>
    public async Task<Person> Somebody(string locale = "zh-TW", int width = 1280, int height = 800, bool dark = false, LiveChatServer? server = null, FrailLine? line = null)
    {
        Demand();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = line?.Address ?? (server ?? Server).Address,
            Locale = locale,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await Person.Sit(context);
    }

    private void Demand()
    {
        if (_browser is null) Skip.Because($"{Executable} is missing: apt-get install chromium");
    }
}

/// <summary>Tests of the pages for everybody. Each collection has a browser and a server to itself, and runs beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class WithChromium : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";
}

/// <summary>Tests of the pages where staff work: desk, console, tickets, knowledge, figures.</summary>
[CollectionDefinition(Name)]
public sealed class WithStaff : ICollectionFixture<Chromium>, ICollectionFixture<DeskServer>
{
    public const string Name = "Staff";
}

/// <summary>Tests of the widget in other sites' pages.</summary>
[CollectionDefinition(Name)]
public sealed class WithWidget : ICollectionFixture<Chromium>
{
    public const string Name = "Widget";
}

/// <summary>Tests that mostly wait.</summary>
[CollectionDefinition(Name)]
public sealed class WithPatience : ICollectionFixture<Chromium>
{
    public const string Name = "Patience";
}
