using System.Text.RegularExpressions;
using LiveChat.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>What the assistant does beside answering, with a model: an admin sets what follows of an intent, and the agent who gets the chat is helped.</summary>
[Collection(WithChromium.Name)]
public sealed class AssistanceTests(Chromium chromium)
{
    private const string Complaint = "我要客訴：包裹拖了兩個月";
    private const string Sarcasm = "運費怎麼算成這樣，你們可真厲害";
    private const string Draft = "您好，超商取貨";

    [Fact]
    public async Task An_admin_sets_a_rule_a_complaint_comes_to_a_person_who_sees_the_mood_and_is_helped()
    {
        await using var model = ScriptedModel.Start(Speak);
        await using var server = await chromium.OwnServer([.. AssistantTests.SettingsFor(model), ("Intents:ModelPerMinute", "120"), ("Moods:ModelPerMinute", "60"), ("Moods:ModelTimeout", "00:00:50")]);
        await using var admin = await chromium.Somebody(server: server);
        await using var agent = await chromium.Somebody("en-GB", server: server);
        await agent.Open("/desk?user_id=m1");
        await admin.Open("/console?user_id=a1#intents");
        await SetRule(admin);
        await ChangeExample(admin);

        using var visitor = await Caller.Visitor(server);
        var id = await visitor.Session(new { kind = "support", deskId = "m1" });
        await visitor.Post("/api/chat/message", new { sessionId = id, clientMessageId = "c1", content = Complaint });
        await agent.Offer.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await visitor.Post("/api/chat/message", new { sessionId = id, clientMessageId = "c2", content = Sarcasm });
        await IsHelped(agent);

        await agent.Composer.PressAsync("Enter");
        await agent.Sees(agent.Log.Locator("[data-seq] .bubble").Filter(new() { HasText = Draft }).First);
        await Expect(agent.Page.Locator(".sources")).ToHaveCountAsync(0);
        admin.Complaints.Should().BeEmpty();
        agent.Complaints.Should().BeEmpty();
    }

    private static async Task SetRule(Person admin)
    {
        await Try(admin, Complaint, "道歉並提議開服務單");
        await admin.Page.Locator("[name=route-complaint]").SelectOptionAsync("hand_over");
        await admin.Page.Locator("[name=threshold-complaint]").FillAsync("40");
        await admin.Page.Locator("[name=threshold-complaint]").PressAsync("Control+Enter");
        await admin.Sees(admin.Page.GetByText("抱怨 → 轉接客服人員, 40 %"));
        await Try(admin, Complaint, "轉接客服人員");
        await admin.Pictures("console-intents");
    }

    private static async Task ChangeExample(Person admin)
    {
        await admin.Page.GetByRole(AriaRole.Searchbox).FillAsync("唱首歌給我聽");
        await admin.Page.Locator("tbody tr").First.GetByRole(AriaRole.Button).First.ClickAsync();
        await admin.Page.Locator("[name=example]").FillAsync("唱一首老歌給我聽聽");
        await admin.Page.Locator("[name=example]").PressAsync("Control+Enter");
        await admin.Sees(admin.Page.GetByText("唱首歌給我聽 → 唱一首老歌給我聽聽"));
        await admin.Page.Keyboard.PressAsync("Escape");
        await Try(admin, "唱一首老歌", "親切回應");
    }

    private static async Task Try(Person admin, string text, string follows)
    {
        await admin.Page.Locator("[name=try]").FillAsync(text);
        await admin.Page.Locator("[name=try]").PressAsync("Enter");
        await Expect(admin.Page.Locator(".guess .tag").First).ToHaveTextAsync(follows);
    }

    private static async Task IsHelped(Person agent)
    {
        await agent.Sees(Sarcasm);
        await Expect(agent.Page.Locator(".pane .now")).ToHaveTextAsync("Upset");
        await agent.Sees(agent.Page.Locator($".trail li.low[title='{Sarcasm}']"));
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Renew" }).ClickAsync();
        await Expect(agent.Page.Locator(".pane")).ToContainTextAsync("A parcel two months late.");

        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Suggest a reply" }).ClickAsync();
        await Expect(agent.Composer).ToHaveValueAsync(new Regex("^" + Draft, RegexOptions.None, TimeSpan.FromSeconds(1)));
        await agent.Sees(agent.Page.Locator(".sources a[href^='/help/']"));
        await Expect(agent.Log).Not.ToContainTextAsync(Draft);
        await agent.Pictures("desk-helped");
    }

    /// <summary>Says to each kind of question what that kind asks for.</summary>
    private static Task Speak(ScriptedAnswer answer) => answer.Request switch
    {
        var asked when asked.Contains("-100 (furious", StringComparison.Ordinal) => answer.Stream("-80"),
        var asked when asked.Contains("small_talk:", StringComparison.Ordinal) => answer.Stream("answer 90"),
        var asked when asked.Contains("running summary", StringComparison.Ordinal) => answer.Stream("A parcel two months late."),
        var asked when asked.Contains("Draft the next message", StringComparison.Ordinal) => answer.Stream(Draft, "的包裹可以查詢 [1]。"),
        _ => answer.Stream("我不知道。"),
    };
}
