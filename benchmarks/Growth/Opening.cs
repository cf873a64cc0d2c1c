using System.Diagnostics;
using LiveChat.Load.Servers;

namespace LiveChat.Benchmarks.Growth;

/// <summary>How long it takes to open a session with so many messages, and to read on in it, by socket and over HTTP.</summary>
internal static class Opening
{
    private const int Repeats = 300;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static async Task Measure(Place place, int messages)
    {
        var sessionId = Guid.Empty;
        await place.Fill(async filling => sessionId = await filling.Direct(messages));
        await using var server = await place.Start();
        using var target = new ChatTarget(server, isLiveChat: true);
        // What is measured is the length of the session, not the program's warming up.
        var (warm, other) = (await target.OpenSingles(1, "assistant"))[0];
        for (var repeat = 0; repeat < Repeats; repeat++) await warm.Invoke("Join", $"[\"{other}\",null]", Longest);
        warm.Dispose();

        using var reader = await target.SignIn("b1");
        var history = $"/api/chat/session/{sessionId}/history";
        var first = await Once(() => Join(reader, "null"));
        var before = server.ProcessorTime;
        var begun = Stopwatch.GetTimestamp();
        (string What, Times Times)[] rows =
        [
            ("join, newest page", await Many(() => Join(reader, "null"))),
            ("join, after the middle", await Many(() => Join(reader, $"{messages / 2}"))),
            ("HTTP, newest page", await Many(() => reader.Read(history))),
            ("HTTP, before the middle", await Many(() => reader.Read($"{history}?beforeSeq={Math.Max(1, messages / 2)}"))),
            ("HTTP, after the middle", await Many(() => reader.Read($"{history}?afterSeq={messages / 2}"))),
            ("HTTP, the oldest", await Many(() => reader.Read($"{history}?afterSeq=0"))),
        ];
        Console.WriteLine($"{place.Provider,-10} {messages,9:N0} messages   first opening {first.TotalMilliseconds,6:F1} ms   all: processor {(server.ProcessorTime - before) / Stopwatch.GetElapsedTime(begun):P0}, {server.ResidentBytes / 1048576.0:F0} MB");
        foreach (var (what, times) in rows) Console.WriteLine($"{"",-10} {"",9} {what,-26} p50 / p95 {times,12} ms");

        Task Join(SignedIn who, string after) => who.Socket.Invoke("Join", $"[\"{sessionId}\",{after}]", Longest);
    }

    private static async Task<TimeSpan> Once(Func<Task> open)
    {
        var begun = Stopwatch.GetTimestamp();
        await open();
        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task<Times> Many(Func<Task> open)
    {
        var times = new Times();
        for (var repeat = 0; repeat < Repeats; repeat++) times.Add(await Once(open));
        return times;
    }
}
