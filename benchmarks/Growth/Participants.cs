using System.Diagnostics;
using LiveChat.Load.Servers;
using LiveChat.Load.Wire;

namespace LiveChat.Benchmarks.Growth;

/// <summary>One session with so many people in it, each at a socket: when the last of them has a message, and what it costs.</summary>
internal static class Participants
{
    private const int Messages = 200;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    public static async Task Measure(Place place, int people)
    {
        await using var server = await place.Start();
        using var target = new ChatTarget(server, isLiveChat: true);
        var meter = new Meter();
        var crowd = await target.OpenCrowd(people, meter);
        await Say(crowd[0], 50);
        meter.Restart();
        var (begun, processor) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        await Say(crowd[0], Messages);
        var busy = server.ProcessorTime - processor;
        Console.WriteLine(
            $"{place.Provider,-10} {people,6:N0} people   heard p50 {meter.Hearings.At(0.5).TotalMilliseconds,6:F1} p99 {meter.Hearings.At(0.99).TotalMilliseconds,6:F1} ms   receipt p50 {meter.Receipts.At(0.5).TotalMilliseconds,6:F1} p99 {meter.Receipts.At(0.99).TotalMilliseconds,6:F1} ms   "
            + $"processor {busy.TotalMicroseconds / Messages,8:F0} µs a message, {busy.TotalMicroseconds / Messages / people,6:F1} a reader   in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s");
        foreach (var talker in crowd) talker.Dispose();
    }

    private static async Task Say(Talker talker, int messages)
    {
        for (var said = 0; said < messages; said++)
        {
            talker.Say(Stopwatch.GetTimestamp());
            await Task.Delay(Between);
        }
    }
}
