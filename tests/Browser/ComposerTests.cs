using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>Writing: input methods, line breaks, drafts, and words that the server refuses.</summary>
[Collection(WithChromium.Name)]
public sealed class ComposerTests(Chromium chromium)
{
    [Fact]
    public async Task Enter_that_ends_an_input_methods_word_does_not_send()
    {
        await using var visitor = await chromium.Somebody();
        await visitor.Open("/chat");
        await visitor.Composer.FocusAsync();
        var devtools = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);

        await devtools.SendAsync("Input.imeSetComposition", new() { ["text"] = "ㄋㄧˇ", ["selectionStart"] = 3, ["selectionEnd"] = 3 });
        await visitor.Page.Keyboard.PressAsync("Enter");
        await devtools.SendAsync("Input.insertText", new() { ["text"] = "你好" });

        (await visitor.Composer.InputValueAsync()).Should().StartWith("你好");
        await Expect(visitor.Log.Locator(".bubble")).ToHaveCountAsync(0);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Sees("你好");
    }

    [Fact]
    public async Task Shift_and_Enter_break_the_line_and_the_break_is_shown()
    {
        await using var visitor = await chromium.Somebody();
        await visitor.Open("/chat");
        await visitor.Composer.PressSequentiallyAsync("one");
        await visitor.Page.Keyboard.PressAsync("Shift+Enter");
        await visitor.Composer.PressSequentiallyAsync("two");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await visitor.Sees("one");
        (await visitor.Line("one").InnerTextAsync()).Should().Be("one\ntwo");
    }

    [Fact]
    public async Task A_draft_outlives_a_reload()
    {
        await using var visitor = await chromium.Somebody();
        await visitor.Open("/chat");
        await visitor.Composer.FillAsync("還沒寫完");
        await visitor.Page.ReloadAsync();

        await Expect(visitor.Composer).ToHaveValueAsync("還沒寫完");
    }

    [Fact]
    public async Task Only_the_keyboard_is_needed()
    {
        await using var visitor = await chromium.Somebody("en-GB");
        await visitor.Open("/chat");
        await visitor.Sees(visitor.Composer);
        await visitor.TabTo(visitor.Composer);
        await visitor.Page.Keyboard.TypeAsync("by keyboard");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await visitor.Sees("by keyboard");
    }
}
