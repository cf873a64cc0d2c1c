using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>Groups, people and search at <c>/chat</c>: several people, each at a page of their own.</summary>
[Collection(WithChromium.Name)]
public sealed class GroupTests(Chromium chromium)
{
    [Fact]
    public async Task A_group_of_three_is_made_grows_reads_and_is_left()
    {
        await using var buyer = await chromium.Somebody("en-GB", 1440);
        await using var merchant = await chromium.Somebody();
        await using var other = await chromium.Somebody(width: 800);
        await buyer.Open("/chat?user_id=b1");
        await merchant.Open("/chat?user_id=m1");
        await other.Open("/chat?user_id=m2");
        await other.Sees(other.Page.Locator(".side"));

        // One chosen person is a conversation, two are a group.
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).ClickAsync();
        var dialog = buyer.Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator(".person").Filter(new() { HasText = "m1" }).ClickAsync();
        await dialog.GetByLabel("Name or id").FillAsync("p1");
        await Expect(dialog.Locator(".person")).ToHaveCountAsync(1);
        await dialog.Locator(".person").Filter(new() { HasText = "p1" }).ClickAsync();
        await dialog.GetByLabel("Name of the group").FillAsync("Pu'er 普洱");
        await buyer.AxeFindsNothingInAnyLight("choosing people");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create a group of 3" }).ClickAsync();
        await buyer.Sees(buyer.Page.Locator(".main h1").Filter(new() { HasText = "Pu'er 普洱" }));

        // It appears at the others' without a reload.
        await buyer.Say("各位好，這是新群組");
        await merchant.Page.Locator(".side .row").Filter(new() { HasText = "Pu'er 普洱" }).ClickAsync();
        await merchant.Sees("各位好，這是新群組");
        await buyer.Sees(buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Read by 1" }));

        // A fourth is invited and reads what was said before.
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Invite people" }).ClickAsync();
        await dialog.Locator(".person").Filter(new() { HasText = "m2" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Invite (1)" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await other.Page.Locator(".side .row").Filter(new() { HasText = "Pu'er 普洱" }).ClickAsync();
        await other.Sees("各位好，這是新群組");
        await merchant.Sees(merchant.Log.GetByText("邀請 阿纳斯蒂制药 加入"));
        await buyer.AxeFindsNothingInAnyLight("a group with its people");

        // Receipts, by name.
        await merchant.Say("收到");
        await buyer.Sees("收到");
        await buyer.Say("Thanks");
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Read by 2" }).ClickAsync();
        await buyer.Sees(dialog.GetByText("保和堂医药集团"));
        await buyer.Sees(dialog.GetByText("Read by 2 of 3"));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        // A role is given, a member is removed and sees nothing more.
        await buyer.Page.GetByLabel("Role of 保和堂医药集团").SelectOptionAsync("admin");
        await merchant.Sees(merchant.Log.GetByText("保和堂医药集团 現在是管理員"));
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Remove 阿纳斯蒂制药" }).ClickAsync();
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Really remove?" }).ClickAsync();
        await Expect(other.Page.Locator(".side .row").Filter(new() { HasText = "Pu'er 普洱" })).ToHaveCountAsync(0);
        await Expect(other.Log).ToHaveCountAsync(0);

        // The owner leaves: the admin owns it now.
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Leave the group" }).ClickAsync();
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Really leave?" }).ClickAsync();
        await Expect(buyer.Page.Locator(".side .row").Filter(new() { HasText = "Pu'er 普洱" })).ToHaveCountAsync(0);
        await merchant.Sees(merchant.Log.GetByText("保和堂医药集团 現在是擁有者"));
        buyer.Complaints.Should().BeEmpty();
        other.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_hit_of_the_search_is_shown_in_its_place()
    {
        await using var buyer = await chromium.Somebody("en-GB", 1440);
        await buyer.Open("/chat?user_id=b2&target=m3");
        await buyer.Say("很久以前說過的龍井茶");
        for (var i = 1; i <= 70; i++) await buyer.Say($"line {i}");
        await buyer.Sees("line 70");
        await buyer.Page.ReloadAsync();
        await buyer.Sees("line 70");
        await Expect(buyer.Log.GetByText("很久以前說過的龍井茶")).ToHaveCountAsync(0);

        await buyer.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search messages" }).FillAsync("龍井");
        await buyer.Sees(buyer.Page.Locator(".hit mark").Filter(new() { HasText = "龍井" }));
        await buyer.AxeFindsNothingInAnyLight("what was found");
        await buyer.Page.Locator(".hit").First.ClickAsync();
        await Expect(buyer.Log.GetByText("很久以前說過的龍井茶")).ToBeInViewportAsync();
        (await buyer.Page.EvaluateAsync<int>("CSS.highlights.get('found').size")).Should().Be(1);

        // Who reads further up stays there, and is told of what comes.
        using var merchant = await Caller.Demo(chromium.Server, "m3");
        var session = (await merchant.Get("/api/chat/sessions"))["sessions"]!.AsArray().Single(one => (int)one!["lastSeq"]! >= 71)!;
        await merchant.Post("/api/chat/message", new { sessionId = (string)session["sessionId"]!, clientMessageId = Guid.CreateVersion7(), content = "said below" });
        var down = buyer.Page.Locator(".down");
        await Expect(down).ToContainTextAsync("1 new message");
        await Expect(buyer.Log.GetByText("很久以前說過的龍井茶")).ToBeInViewportAsync();
        await down.ClickAsync();
        await Expect(buyer.Line("said below")).ToBeInViewportAsync();
        await Expect(down).ToHaveCountAsync(0);
        await merchant.Post("/api/chat/message", new { sessionId = (string)session["sessionId"]!, clientMessageId = Guid.CreateVersion7(), content = "and below that" });
        await Expect(buyer.Line("and below that")).ToBeInViewportAsync();

        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Find in this conversation" }).ClickAsync();
        await buyer.Page.Keyboard.TypeAsync("line 1");
        await buyer.Sees(buyer.Page.Locator(".find").GetByText("1 of 11"));
        await Expect(buyer.Line("line 19")).ToBeInViewportAsync();
        await buyer.Page.Keyboard.PressAsync("Enter");
        await Expect(buyer.Line("line 18")).ToBeInViewportAsync();
        await buyer.AxeFindsNothingInAnyLight("finding in a conversation");
        await buyer.Page.Keyboard.PressAsync("Escape");
        await Expect(buyer.Page.Locator(".find")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_merchant_sees_the_customers_and_comes_to_their_conversation()
    {
        await using var buyer = await chromium.Somebody();
        await using var merchant = await chromium.Somebody("en-GB");
        await buyer.Open("/chat?user_id=b1&target=m2");
        await buyer.Say("請問還有貨嗎？");
        await buyer.Sees("請問還有貨嗎？");

        await merchant.Open("/chat?user_id=m2");
        await merchant.Page.GetByRole(AriaRole.Button, new() { Name = "Customers" }).ClickAsync();
        var customer = merchant.Page.Locator(".side .row").Filter(new() { HasText = "保安堂药房" });
        await merchant.Sees(customer.GetByText("Online"));
        await merchant.AxeFindsNothingInAnyLight("a merchant's customers");
        await customer.ClickAsync();
        await merchant.Sees("請問還有貨嗎？");
        await merchant.Say("有的");
        await buyer.Sees("有的");
    }

    [Fact]
    public async Task On_a_phone_there_is_one_pane_at_a_time()
    {
        await using var buyer = await chromium.Somebody(width: 360, height: 740);
        await buyer.Open("/chat?user_id=b1&target=m3");
        await buyer.Say("手機上");
        await buyer.Sees("手機上");
        await Expect(buyer.Page.Locator(".side")).ToBeHiddenAsync();
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "詳細資料" }).ClickAsync();
        await buyer.Sees(buyer.Page.Locator(".details"));
        await Expect(buyer.Page.Locator(".main")).ToBeHiddenAsync();
        await buyer.AxeFindsNothingInAnyLight("details on a phone");
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "關閉詳細資料" }).ClickAsync();
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "返回" }).ClickAsync();
        await buyer.Sees(buyer.Page.Locator(".side .row").First);
        await Expect(buyer.Page.Locator(".main")).ToBeHiddenAsync();
        await buyer.AxeFindsNothingInAnyLight("the list on a phone");
        (await buyer.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue();
    }

    [Fact]
    public async Task A_group_is_made_and_talked_in_by_keyboard_alone()
    {
        await using var buyer = await chromium.Somebody("en-GB", 1440);
        await buyer.Open("/chat?user_id=b2");
        await buyer.Sees(buyer.Page.Locator(".side"));
        await buyer.TabTo(buyer.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" }));
        await buyer.Page.Keyboard.PressAsync("Enter");
        await buyer.Sees(buyer.Page.Locator("dialog .person").First);
        await buyer.TabTo(buyer.Page.Locator("dialog .person").Filter(new() { HasText = "保和堂医药集团" }).Locator("input"));
        await buyer.Page.Keyboard.PressAsync("Space");
        await buyer.Page.Keyboard.PressAsync("Tab");
        await buyer.Page.Keyboard.PressAsync("Space");
        await buyer.TabTo(buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Create a group of 3" }));
        await buyer.Page.Keyboard.PressAsync("Enter");
        await buyer.Sees(buyer.Page.Locator(".details .member").Nth(2));
        await buyer.TabTo(buyer.Composer);
        await buyer.Page.Keyboard.TypeAsync("by keyboard");
        await buyer.Page.Keyboard.PressAsync("Enter");
        await buyer.Sees("by keyboard");
    }
}
