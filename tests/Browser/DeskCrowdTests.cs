using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LiveChat.Tests;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace LiveChat.Browser;

/// <summary>More than anybody can serve: long lines and long conversations, and two agents who want the same one.</summary>
[Collection(WithChromium.Name)]
public sealed class DeskCrowdTests(Chromium chromium, DeskCrowdTests.OwnServer own, ITestOutputHelper output) : IClassFixture<DeskCrowdTests.OwnServer>
{
    /// <summary>How many wait and how much was said; more, to be measured, by this name in the environment.</summary>
    private const string Many = "LIVECHAT_MANY";

    /// <summary>Scrolls from end to end and answers the time between frames: half of them under, 95 % under, the longest; and how many tasks took over 50 ms.</summary>
    private const string Scroll = """
        async box => {
          const [frames, long] = [[], []];
          const watcher = new PerformanceObserver(list => long.push(...list.getEntries().map(task => task.duration)));
          watcher.observe({ entryTypes: ['longtask'] });
          let before = performance.now();
          const step = Math.max(400, box.scrollHeight / 300);
          for (let top = box.scrollHeight; top >= 0; top -= step) {
            box.scrollTop = top;
            await new Promise(requestAnimationFrame);
            const now = performance.now();
            frames.push(now - before);
            before = now;
          }
          watcher.disconnect();
          frames.sort((a, b) => a - b);
          const at = part => frames[Math.min(frames.length - 1, Math.floor(frames.length * part))].toFixed(1);
          return `frames: ${frames.length}, p50 ${at(.5)} ms, p95 ${at(.95)} ms, longest ${at(1)} ms; tasks over 50 ms: ${long.length}, longest ${Math.max(0, ...long).toFixed(0)} ms`;
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
        await using var hub = await Ask("m1", crowd, "one of many");
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
        output.WriteLine($"{crowd} who wait, {await agent.Page.Locator(".left .box").EvaluateAsync<string>(Scroll)}");
    }

    [Fact]
    public async Task A_long_conversation_draws_what_is_in_sight_and_keeps_its_place_when_more_is_loaded()
    {
        var said = Number(600, 10_000);
        await using var merchant = await chromium.Somebody("en-GB", server: own.Server);
        using var buyer = await SignedIn("b1");
        var sessionId = (string)(await Read(await buyer.PostAsJsonAsync("/api/chat/session/create", new { kind = "direct", target = "m2" })))["sessionId"]!;
        await Parallel.ForEachAsync(Enumerable.Range(1, said), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (line, token) =>
            (await buyer.PostAsJsonAsync("/api/chat/message", new { sessionId, clientMessageId = $"line-{line}", content = $"Line {line} of a long talk about teapots. {new string('x', line % 90)}" }, token)).EnsureSuccessStatusCode());

        await merchant.Open("/chat?user_id=m2&target=b1");
        await merchant.Sees(merchant.Page.Locator($"[data-seq='{said}']"));
        var earlier = merchant.Page.Locator(".earlier button");
        var log = merchant.Log;
        var first = said - 49;
        while (first > 1)
        {
            await log.EvaluateAsync("box => { box.scrollTop = 0; }");
            var top = merchant.Page.Locator($"[data-seq='{first}']");
            var before = (await top.BoundingBoxAsync())!.Y;
            var height = await log.EvaluateAsync<int>("box => box.scrollHeight");
            await earlier.EvaluateAsync("button => button.click()");
            first = Math.Max(1, first - 50);
            await merchant.Page.WaitForFunctionAsync("height => document.querySelector('[role=log]').scrollHeight > height && !document.querySelector('.earlier button')?.disabled", height);
            if (said - first > 300) continue;
            await Expect(top).ToBeInViewportAsync();
            Math.Abs((await top.BoundingBoxAsync())!.Y - before).Should().BeLessThan(60, "what was read stays where it was");
        }

        (await merchant.Log.Locator("[data-seq]").CountAsync()).Should().BeLessThan(400);
        output.WriteLine($"{said} messages, {await log.EvaluateAsync<string>(Scroll)}");
        await log.EvaluateAsync("box => { box.scrollTop = box.scrollHeight; }");
        await merchant.Sees(merchant.Page.Locator($"[data-seq='{said}']"));
        merchant.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_agents_see_each_other_and_one_of_them_gets_it()
    {
        using var admin = await SignedIn("a1");
        var account = await Read(await admin.PostAsJsonAsync("/api/admin/users", new { username = "second", password = "a long enough password 7", displayName = "Second agent", role = "agent" }));
        var second = (string)(account["id"] ?? account["userId"])!;
        using var seated = await admin.PutAsJsonAsync("/api/admin/desks/m3", new { members = new[] { new { userId = "m3", capacity = 4 }, new { userId = second, capacity = 4 } } });
        seated.EnsureSuccessStatusCode();
        await using var hub = await Ask("m3", 1, "who takes it?");
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

    private async Task<Person> Agent(string id)
    {
        var agent = await chromium.Somebody("en-GB", server: own.Server);
        await agent.Open($"/desk?user_id={id}");
        await agent.Sees(agent.Page.Locator(".next"));
        return agent;
    }

    /// <summary>One visitor with many sessions, each of which waits for a person.</summary>
    private async Task<HubClient> Ask(string desk, int count, string reason)
    {
        using var http = new HttpClient { BaseAddress = new(own.Server!.Address) };
        var visitor = await Read(await http.PostAsJsonAsync("/api/auth/visitor", new { displayName = "Wu Ming-hua" }));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)visitor["accessToken"]!);
        var hub = await HubClient.Connect(http.BaseAddress!, (string)visitor["accessToken"]!);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var session = await Read(await http.PostAsJsonAsync("/api/chat/session/create", new { kind = "support", deskId = desk }, CancellationToken.None));
            await hub.Invoke("RequestHuman", Guid.Parse((string)session["sessionId"]!), new { reason = string.Create(CultureInfo.InvariantCulture, $"{reason} ({number})") });
        });
        return hub;
    }

    private async Task<HttpClient> SignedIn(string userId)
    {
        var http = new HttpClient { BaseAddress = new(own.Server!.Address) };
        var signedIn = await Read(await http.PostAsJsonAsync("/api/auth/demo", new { userId }));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)signedIn["accessToken"]!);
        return http;
    }

    private static async Task<JsonNode> Read(HttpResponseMessage response)
    {
        using (response)
        {
            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        }
    }
}
