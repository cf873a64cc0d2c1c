using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LiveChat.Load.Servers;
using LiveChat.Load.Wire;

namespace LiveChat.Load.Scenarios;

/// <summary>Many answers at once, each fifty chunks a second, given by the built-in answerer out of one long article.</summary>
public static class TokensScenario
{
    private const string Topic = "zanzibar cardamom caravan";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    /// <summary>
    /// How late the first word of each chunk is against an even pace that begins with the reply's earliest word (words that
    /// are late come together in one chunk): the 99th percentile in milliseconds; and the chunks that came a second, and those that were missing or out of order.
    /// </summary>
    public static async Task<(double LagMilliseconds, double PerSecond, int Wrong)> Run(ChatTarget target, int replies)
    {
        await WriteArticle(target.Server.Address);
        var opened = await target.OpenSingles(replies, "assistant");
        var readers = opened.Select(single => new Reader(single.Socket, single.SessionId)).ToArray();
        var since = Stopwatch.GetTimestamp();
        foreach (var reader in readers) reader.Ask();
        await Task.WhenAll(readers.Select(reader => reader.Completed)).WaitAsync(Longest);
        var took = Stopwatch.GetElapsedTime(since);
        var lag = new Histogram();
        foreach (var reader in readers) reader.RecordLag(lag);
        foreach (var reader in readers) reader.Dispose();
        return (lag.At(0.99).TotalMilliseconds, lag.Count / took.TotalSeconds, readers.Sum(reader => reader.Wrong));
    }

    private static async Task WriteArticle(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var login = await http.PostAsJsonAsync("/api/auth/demo", new { userId = "a1" });
        login.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await login.Content.ReadAsStringAsync());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.RootElement.GetProperty("accessToken").GetString());
        var answer = string.Join(' ', Enumerable.Range(1, 700).Select(number => $"word{number}"));
        using var written = await http.PostAsJsonAsync("/api/knowledge/faq", new { question = $"What is the {Topic}?", answer, language = "en", tags = Array.Empty<string>() });
        written.EnsureSuccessStatusCode();
    }

    /// <summary>One asker, who notes when each chunk came.</summary>
    private sealed class Reader : IDisposable
    {
        private readonly HubSocket _socket;
        private readonly Guid _sessionId;
        private readonly List<(long Word, long At)> _arrivals = new(1024);
        private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _expected = -1;

        public Reader(HubSocket socket, Guid sessionId)
        {
            (_socket, _sessionId) = (socket, sessionId);
            _socket.OnRecord = Hear;
        }

        public Task Completed => _completed.Task;

        public int Wrong { get; private set; }

        public void Ask() => _socket.SendRecord(Encoding.UTF8.GetBytes(
            $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Send\",\"arguments\":[{{\"sessionId\":\"{_sessionId}\",\"clientMessageId\":\"{Guid.CreateVersion7()}\",\"content\":\"What is the {Topic}?\"}}]}}"));

        public void RecordLag(Histogram lag)
        {
            var origin = long.MaxValue;
            foreach (var arrival in _arrivals) origin = Math.Min(origin, Due(arrival));
            foreach (var arrival in _arrivals) lag.Record(TimeSpan.FromTicks((long)((Due(arrival) - origin) / (double)Stopwatch.Frequency * TimeSpan.TicksPerSecond)));

            static long Due((long Word, long At) arrival) => arrival.At - (long)(arrival.Word * Interval.TotalSeconds * Stopwatch.Frequency);
        }

        public void Dispose() => _socket.Dispose();

        private void Hear(HubSocket socket, ReadOnlySpan<byte> record)
        {
            if (HubRecord.IsEvent(record, "ai_chunk"u8))
            {
                if (record.IndexOf("\"isComplete\":true"u8) >= 0) return;
                var index = HubRecord.NumberAfter(record, "\"chunkIndex\":"u8);
                if (_expected >= 0 && index != _expected) Wrong++;
                _expected = index + 1;
                if (HubRecord.NumberAfter(record, "word"u8) is >= 0 and var word) _arrivals.Add((word, Stopwatch.GetTimestamp()));
            }
            else if (HubRecord.IsEvent(record, "ai_complete"u8))
            {
                _completed.TrySetResult();
            }
        }
    }
}
