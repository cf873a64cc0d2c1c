using System.Diagnostics;
using System.Text.Json.Nodes;
using LiveChat.Testing;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>A line that is cut again and again, as soon as it stands: what is typed, sent and streamed is not lost, doubled or reordered.</summary>
[Collection(WithPatience.Name)]
public sealed class DisconnectTests(Chromium chromium, ITestOutputHelper output)
{
    private const int Cuts = 200;
    private const int MostBytes = 4_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>An idle line is cut after this all the same.</summary>
    private static readonly TimeSpan LongestWhole = TimeSpan.FromMilliseconds(500);

    /// <summary>Has the page try again at once, whatever its pauses are, and notes each moment at which something stands twice or out of order.</summary>
    private const string Watch = """
        window.__wrong = [];
        setInterval(() => dispatchEvent(new Event('online')), 20);
        new MutationObserver(() => {
          const log = document.querySelector('[role=log]');
          const seqs = [...log?.querySelectorAll('[data-seq]') ?? []].map(row => Number(row.dataset.seq));
          if (seqs.some((seq, at) => seq <= seqs[at - 1])) __wrong.push(`out of order: ${seqs}`);
          const said = [...log?.querySelectorAll('.mine .bubble') ?? []].map(bubble => bubble.textContent.trim());
          if (new Set(said).size < said.length) __wrong.push(`twice: ${said}`);
        }).observe(document, { subtree: true, childList: true });
        """;

    [Fact]
    public async Task Two_hundred_times_under_typing_sending_and_streaming()
    {
        await using var model = ScriptedModel.Start(async answer =>
        {
            await answer.Begin();
            for (var piece = 0; piece < 50; piece++)
            {
                await answer.Piece($"piece {piece} ");
                await Task.Delay(20);
            }
            await answer.Finish();
        });
        await using var server = await chromium.OwnServer([("RateLimits:Enabled", "false"), .. AssistantTests.SettingsFor(model)]);
        await using var line = FrailLine.To(server);
        using var account = await Caller.Visitor(server);
        await using var visitor = await chromium.Somebody("en-GB", line: line);
        await visitor.SignInAs(account.Account);
        await visitor.Page.AddInitScriptAsync(Watch);
        await visitor.Open("/chat");
        await visitor.Say("message 0");
        await visitor.Sees("message 0");

        var clock = Stopwatch.StartNew();
        var cutting = CutOnAndOn(line);
        var said = 1;
        for (; !cutting.IsCompleted; said++)
        {
            await visitor.Composer.PressSequentiallyAsync($"message {said}");
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Expect(visitor.Line($"message {said}").Last).ToBeVisibleAsync(); // at once, whatever the line does
        }

        await visitor.Composer.FillAsync("half a mess");
        line.Cut();
        await cutting;
        var cutFor = clock.Elapsed;
        await Expect(visitor.Log.Locator("[data-seq]").Filter(new() { HasText = $"message {said - 1}" })).ToHaveCountAsync(1, new() { Timeout = (float)Patience.TotalMilliseconds });
        await Expect(visitor.Log.Locator(".mine:not([data-seq])")).ToHaveCountAsync(0);
        await Expect(visitor.Log.Locator(".reply")).ToHaveCountAsync(0, new() { Timeout = (float)Patience.TotalMilliseconds });

        var log = await account.Log(Guid.Parse((string)(await account.Get("/api/chat/sessions"))["sessions"]![0]!["sessionId"]!));
        (await Drawn(visitor, log.Length)).Should().Equal(log.Select(entry => ((int)entry["seq"]!, ShownOf(entry))), (shown, stored) => shown.Seq == stored.Item1 && (stored.Item2 is null || shown.Text == stored.Item2));
        log.Select(entry => (string)entry["content"]!).Where(text => text.StartsWith("message", StringComparison.Ordinal))
            .Should().Equal(Enumerable.Range(0, said).Select(number => $"message {number}"), "all that was sent is stored once, in the order of the writer");
        (await visitor.Page.EvaluateAsync<string[]>("window.__wrong")).Should().BeEmpty("nothing stood twice or out of order at any moment");
        await Expect(visitor.Composer).ToHaveValueAsync("half a mess");
        visitor.Complaints.Should().BeEmpty();
        output.WriteLine($"{line.Cuts} cuts in {cutFor.TotalSeconds:F0} s, {said} messages sent, {log.Length} entries, {log.Count(entry => (string)entry["type"]! == "ai")} answers.");
    }

    /// <summary>Cuts after some bytes more, wherever that is: in the handshake, in the middle of a message, before its receipt.</summary>
    private static async Task CutOnAndOn(FrailLine line)
    {
        var random = new Random(7);
        using var patience = new CancellationTokenSource(Patience);
        while (line.Cuts < Cuts)
        {
            patience.Token.ThrowIfCancellationRequested();
            try
            {
                await line.CutAfter(random.Next(MostBytes)).WaitAsync(LongestWhole, patience.Token);
            }
            catch (TimeoutException)
            {
                line.Cut();
            }
        }
    }

    /// <summary>The whole log as it is drawn, scrolled through from its end: of a long one only what is near the window is.</summary>
    private static async Task<(int Seq, string Text)[]> Drawn(Person reader, int upTo)
    {
        var drawn = new SortedDictionary<int, string>();
        for (var seek = upTo; seek >= 1; seek = drawn.Keys.First() - 1)
        {
            if (drawn.Count > 0) await reader.Page.Locator($"[data-seq='{drawn.Keys.First()}']").ScrollIntoViewIfNeededAsync();
            await Expect(reader.Page.Locator($"[data-seq='{seek}']")).ToHaveCountAsync(1);
            foreach (var (seq, text) in await reader.Lines()) drawn.TryAdd(seq, text);
        }
        return [.. drawn.Select(line => (line.Key, line.Value))];
    }

    /// <summary>What a page shows of an entry: its very words where somebody said them; null where it has words of its own.</summary>
    private static string? ShownOf(JsonNode entry) => (string)entry["type"]! == "system" ? null : ((string)entry["content"]!).Trim();
}
