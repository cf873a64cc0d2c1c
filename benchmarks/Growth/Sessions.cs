using System.Diagnostics;
using LiveChat.Load.Servers;
using LiveChat.Load.Wire;

namespace LiveChat.Benchmarks.Growth;

/// <summary>The server's memory with a thousand sessions in use, by how many others have a history.</summary>
internal static class Sessions
{
    private const int Active = 1_000;
    private const int MessagesOfOne = 10;
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(20);

    public static async Task Measure(Place place, int sessions)
    {
        await place.Fill(filling => filling.Support(sessions, MessagesOfOne, isWaiting: false));
        await using var server = await place.Start();
        using var target = new ChatTarget(server, isLiveChat: true);
        var meter = new Meter();
        var talkers = await target.OpenPairs(Active, meter);
        var (begun, processor) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        // A message a second in each.
        for (var said = TimeSpan.Zero; said < Talk; said = Stopwatch.GetElapsedTime(begun))
        {
            foreach (var talker in talkers.Where((_, index) => index % 2 == 0)) talker.Say(Stopwatch.GetTimestamp());
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        var (busy, memory) = ((server.ProcessorTime - processor) / Stopwatch.GetElapsedTime(begun), server.ResidentBytes);
        await Task.Delay(TimeSpan.FromSeconds(5));
        processor = server.ProcessorTime;
        await Task.Delay(TimeSpan.FromSeconds(10));
        var idle = (server.ProcessorTime - processor) / TimeSpan.FromSeconds(10);
        Console.WriteLine(
            $"{place.Provider,-10} {sessions,8:N0} sessions with history, {Active:N0} of two in use   {memory / 1048576.0,5:F0} MB   receipts p50 {meter.Receipts.At(0.5).TotalMilliseconds:F1} p99 {meter.Receipts.At(0.99).TotalMilliseconds:F1} ms   "
            + $"processor {busy:P0}, silent {idle:P1}, {server.ResidentBytes / 1048576.0:F0} MB");
        foreach (var talker in talkers) talker.Dispose();
    }
}
