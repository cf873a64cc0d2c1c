using System.Diagnostics;
using LiveChat.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>A whole minute without a network.</summary>
[Collection(WithPatience.Name)]
public sealed class OfflineTests(Chromium chromium)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task In_the_middle_of_an_answer_and_then_the_whole_of_it_is_there_once()
    {
        var goesOn = new TaskCompletionSource();
        await using var model = ScriptedModel.Start(
            async answer =>
            {
                await answer.Begin();
                await answer.Piece("The first half of the answer ");
                await goesOn.Task;
                await answer.Piece("and the second half of it.");
                await answer.Finish();
            },
            answer => answer.Stream("You are welcome."));
        await using var server = await chromium.OwnServer(AssistantTests.SettingsFor(model));
        using var account = await Caller.Visitor(server);
        await using var visitor = await chromium.Somebody("en-GB", server: server);
        await visitor.SignInAs(account.Account);
        await visitor.Open("/chat");
        await visitor.Say("A question");
        await visitor.Sees(visitor.Log.Locator(".reply .text").Filter(new() { HasText = "The first half of the answer" }));

        var offline = Stopwatch.StartNew();
        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.Sees(visitor.Page.Locator(".lost.offline"));
        goesOn.SetResult(); // the answer ends while nobody can see it
        await visitor.Say("Thank you, written offline");
        await visitor.Sees(visitor.Line("Thank you, written offline"));
        await Task.Delay(Minute - offline.Elapsed); // a real minute: what runs out by time has run out
        await Expect(visitor.Log.Locator("[data-seq]")).ToHaveCountAsync(1);
        await visitor.Page.Context.SetOfflineAsync(false);
        await visitor.IsConnected();

        await visitor.Sees("Thank you, written offline");
        await visitor.Sees("You are welcome.");
        await Expect(visitor.Log.Locator(".reply")).ToHaveCountAsync(0);
        (await visitor.Lines()).Should().Equal(
            (1, "A question"), (2, "The first half of the answer and the second half of it."), (3, "Thank you, written offline"), (4, "You are welcome."));
        visitor.Complaints.Should().BeEmpty();
    }
}
