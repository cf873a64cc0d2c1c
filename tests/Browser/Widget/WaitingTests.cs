using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser.Widget;

/// <summary>What a visitor can do while nobody has come, or nobody is there.</summary>
[Collection(WithWidget.Name)]
public sealed class WaitingTests(Chromium chromium)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly Regex FirstPlace = new("\"position\":1(,\"etaSeconds\":(null|[0-9]+))?", RegexOptions.ExplicitCapture, Limit);

    [Fact]
    public async Task Who_waits_is_shown_articles_and_can_leave_a_message_instead()
    {
        const string Question = "How much is shipping?";
        await using var site = ForeignSite.With(chromium.Server, "data-desk=\"m1\" data-locale=\"en\"");
        await using var visitor = await chromium.Somebody("en-GB");
        // As if two were before, and the desk knew how long they take.
        await visitor.Page.RouteWebSocketAsync(new Regex("/hubs/chat", RegexOptions.None, Limit), socket =>
        {
            var server = socket.ConnectToServer();
            server.OnMessage(frame => socket.Send(FirstPlace.Replace(frame.Text!, "\"position\":3,\"etaSeconds\":240")));
        });
        await visitor.OpenWidget(site);
        await visitor.Say(Question);
        await visitor.Sees(visitor.Log.Locator(".source").First);
        await visitor.Button("Talk to a person").ClickAsync();
        await Expect(visitor.Page.Locator(".queue")).ToContainTextAsync("You are number 3 in the queue. About 4 min.");
        var article = visitor.Panel().Locator(".recommended").GetByRole(AriaRole.Link, new() { Name = Question });
        await visitor.Sees(article);
        (await article.GetAttributeAsync("href")).Should().StartWith($"{chromium.Server.Address}/help/", "it leads to our server, not into the shop's pages");
        await visitor.Pictures("widget-waiting");

        await visitor.Button("Leave a message instead").ClickAsync();
        var form = visitor.Panel().Locator(".away");
        await Expect(form.Locator("[name=name]")).ToBeFocusedAsync();
        await visitor.Pictures("widget-instead");
        await form.Locator("[name=name]").FillAsync("Ming");
        await form.Locator("[name=email]").FillAsync("ming@mail.example");
        await form.Locator("[name=message]").FillAsync("Please write to me about shipping to Penghu.");
        await form.Locator("[type=submit]").ClickAsync();
        await Expect(form).ToContainTextAsync("ming@mail.example");
        await Expect(visitor.Page.Locator(".queue")).ToHaveCountAsync(0);

        using var merchant = await Caller.Demo(chromium.Server, "m1");
        var tickets = (await merchant.Get("/api/tickets?deskId=m1"))["tickets"]!.AsArray();
        tickets.Should().Contain(ticket => ((string)ticket!["subject"]!).Contains("Penghu", StringComparison.Ordinal));
        visitor.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Where_nobody_is_it_says_so_and_when_somebody_will_be()
    {
        await using var site = ForeignSite.With(chromium.Server, "data-desk=\"m2\" data-locale=\"en\"");
        await using var visitor = await chromium.Somebody("en-GB");
        await visitor.HasSettings("""{"deskId":"m2","name":"Tea house","open":false,"serves":true,"opensAt":"2031-03-03T01:30:17Z"}""");
        await visitor.OpenWidget(site);
        var form = visitor.Panel().Locator(".away");
        (await form.InnerTextAsync()).Should().MatchRegex(@"\b\d\d:30\b").And.NotMatchRegex(@"\d:\d\d:\d\d", "opening times have no seconds");
        await visitor.Pictures("widget-away-first");

        await visitor.Button("Ask the assistant instead").ClickAsync();
        await visitor.Say("What is your return policy?");
        await visitor.Sees(visitor.Log.Locator(".source").First);
        var nobody = visitor.Panel().Locator(".nobody");
        await Expect(nobody).ToContainTextAsync("We are away just now");
        await visitor.Pictures("widget-nobody");
        await visitor.Button("Leave a message instead").ClickAsync();
        await Expect(form.Locator("[name=name]")).ToBeFocusedAsync();
        await Expect(nobody).ToHaveCountAsync(0);
        await visitor.Button("Cancel").ClickAsync();
        await Expect(visitor.Composer).ToBeFocusedAsync();
        await visitor.Sees(nobody);
        visitor.Complaints.Should().BeEmpty();
    }
}
