using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>Figures where people look at them, and data that people take away.</summary>
[Collection(WithStaff.Name)]
public sealed class ReportTests(Chromium chromium)
{
    [Fact]
    public async Task What_was_said_stands_in_the_figures_and_is_taken_away_by_who_said_it()
    {
        await using var visitor = await chromium.Somebody();
        await using var admin = await chromium.Somebody();
        await using var agent = await chromium.Somebody("en-GB");
        await visitor.Open("/chat");
        await visitor.Say("退貨要怎麼辦？");
        await visitor.Sees("退貨要怎麼辦？");
        await visitor.Sees(visitor.Page.Locator(".bubble").Nth(1));

        await admin.Open("/console?user_id=a1#reports");
        var refresh = admin.Page.GetByRole(AriaRole.Button, new() { Name = "重新整理" });
        var sessions = admin.Page.Locator(".figure dd").First;
        await Until(async () => await sessions.InnerTextAsync() != "0", refresh);
        await admin.Sees(admin.Page.GetByRole(AriaRole.Heading, new() { Name = "每日對話" }));
        await admin.Sees(admin.Page.Locator("canvas").First);
        await admin.Page.GetByText("以表格顯示").First.ClickAsync();
        await admin.Sees(admin.Page.Locator("details[open] table"));
        await admin.Pictures("console-figures");
        var file = await admin.Page.RunAndWaitForDownloadAsync(() => admin.Page.GetByRole(AriaRole.Button, new() { Name = "CSV: 每日對話" }).ClickAsync());
        (await File.ReadAllTextAsync(await file.PathAsync())).Should().Contain("\"sessions\"");
        admin.Complaints.Should().BeEmpty();

        await agent.Open("/reports?user_id=p1");
        await agent.Sees(agent.Page.GetByRole(AriaRole.Heading, new() { Name = "My own figures" }));
        await Assertions.Expect(agent.Page.GetByRole(AriaRole.Heading, new() { Name = "API", Exact = true })).ToHaveCountAsync(0);
        await agent.Pictures("desk-figures");
        agent.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_member_takes_all_of_it_away_as_one_file()
    {
        await using var member = await chromium.Somebody();
        await member.Open("/chat?user_id=b2");
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "匯出我的資料" }).ClickAsync();
        await member.Page.GetByText("程式用（JSON）").ClickAsync();
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "製作檔案" }).ClickAsync();
        var save = member.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "儲存" });
        await member.Sees(save);
        await member.AxeFindsNothing("exports", "dialog[open]");
        await member.Picture("export-dialog");
        var file = await member.Page.RunAndWaitForDownloadAsync(() => save.ClickAsync());
        using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(await file.PathAsync()));
        json.RootElement.GetProperty("user").GetProperty("id").GetString().Should().Be("b2");
        member.Complaints.Should().BeEmpty();
    }

    /// <summary>Figures follow what is said by some seconds: it is looked at again until they are there.</summary>
    private static async Task Until(Func<Task<bool>> holds, ILocator refresh)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!await holds())
        {
            await again.WaitForNextTickAsync(patience.Token);
            await refresh.ClickAsync();
        }
    }
}
