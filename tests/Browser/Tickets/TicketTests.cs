using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser.Tickets;

/// <summary>A complaint in a chat becomes a ticket, is assigned, resolved, reopened by its customer, and closed.</summary>
[Collection(WithStaff.Name)]
public sealed class TicketTests(Chromium chromium)
{
    [Fact]
    public async Task A_complaint_becomes_a_ticket_that_is_resolved_reopened_and_closed()
    {
        var complaint = "茶壺收到時已經碎了 " + Guid.CreateVersion7().ToString("N")[..6];
        await using var customer = await chromium.Somebody("zh-TW");
        await using var agent = await chromium.Somebody("zh-TW");
        await using var colleague = await chromium.Somebody("en-GB");
        await agent.Open("/tickets?user_id=m1");
        await agent.Sees(agent.Page.Locator(".rows"));

        await customer.Open("/chat?user_id=b1");
        await customer.Page.GetByRole(AriaRole.Button, new() { Name = "工單" }).ClickAsync();
        await customer.Page.GetByRole(AriaRole.Button, new() { Name = "新增工單" }).ClickAsync();
        await customer.Page.Locator("dialog[open] select").SelectOptionAsync("m1");
        await customer.Page.Locator("[name=subject]").FillAsync(complaint);
        await customer.Page.Locator("[name=description]").FillAsync("一打開就是碎的，外箱沒有破損。\n請換一個給我。");
        await customer.AxeFindsNothing("a customer's new ticket");
        await customer.Page.Locator("dialog[open] .primary").ClickAsync();
        var own = customer.Page.Locator("article.ticket");
        await customer.Sees(own.GetByText("待處理"));

        // Somebody was chosen, and is told so; they take it up and resolve it, and say so.
        var given = agent.Page.GetByRole(AriaRole.Group, new() { Name = "有工單指派給您" });
        await agent.Sees(given.GetByText(complaint));
        await agent.AxeFindsNothing("a ticket that was just assigned");
        await agent.Picture("tickets-given");
        await given.GetByRole(AriaRole.Button).First.ClickAsync();
        await agent.Sees(agent.Page.Locator(".record .why"));
        await Expect(given).ToHaveCountAsync(0);
        await agent.Page.GetByLabel("類別").FillAsync("破損");
        await agent.Page.GetByLabel("類別").PressAsync("Enter");
        await agent.Sees(agent.Page.Locator(".happened").Filter(new() { HasText = "破損" }));
        await agent.Pictures("tickets-detail");
        var next = agent.Page.Locator("article .head .primary");
        await Expect(next).ToHaveTextAsync("開始處理");
        await next.ClickAsync();
        await Expect(next).ToHaveTextAsync("標為已解決");
        await Comment(agent, "已寄出新的茶壺。");
        await customer.Sees(own.GetByText("已寄出新的茶壺。"));
        await agent.Page.GetByLabel("僅限內部").CheckAsync();
        await Comment(agent, "請倉庫檢查包裝");
        await next.ClickAsync();
        await Expect(next).ToHaveTextAsync("結案");

        // The customer is not content.
        await customer.Sees(own.GetByText("還沒解決，重新開啟"));
        await Expect(customer.Page.GetByText("請倉庫檢查包裝")).ToHaveCountAsync(0);
        await Comment(customer, "新的也是碎的");
        await customer.Page.GetByRole(AriaRole.Button, new() { Name = "還沒解決，重新開啟" }).ClickAsync();
        await customer.Sees(own.Locator(".mark").GetByText("待處理"));
        await customer.Pictures("tickets-customer");
        await Expect(next).ToHaveTextAsync("開始處理");

        // Of two who change it at once the second is told, and nothing is lost.
        await colleague.Open("/tickets?user_id=a1");
        await colleague.Page.Locator(".rows .row").Filter(new() { HasText = complaint }).ClickAsync();
        await colleague.Sees(colleague.Page.Locator(".record"));
        await colleague.Page.RouteAsync("**/api/tickets/*", route => route.Request.Method == "GET" ? route.AbortAsync() : route.ContinueAsync());
        await agent.Page.GetByLabel("優先").SelectOptionAsync("urgent");
        await Expect(agent.Page.Locator(".rows .row").Filter(new() { HasText = complaint })).ToContainTextAsync("緊急");
        await colleague.Page.GetByLabel("Due").FillAsync("2030-01-02T10:00");
        await colleague.Page.GetByLabel("Due").PressAsync("Tab");
        await colleague.Sees(colleague.Page.GetByText("Somebody changed this meanwhile."));
        await colleague.Sees(colleague.Page.Locator(".panel li").Filter(new() { HasText = "Priority" }));
        await colleague.Page.UnrouteAllAsync();
        await colleague.AxeFindsNothing("a ticket that somebody else changed");
        await colleague.Picture("tickets-conflict");
        await colleague.Page.GetByRole(AriaRole.Button, new() { Name = "Make my change all the same" }).ClickAsync();
        await colleague.Sees(colleague.Page.Locator(".happened").Filter(new() { HasText = "Due: nothing" }));
        await Expect(colleague.Page.GetByLabel("Priority")).ToHaveValueAsync("urgent");

        await Expect(agent.Page.GetByLabel("期限")).ToHaveValueAsync("2030-01-02T10:00");
        await next.ClickAsync();
        await Expect(next).ToHaveTextAsync("標為已解決");
        await next.ClickAsync();
        await customer.Page.GetByRole(AriaRole.Button, new() { Name = "已解決，結案" }).ClickAsync();
        await customer.Sees(own.Locator(".mark").GetByText("已結案"));
        await Expect(next).ToHaveTextAsync("重新開啟");
        agent.Complaints.Concat(customer.Complaints).Concat(colleague.Complaints).Should().BeEmpty();
    }

    [Fact]
    public async Task An_agent_opens_one_out_of_the_conversation()
    {
        var complaint = "My teapot leaks " + Guid.CreateVersion7().ToString("N")[..6];
        await using var visitor = await chromium.Somebody("en-GB");
        await using var agent = await chromium.Somebody("en-GB", 1440, 900);
        await visitor.Open("/chat");
        await visitor.Say(complaint);
        await visitor.Sees(complaint);

        await agent.Open("/desk?user_id=p1");
        await agent.Page.GetByRole(AriaRole.Tab, new() { Name = "All" }).ClickAsync();
        await agent.Page.Locator(".row .open").First.ClickAsync(); // the newest
        await agent.Sees(complaint);
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Open a ticket" }).ClickAsync();
        await Expect(agent.Page.Locator("[name=subject]")).ToHaveValueAsync(complaint);
        await agent.Page.Locator("dialog[open] select").First.SelectOptionAsync("high");
        await agent.AxeFindsNothing("opening a ticket at the desk");
        await agent.Picture("tickets-desk-dialog");
        await agent.Page.Locator("dialog[open] .primary").ClickAsync();
        await agent.Sees(agent.Page.Locator(".right .ticket").Filter(new() { HasText = complaint }));
        await visitor.Sees(visitor.Log.GetByText("This conversation belongs to ticket #"));
        await LooksAtOwn(visitor, complaint);
        await agent.Picture("tickets-desk-pane");
        await agent.Page.Locator(".right .ticket").Filter(new() { HasText = complaint }).ClickAsync();
        await agent.Sees(agent.Page.GetByRole(AriaRole.Button, new() { Name = "Transcript 1" }));
        agent.Complaints.Concat(visitor.Complaints).Should().BeEmpty();
    }

    /// <summary>A visitor, who has no list of conversations beside, finds the ticket in the conversation's place.</summary>
    private static async Task LooksAtOwn(Person visitor, string complaint)
    {
        await visitor.Page.SetViewportSizeAsync(360, 740);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Tickets" }).ClickAsync();
        var row = visitor.Page.Locator(".own .row").Filter(new() { HasText = complaint });
        await visitor.Sees(row);
        await visitor.AxeFindsNothing("a visitor's tickets");
        await visitor.Picture("tickets-visitor-360");
        await row.ClickAsync();
        await visitor.Sees(visitor.Page.Locator("article.ticket").GetByText(complaint).First);
    }

    private static async Task Comment(Person person, string words)
    {
        await person.Page.Locator("#comment").FillAsync(words);
        await person.Page.Locator(".box .send").ClickAsync();
        await person.Sees(person.Page.Locator(".comment").Filter(new() { HasText = words }));
    }
}
