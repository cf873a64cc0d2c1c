using System.Diagnostics;
using LiveChat.Load.Servers;

namespace LiveChat.Benchmarks.Growth;

/// <summary>A cold start on so many messages: until it says that it is ready, until the first page, until the first receipt.</summary>
internal static class Starting
{
    private const int MessagesOfOne = 100;
    private const int Repeats = 5;

    public static async Task Measure(Place place, int messages)
    {
        var sessions = messages / MessagesOfOne;
        // The first start brings the schema up, and is a figure of its own where the database is empty.
        if (messages > 0) await place.Fill(filling => filling.Support(sessions, MessagesOfOne, isWaiting: true));
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var begun = Stopwatch.GetTimestamp();
            await using var server = await place.Start();
            var (ready, processor) = (Stopwatch.GetElapsedTime(begun), server.ProcessorTime);
            using var target = new ChatTarget(server, isLiveChat: true);
            using var http = new HttpClient { BaseAddress = server.Address };
            using var page = await http.GetAsync("/");
            var paged = Stopwatch.GetElapsedTime(begun);
            var (socket, sessionId) = (await target.OpenSingles(1, "assistant"))[0];
            using (socket)
            {
                var receipt = await socket.Invoke("Send", $"[{{\"sessionId\":\"{sessionId}\",\"clientMessageId\":\"c1\",\"content\":\"Hello?\"}}]", TimeSpan.FromSeconds(30));
                if (!receipt.Contains("\"durable\":true", StringComparison.Ordinal)) throw new InvalidOperationException(receipt);
            }

            var said = Stopwatch.GetElapsedTime(begun);
            Console.WriteLine(
                $"{place.Provider,-10} {messages,9:N0} messages, {sessions,7:N0} waiting, start {repeat + 1}   ready {ready.TotalSeconds,5:F2} s (processor {processor.TotalSeconds,5:F2} s)   "
                + $"page {(int)page.StatusCode} {paged.TotalSeconds,5:F2} s   receipt {said.TotalSeconds,5:F2} s   {server.ResidentBytes / 1048576.0,4:F0} MB");
        }
    }
}
