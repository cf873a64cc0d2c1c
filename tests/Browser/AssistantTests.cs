using LiveChat.Testing;
using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>Answers of a model that says what it likes, or stops saying anything.</summary>
[Collection(WithChromium.Name)]
public sealed class AssistantTests(Chromium chromium)
{
    private const string Bad = "<img src=x onerror=\"window.__xss=1\"> **bold**";

    [Fact]
    public async Task An_answer_can_be_stopped_and_asked_for_anew()
    {
        await using var model = ScriptedModel.Start(
            async answer =>
            {
                await answer.Begin();
                await answer.Piece($"half an answer {Bad} ");
                await answer.Hang();
            },
            answer => answer.Stream("a whole ", $"answer {Bad}"));
        await using var server = await With(model);
        await using var visitor = await chromium.Somebody(server: server);
        await visitor.Open("/chat");
        await visitor.Say("hello?");
        await visitor.Sees(visitor.Log.Locator(".reply .text").Filter(new() { HasText = "half an answer" }));

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "停止" }).ClickAsync();
        await visitor.Sees(visitor.Page.GetByText("回答已停止。"));
        await visitor.Sees("half an answer");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "重新回答" }).ClickAsync();

        await visitor.Sees("a whole answer <img");
        (await visitor.Page.EvaluateAsync<bool>("'__xss' in window")).Should().BeFalse();
        visitor.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_given_up_and_says_so()
    {
        await using var model = ScriptedModel.Start(async answer =>
        {
            await answer.Begin();
            await answer.Piece("I was about to");
            await answer.Hang();
        });
        await using var server = await With(model, ("Ai:BetweenTokensTimeout", "00:00:02"));
        await using var visitor = await chromium.Somebody(server: server);
        await visitor.Open("/chat");
        await visitor.Say("hello?");

        await visitor.Sees(visitor.Page.GetByText("回答逾時。"));
        await visitor.Sees(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "重新回答" }));
        (await visitor.Log.Locator(".reply").CountAsync()).Should().Be(0);
    }

    /// <summary>What a server is told that shall ask this model for answers, and for nothing else, so that each script is met by the answer that it is for.</summary>
    internal static (string, string)[] SettingsFor(ScriptedModel model) =>
        [("Ai:Provider", "OpenAI"), ("Ai:Endpoint", model.Address.ToString()), ("Ai:Model", "scripted"), ("Intents:ModelPerMinute", "0"), ("Moods:ModelPerMinute", "0")];

    private Task<LiveChatServer> With(ScriptedModel model, params (string, string)[] settings) => chromium.OwnServer([.. SettingsFor(model), .. settings]);
}
