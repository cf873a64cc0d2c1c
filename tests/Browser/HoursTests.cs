using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LiveChat.Browser.Widget;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>A shift ends while a visitor waits: the desk turns to the away form, and what is left there becomes a ticket.</summary>
[Collection(WithStaff.Name)]
public sealed class HoursTests(Chromium chromium)
{
    [Fact]
    public async Task A_shift_ends_and_the_desk_turns_to_the_away_form()
    {
        await using var site = ForeignSite.With(chromium.Server, "data-desk=\"hours\"");
        await using var admin = await chromium.Somebody();
        await using var visitor = await chromium.Somebody();
        await admin.Open("/console?user_id=a1#desks");
        await MakeDesk(admin);

        await visitor.OpenWidget(site);
        await visitor.Say("茶壺收到時有裂痕，想找真人。");
        await visitor.Button("找客服人員").ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".queue"));

        // The one agent's shift is over: it was yesterday, and comes again in six days.
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "服務時間" }).ClickAsync();
        await admin.Page.Locator(".bar select").SelectOptionAsync("hours");
        await admin.Page.Locator("select[name=zone]").SelectOptionAsync("UTC");
        await admin.Page.Locator("details.agent summary").First.ClickAsync();
        await admin.Page.Locator("details.agent input[type=checkbox]").First.CheckAsync();
        await admin.Page.Locator("details.agent .week li").Nth(((int)TimeProvider.System.GetUtcNow().AddDays(-2).DayOfWeek + 6) % 7).Locator("button.add").ClickAsync();
        await admin.Page.Locator("input[name=first-reply]").FillAsync("1");
        await admin.Pictures("console-hours");
        await LooksOnAPhoneInEnglish(admin);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "儲存", Exact = true }).ClickAsync();
        await admin.Sees(admin.Page.GetByText("班表 · 服務目標"));
        await Expect(admin.Page.Locator(".stands")).ToContainTextAsync("目前休息中");

        await visitor.Sees(visitor.Panel().Locator(".away"));
        await Expect(visitor.Log).ToContainTextAsync("您的需求已記為工單");
        await Expect(visitor.Page.Locator(".queue")).ToHaveCountAsync(0);
        await visitor.Pictures("widget-away");
        var form = visitor.Panel().Locator(".away");
        await form.Locator("[name=name]").FillAsync("王小明");
        await form.Locator("[name=email]").FillAsync("ming@mail.example");
        await form.Locator("[name=message]").FillAsync("請寄一個新的給我。");
        await form.Locator("button[type=submit]").ClickAsync();
        await Expect(form).ToContainTextAsync("ming@mail.example");
        await visitor.Page.ReloadAsync();
        await visitor.Sees("茶壺收到時有裂痕，想找真人。");

        // Whoever comes now finds the form at once, and the assistant behind it.
        await using var later = await chromium.Somebody();
        await later.OpenWidget(site);
        await later.Sees(later.Panel().Locator(".away"));
        await Expect(later.Panel().Locator(".away")).ToContainTextAsync("恢復服務");
        await later.Pictures("widget-away-first");
        await later.Button("改問智慧助理").ClickAsync();
        await Expect(later.Panel().Locator(".composer textarea")).ToBeVisibleAsync();

        var tickets = (await TicketsAt("hours")).AsArray();
        tickets.Should().ContainSingle();
        ((string)tickets[0]!["subject"]!).Should().Contain("裂痕");
        admin.Complaints.Should().BeEmpty();
        visitor.Complaints.Should().BeEmpty();
    }

    private static async Task LooksOnAPhoneInEnglish(Person admin)
    {
        await admin.Page.Locator(".languages select").SelectOptionAsync("en");
        await admin.Page.SetViewportSizeAsync(360, 740);
        await admin.Page.Locator("details.agent .week .remove").First.ScrollIntoViewIfNeededAsync();
        await admin.Picture("console-hours-week-360-light-en-GB");
        (await admin.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('.week li')].flatMap(day => [...day.querySelectorAll('.remove')]
              .filter(remove => remove.getBoundingClientRect().right > day.querySelector('.add').getBoundingClientRect().left).map(() => day.textContent))
            """)).Should().BeEmpty("nothing lies over anything else");
        (await admin.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.week *, .adding *')].every(part => part.getBoundingClientRect().right <= innerWidth)")).Should().BeTrue("a week's times fit a phone");
        await admin.Page.Locator(".languages select").SelectOptionAsync("zh-Hant");
        await admin.Page.SetViewportSizeAsync(1280, 800);
    }

    private async Task<JsonNode> TicketsAt(string deskId)
    {
        using var http = new HttpClient { BaseAddress = new(chromium.Server.Address) };
        var admin = await Read(await http.PostAsJsonAsync("/api/auth/demo", new { userId = "a1" }));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)admin["accessToken"]!);
        return (await Read(await http.GetAsync($"/api/tickets?deskId={deskId}")))["tickets"]!;
    }

    private static async Task<JsonNode> Read(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>A desk of its own, so that the others stay open, with one agent.</summary>
    private static async Task MakeDesk(Person admin)
    {
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "新增服務台" }).ClickAsync();
        await admin.Page.Locator("[name=desk-id]").FillAsync("hours");
        await admin.Page.Locator("[name=desk-name]").FillAsync("輪班服務台");
        await admin.Page.Locator("[name=desk-name]").PressAsync("Control+Enter");
        await admin.Sees(admin.Page.Locator(".adding select"));
        await admin.Page.Locator(".adding select").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await admin.Page.Locator(".adding button").ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "儲存", Exact = true }).ClickAsync();
        await admin.Sees(admin.Page.GetByText("已加入"));
    }
}
