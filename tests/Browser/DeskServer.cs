using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>A server whose desks only the tests of the desk use.</summary>
public sealed class DeskServer : IAsyncLifetime
{
    public LiveChatServer? Server { get; private set; }

    public async Task InitializeAsync() => Server = await LiveChatServer.Start(("Queues:OfferTimeout", "00:05:00"));

    public async Task DisposeAsync() => await Server!.DisposeAsync();
}

/// <summary>The people who come to those desks.</summary>
internal sealed class AtDesk(Chromium chromium, DeskServer own)
{
    public Task<Person> Agent(int width = 1280) => chromium.Somebody("en-GB", width, server: own.Server);

    /// <summary>A visitor who has asked the desk's assistant something.</summary>
    public async Task<Person> Visitor(string desk, string question)
    {
        var visitor = await chromium.Somebody("en-GB", server: own.Server);
        // The page asks the platform's desk; here each test has a desk to itself.
        await visitor.Page.RouteAsync("**/api/chat/session/create", route => route.ContinueAsync(new() { PostData = System.Text.Encoding.UTF8.GetBytes($$"""{"kind":"support","deskId":"{{desk}}"}""") }));
        await visitor.Open("/chat");
        await visitor.Say(question);
        await visitor.Sees(question);
        return visitor;
    }

    /// <summary>A visitor who waits for a person.</summary>
    public async Task<Person> Waiting(string desk, string question)
    {
        var visitor = await Visitor(desk, question);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Talk to a person", Exact = true }).ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".queue"));
        return visitor;
    }

    /// <summary>Waits no more, so that nobody else is offered this visitor.</summary>
    public static async Task Leaves(Person visitor)
    {
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Back to the assistant" }).ClickAsync();
        await Expect(visitor.Page.Locator(".queue")).ToHaveCountAsync(0);
    }
}
