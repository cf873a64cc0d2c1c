using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>More than anybody can serve: long lines and long conversations, and two agents who want the same one.</summary>
[Collection(WithStaff.Name)]
public sealed class DeskCrowdTests(Chromium chromium, DeskCrowdTests.OwnServer own, ITestOutputHelper output) : IClassFixture<DeskCrowdTests.OwnServer>
{
    /// <summary>How many wait and how much was said; more, to be measured, by this name in the environment.</summary>
    private const string Many = "LIVECHAT_MANY";

    /// <summary>By processor time: what is longer is felt on any machine.</summary>
    private const double LongestTaskMs = 100;

    /// <summary>Scrolls from end to end and answers the time between frames, in milliseconds.</summary>
    private const string Scroll = """
        async box => {
          const frames = [];
          let before = performance.now();
          const step = Math.max(400, box.scrollHeight / 300);
          for (let top = box.scrollHeight; top >= 0; top -= step) {
            box.scrollTop = top;
            await new Promise(requestAnimationFrame);
            const now = performance.now();
            frames.push(now - before);
            before = now;
          }
          return frames;
        }
        """;

    /// <summary>A server at which nobody is told to slow down.</summary>
    public sealed class OwnServer : IAsyncLifetime
    {
        public LiveChatServer? Server { get; private set; }

        public async Task InitializeAsync() => Server = await LiveChatServer.Start(("RateLimits:Enabled", "false"), ("Queues:OfferTimeout", "00:05:00"));

        public async Task DisposeAsync() => await Server!.DisposeAsync();
    }

    [Fact]
    public async Task A_long_line_draws_who_is_in_sight_and_leads_by_key_to_its_end()
    {
        var crowd = Number(250, 2_000);
        using var visitor = await Caller.Visitor(own.Server!);
        await using var hub = await visitor.Wait("m1", crowd, "one of many");
        await using var agent = await Agent("m1");
        await agent.Page.Locator(".tab").Nth(1).ClickAsync();
        await agent.Sees(agent.Page.Locator(".row").First);
        var rows = agent.Page.Locator(".left .item");
        await Expect(rows.First).ToHaveAttributeAsync("aria-setsize", new Regex(@"^\d{3,}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        (await rows.CountAsync()).Should().BeLessThan(40);

        await agent.Page.Locator("[data-entry][tabindex='0']").First.FocusAsync();
        var last = agent.Page.Locator($".item[aria-posinset='{crowd}']");
        for (var times = 0; times < crowd && await last.CountAsync() == 0; times++) // each time as far as the line is loaded
        {
            await agent.Page.Keyboard.PressAsync("End");
            await Expect(agent.Page.Locator("[data-entry]:focus")).ToHaveCountAsync(1);
        }

        await Expect(last).ToBeVisibleAsync();
        (await rows.CountAsync()).Should().BeLessThan(40);
        await Measure($"scrolling through {crowd} who wait", () => Scrolled(agent.Page.Locator(".left .box")));
        await Measure($"twenty more come to {crowd} who wait", async () =>
        {
            await using var more = await visitor.Wait("m1", 20, "one more");
            await Expect(rows.First).ToHaveAttributeAsync("aria-setsize", (crowd + 20).ToString(CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public async Task A_long_conversation_draws_what_is_in_sight_keeps_its_place_and_stays_quick()
    {
        var said = Number(600, 10_000);
        await using var merchant = await chromium.Somebody("en-GB", server: own.Server);
        using var buyer = await Caller.Demo(own.Server!, "b1");
        using var other = await Caller.Demo(own.Server!, "b2");
        var session = await Talk(buyer, said);
        await Talk(other, 100);

        await merchant.Open("/chat?user_id=m2&target=b1");
        var newest = merchant.Page.Locator($"[data-seq='{said}']");
        await merchant.Sees(newest);
        for (var (loads, first) = (0, said - 49); loads < 6; loads++, first -= 50) await LoadEarlier(merchant, first);

        // The last line answers the first: that is where it leads, with all that lies between.
        await newest.Locator(".quote").EvaluateAsync("quote => quote.click()");
        await Expect(merchant.Page.Locator("[data-seq='1']")).ToBeInViewportAsync(new() { Timeout = 120_000 });
        (await merchant.Log.Locator("[data-seq]").CountAsync()).Should().BeLessThan(400);
        await Measure($"scrolling through {said} messages", () => Scrolled(merchant.Log));

        await merchant.Log.EvaluateAsync("box => { box.scrollTop = box.scrollHeight; }");
        await merchant.Sees(newest);
        await Measure($"twenty messages come to {said}", async () =>
        {
            for (var more = 1; more <= 20; more++)
            {
                await buyer.Post("/api/chat/message", new { sessionId = session, clientMessageId = $"more-{more}", content = $"And {more} more" });
                await merchant.Sees(merchant.Page.Locator($"[data-seq='{said + more}']"));
            }
        });
        await Measure($"turning ten times to another conversation and back to that of {said}", async () =>
        {
            for (var turns = 0; turns < 10; turns++)
            {
                await merchant.Page.Locator(".side .row[aria-current='false']").First.ClickAsync();
                await Expect(merchant.Page.Locator(".lines")).ToContainTextAsync(turns % 2 == 0 ? "Line 100 of" : "And 20 more");
            }
        });
        merchant.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_agents_see_each_other_and_one_of_them_gets_it()
    {
        using var admin = await Caller.Demo(own.Server!, "a1");
        var account = await admin.Post("/api/admin/users", new { username = "second", password = "a long enough password 7", displayName = "Second agent", role = "agent" });
        var second = (string)(account["id"] ?? account["userId"])!;
        await admin.Put("/api/admin/desks/m3", new { members = new[] { new { userId = "m3", capacity = 4 }, new { userId = second, capacity = 4 } } });
        using var visitor = await Caller.Visitor(own.Server!);
        await using var hub = await visitor.Wait("m3", 1, "who takes it?");
        await using var one = await Agent("m3");
        await using var other = await chromium.Somebody("en-GB", server: own.Server);
        await other.Open("/desk");
        await other.Page.Locator("input[name=username]").FillAsync("second");
        await other.Page.Locator("input[name=password]").FillAsync("a long enough password 7");
        await other.Page.Keyboard.PressAsync("Enter");
        foreach (var agent in new[] { one, other })
        {
            await agent.Page.Locator(".tab").Nth(1).ClickAsync();
            await agent.Page.Locator(".left .open").First.ClickAsync();
            await agent.Sees(agent.Page.Locator(".composer"));
        }

        await one.Sees(one.Page.Locator(".viewers").Filter(new() { HasText = "Second agent is looking at this" }));
        await other.Sees(other.Page.Locator(".viewers").Filter(new() { HasText = "looking at this" }));
        await other.Composer.PressSequentiallyAsync("I know");
        await one.Sees(one.Page.Locator(".viewers").Filter(new() { HasText = "Second agent is writing here too" }));

        await other.Page.Locator(".centre .head .primary").ClickAsync();
        await other.Sees(other.Page.Locator(".modes"));
        await one.Sees(one.Page.Locator(".standing").Filter(new() { HasText = "Second agent has this chat" }));
        await Expect(one.Page.Locator(".centre .head .primary")).ToHaveCountAsync(0);
        await Expect(one.Page.Locator(".left .row")).ToHaveCountAsync(0);
        await Expect(one.Offer).ToHaveCountAsync(0);
    }

    private static int Number(int usual, int many) => Environment.GetEnvironmentVariable(Many) is null ? usual : many;

    /// <summary>So many messages to a merchant, the last of which answers the first.</summary>
    private static async Task<Guid> Talk(Caller buyer, int count)
    {
        var session = await buyer.Session(new { kind = "direct", target = "m2" });
        await Parallel.ForEachAsync(Enumerable.Range(1, count - 1), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (line, _) =>
            await buyer.Post("/api/chat/message", new { sessionId = session, clientMessageId = $"line-{line}", content = $"Line {line} of a long talk about teapots. {new string('x', line % 90)}" }));
        await buyer.Post("/api/chat/message", new { sessionId = session, clientMessageId = $"line-{count}", content = $"Line {count} of a long talk, about the first", replyToSeq = 1 });
        return session;
    }

    /// <summary>Asks for what lies before the first line that is loaded, which stays where it is.</summary>
    private static async Task LoadEarlier(Person reader, int first)
    {
        await reader.Log.EvaluateAsync("box => { box.scrollTop = 0; }");
        var top = reader.Page.Locator($"[data-seq='{first}']");
        var before = (await top.BoundingBoxAsync())!.Y;
        var height = await reader.Log.EvaluateAsync<int>("box => box.scrollHeight");
        await reader.Page.Locator(".earlier button").EvaluateAsync("button => button.click()");
        await reader.Page.WaitForFunctionAsync("height => document.querySelector('[role=log]').scrollHeight > height && !document.querySelector('.earlier button')?.disabled", height);
        await Expect(top).ToBeInViewportAsync();
        Math.Abs((await top.BoundingBoxAsync())!.Y - before).Should().BeLessThan(60, "what was read stays where it was");
    }

    private async Task Scrolled(ILocator box)
    {
        var frames = await box.EvaluateAsync<double[]>(Scroll);
        Array.Sort(frames);
        output.WriteLine($"{frames.Length} frames: p50 {frames[frames.Length / 2]:F1} ms, p95 {frames[frames.Length * 95 / 100]:F1} ms, longest {frames[^1]:F1} ms");
    }

    private async Task Measure(string what, Func<Task> act)
    {
        var tasks = await TaskTrace.While(chromium.Browser, act);
        output.WriteLine($"{what}: {tasks.InWords()}");
        tasks.Max(task => task.CpuMs).Should().BeLessThan(LongestTaskMs, "{0} must be smooth: {1}", what, tasks.InWords());
    }

    private async Task<Person> Agent(string id)
    {
        var agent = await chromium.Somebody("en-GB", server: own.Server);
        await agent.Open($"/desk?user_id={id}");
        await agent.Sees(agent.Page.Locator(".next"));
        return agent;
    }
}
