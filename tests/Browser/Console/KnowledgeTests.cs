using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>What was asked in vain becomes an article, and the article an answer.</summary>
[Collection(WithStaff.Name)]
public sealed class KnowledgeTests(Chromium chromium)
{
    [Fact]
    public async Task An_unanswered_question_becomes_an_article_becomes_a_cited_answer()
    {
        var mark = Guid.CreateVersion7().ToString("N")[^8..];
        var question = $"茶壺{mark}可以刻字嗎？";
        await using var visitor = await chromium.Somebody();
        await using var editor = await chromium.Somebody();
        await visitor.Open("/chat");
        await visitor.Say(question);
        await visitor.Sees(visitor.Log.GetByText("我不知道答案").First);

        await editor.Open("/console?user_id=a1#knowledge/unanswered");
        var asked = editor.Page.Locator(".question").Filter(new() { HasText = mark });
        await editor.Page.GetByLabel("排序").SelectOptionAsync("lately");
        // It is recorded off the answer's path, a moment later.
        for (var tries = 0; await asked.CountAsync() == 0 && tries < 50; tries++)
        {
            var listed = editor.Page.WaitForResponseAsync(response => response.Url.Contains("/unanswered", StringComparison.Ordinal));
            await editor.Page.GetByRole(AriaRole.Button, new() { Name = "重新整理" }).ClickAsync();
            await listed;
        }
        await editor.Sees(asked);
        await editor.Pictures("knowledge-unanswered");
        await asked.GetByRole(AriaRole.Button, new() { Name = "撰寫答案" }).ClickAsync();
        await Expect(editor.Page.Locator("[name=title]")).ToHaveValueAsync(question);
        await editor.Page.Locator("[name=body]").FillAsync($"可以，{mark}刻字每字 50 元，約需三個工作天。");
        await editor.Page.Locator("[name=category]").FillAsync("商品");
        await editor.Page.Locator("[name=body]").PressAsync("Control+Enter");
        await editor.Sees(editor.Page.GetByText("已存為第 1 版"));
        await editor.Pictures("knowledge-editor");

        await visitor.Say($"請問茶壺{mark}可以刻字嗎");
        await visitor.Sees(visitor.Log.Locator(".source").Filter(new() { HasText = mark }));
        await visitor.Sees(visitor.Log.GetByText($"{mark}刻字每字 50 元").First);
        var help = await visitor.Page.RunAndWaitForPopupAsync(() => visitor.Log.Locator(".source a").Last.ClickAsync());
        await Expect(help.GetByRole(AriaRole.Heading, new() { Name = question })).ToBeVisibleAsync();

        // What it answers now is not asked any more.
        await editor.Open("/console?user_id=a1#knowledge/unanswered");
        await editor.Page.ReloadAsync();
        await editor.Sees(editor.Page.GetByLabel("排序"));
        await Expect(asked).ToHaveCountAsync(0);
        visitor.Complaints.Should().BeEmpty();
        editor.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_is_imported_and_its_bad_lines_are_told()
    {
        var mark = Guid.CreateVersion7().ToString("N")[^8..];
        await using var editor = await chromium.Somebody("en-GB");
        await editor.Open("/knowledge?user_id=p1#import");
        await editor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "faq.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes($"question,answer,category\nHow about {mark}?,Well.,import\n,bad,\nAnd {mark} then?,Then so.,import\n"),
        });
        await editor.Page.Locator("[name=status]").SelectOptionAsync("published");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).Last.ClickAsync();
        await editor.Sees(editor.Page.GetByText("2 new, 0 changed, 0 as before, 1 not taken"));
        await Expect(editor.Page.Locator("table td.number").First).ToHaveTextAsync("3");
        await editor.Pictures("knowledge-import");

        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Articles", Exact = true }).ClickAsync();
        await editor.Sees(editor.Page.GetByRole(AriaRole.Button, new() { Name = $"How about {mark}?" }));
        await editor.Pictures("knowledge-list");
        await editor.Page.Locator("[name=q]").FillAsync(mark);
        await editor.Sees(editor.Page.Locator(".hits").GetByText($"And {mark} then?"));

        // A version is written, and the first restored.
        await editor.Page.Locator(".hits .title").First.ClickAsync();
        var first = await editor.Page.Locator("[name=body]").InputValueAsync();
        await editor.Page.Locator("[name=body]").FillAsync("Otherwise.");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await editor.Sees(editor.Page.GetByText("Saved as version 2"));
        await editor.Page.Locator(".version").Last.ClickAsync();
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Restore this version" }).ClickAsync();
        await editor.Sees(editor.Page.GetByText("Version 1 stands again, as version 3."));
        await Expect(editor.Page.Locator("[name=body]")).ToHaveValueAsync(first);
        editor.Complaints.Should().BeEmpty();
    }
}
