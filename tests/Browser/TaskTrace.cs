using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>A task of a page's main thread.</summary>
/// <param name="WallMs">From its beginning to its end, in milliseconds: on a busy machine it waits for a processor, too.</param>
/// <param name="CpuMs">How much of that it had a processor: what it cost, however busy the machine is.</param>
/// <param name="Parts">What it did longest, by Chromium's names.</param>
internal sealed record PageTask(double WallMs, double CpuMs, string Parts);

/// <summary>What the main threads of a browser's pages did, by Chromium's own trace.</summary>
internal static class TaskTrace
{
    private const string OneTask = "RunTask";
    private const int MostParts = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Categories = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "v8", "__metadata"];

    /// <summary>The tasks that ran while something was done, the longest first. Nobody else may use the browser meanwhile.</summary>
    public static async Task<PageTask[]> While(IBrowser browser, Func<Task> act)
    {
        var devtools = await browser.NewBrowserCDPSessionAsync();
        var complete = new TaskCompletionSource<string>();
        devtools.Event("Tracing.tracingComplete").OnEvent += (_, told) => complete.TrySetResult(told!.Value.GetProperty("stream").GetString()!);
        await devtools.SendAsync("Tracing.start", new()
        {
            ["transferMode"] = "ReturnAsStream",
            ["traceConfig"] = new { includedCategories = Categories, excludedCategories = new[] { "*" } },
        });
        await act();
        await devtools.SendAsync("Tracing.end");
        var trace = await Read(devtools, await complete.Task.WaitAsync(Patience));
        await devtools.DetachAsync();
        return TasksIn(trace);
    }

    /// <summary>All of their processor time together.</summary>
    public static double CpuMs(this PageTask[] tasks) => tasks.Sum(task => task.CpuMs);

    /// <summary>The longest in words.</summary>
    public static string InWords(this PageTask[] tasks) =>
        $"{tasks.Length} tasks; by processor time {tasks.Count(task => task.CpuMs > 50)} over 50 ms, {tasks.Count(task => task.CpuMs > 100)} over 100 ms, longest {tasks.Max(task => task.CpuMs):F0} ms; "
        + $"by the clock {tasks.Count(task => task.WallMs > 50)} over 50 ms, {tasks.Count(task => task.WallMs > 100)} over 100 ms, longest {tasks.Max(task => task.WallMs):F0} ms: "
        + string.Join(" | ", tasks.Take(3).Select(task => $"{task.WallMs:F0} ({task.CpuMs:F0}) ms {task.Parts}"));

    private static async Task<JsonElement> Read(ICDPSession devtools, string stream)
    {
        var text = new MemoryStream();
        while (true)
        {
            var part = (await devtools.SendAsync("IO.read", new() { ["handle"] = stream, ["size"] = 1 << 20 }))!.Value;
            var data = part.GetProperty("data").GetString()!;
            text.Write(part.TryGetProperty("base64Encoded", out var isBase64) && isBase64.GetBoolean() ? Convert.FromBase64String(data) : Encoding.UTF8.GetBytes(data));
            if (part.GetProperty("eof").GetBoolean()) break;
        }
        await devtools.SendAsync("IO.close", new() { ["handle"] = stream });
        return JsonDocument.Parse(text.ToArray()).RootElement.GetProperty("traceEvents");
    }

    private static PageTask[] TasksIn(JsonElement trace)
    {
        var pages = trace.EnumerateArray().Where(e => Name(e) == "thread_name" && e.GetProperty("args").GetProperty("name").GetString() == "CrRendererMain").Select(Thread).ToHashSet();
        var events = trace.EnumerateArray().Where(e => e.GetProperty("ph").GetString() == "X" && pages.Contains(Thread(e))).OrderBy(Begin).ToLookup(Thread);
        return [.. events.SelectMany(thread => TasksOf([.. thread])).OrderByDescending(task => task.CpuMs).ThenByDescending(task => task.WallMs)];
    }

    private static IEnumerable<PageTask> TasksOf(JsonElement[] thread)
    {
        foreach (var task in thread.Where(e => Name(e) == OneTask))
        {
            var (from, to) = (Begin(task), Begin(task) + Number(task, "dur"));
            var parts = thread.Where(e => Begin(e) >= from && Begin(e) + Number(e, "dur") <= to && !Name(e).EndsWith(OneTask, StringComparison.Ordinal));
            yield return new(Number(task, "dur") / 1000, Number(task, "tdur") / 1000, Number(task, "dur") < 20_000 ? "" : InWords(parts));
        }
    }

    private static string InWords(IEnumerable<JsonElement> parts) => string.Join(", ", parts
        .GroupBy(Name).Select(group => (Name: group.Key, Ms: group.Max(e => Number(e, "dur")) / 1000)).OrderByDescending(part => part.Ms).Take(MostParts)
        .Select(part => $"{part.Name} {part.Ms:F0}"));

    private static string Name(JsonElement e) => e.GetProperty("name").GetString()!;

    private static (int, int) Thread(JsonElement e) => (e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32());

    private static double Begin(JsonElement e) => Number(e, "ts");

    /// <summary>In microseconds.</summary>
    private static double Number(JsonElement e, string name) => e.TryGetProperty(name, out var number) ? number.GetDouble() : 0;
}
