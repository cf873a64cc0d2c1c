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

    [Theory]
    [InlineData("zh-TW", "表情符號", "這個茶壺還有白色的嗎？\n我想要兩個。")]
    [InlineData("en-GB", "Emoji", "Do you have this teapot in white?\nI would like two of them.")]
    public async Task On_a_phone_there_is_room_for_words_files_a_quote_and_emoji(string locale, string emoji, string words)
    {
        await using var visitor = await chromium.Somebody(locale, 360, 740);
        await visitor.Open("/chat?user_id=b2&target=m2");
        await visitor.Say(words);
        var said = visitor.Log.Locator("[data-seq]").Filter(new() { HasText = words[..6] }).Last;
        await said.HoverAsync();
        await said.Locator(".actions button").Nth(1).ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".answering"));
        FilePayload[] files = [.. new[] { "訂單明細與收據副本 2026-11-20.txt", "a-very-long-name-of-a-file-without-any-blanks-in-it.txt" }
            .Select(name => new FilePayload { Name = name, MimeType = "text/plain", Buffer = "1 × tea"u8.ToArray() })];
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(files);
        await Expect(visitor.Page.Locator(".upload.done")).ToHaveCountAsync(2);
        await visitor.Composer.FillAsync(words);
        await visitor.Picture($"composer-360-light-{locale}");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = emoji, Exact = true }).ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".picker button").First);
        await visitor.Picture($"composer-emoji-360-light-{locale}");
        await visitor.AxeFindsNothingInAnyLight("a full composer on a phone");

        (await visitor.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('.composer *, .picker:popover-open, .picker:popover-open *')]
              .map(part => [part, part.getBoundingClientRect()])
              .filter(([, box]) => box.width > 1 && (box.left < 0 || box.right > innerWidth || box.bottom > innerHeight))
              .map(([part, box]) => `${part.outerHTML.slice(0, 80)}: ${box.left} to ${box.right}, down to ${box.bottom}`)
            """)).Should().BeEmpty("nothing sticks out of the window");
        (await visitor.Composer.BoundingBoxAsync())!.Width.Should().BeGreaterThan(300, "words have the whole width");
        await visitor.Page.Locator(".picker button").Nth(1).ClickAsync();
        await Expect(visitor.Composer).ToHaveValueAsync(words + "❤️");
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
