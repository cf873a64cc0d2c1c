using System.Diagnostics;
using LiveChat.Search;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Search;

namespace LiveChat.Benchmarks.Search;

/// <summary>The log and the index as a silo has them, filled with talk; grows from size to size.</summary>
internal sealed class Messages(Storage storage)
{
    private const int MessagesPerSession = 100;
    private const int Together = 50;

    private static readonly string[] Words =
    [
        "請問", "我的", "訂單", "什麼時候", "發貨", "可以", "退款", "嗎", "謝謝", "您好", "地址", "改", "一下", "快遞", "還沒到", "付款", "失敗", "優惠券", "怎麼用", "的", "了",
        "please", "where", "is", "my", "order", "refund", "tracking", "number", "thanks", "hello", "address", "delivery", "late", "return", "policy", "size", "colour", "the", "a", "20261120",
    ];

    private readonly IMessageLog _log = storage.Get<IMessageLog>();
    private readonly SearchIndexer _indexer = storage.Get<SearchIndexer>();
    private readonly ISearchIndex _index = storage.Get<ISearchIndex>();
    private readonly Random _random = new(7);
    private int _sessions;

    /// <summary>Writes until there are so many messages, in sessions of a hundred, at ten desks, of a customer to each twenty sessions.</summary>
    public async Task FillUpTo(int count)
    {
        foreach (var some in Enumerable.Range(_sessions, (count / MessagesPerSession) - _sessions).Chunk(Together)) await Task.WhenAll(some.Select(Session));
        _sessions = count / MessagesPerSession;
    }

    /// <summary>Brings the index up and answers how many messages a second it took.</summary>
    public async Task<double> IndexAll()
    {
        var (begun, sessions) = (Stopwatch.GetTimestamp(), 0);
        for (var stale = await Stale(); stale.Length > 0; stale = await Stale())
        {
            sessions += stale.Length;
            while (stale.Length > 0) stale = await _indexer.Read(stale, CancellationToken.None);
        }
        return sessions * MessagesPerSession / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public async Task<(int Hits, Times Times)> Search(SearchReader reader, string query, int repeats)
    {
        string[] terms = [.. query.Split(' ').SelectMany(part => SearchTerms.Sought(FoldedText.Of(part).Text)).Distinct(StringComparer.Ordinal)];
        var (hits, times) = (0, new Times());
        for (var i = 0; i < repeats; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            hits = (await _index.Find(reader, terms, long.MaxValue, SearchRequest.UsualHits, CancellationToken.None)).Entries.Length;
            times.Add(Stopwatch.GetElapsedTime(begun));
        }
        return (hits, times);
    }

    private Task<Guid[]> Stale() => _indexer.Stale(Guid.Empty, ILogReader.MostSessions, CancellationToken.None);

    private async Task Session(int number)
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMinutes(number);
        var header = new SessionHeader
        {
            SessionId = Guid.CreateVersion7(now), Kind = SessionKind.Support, Title = "", Status = SessionStatus.Closed, DeskId = $"desk-{number % 10}",
            CreatorId = $"c{number / 20}", LastSeq = 0, CreatedAt = now, UpdatedAt = now,
        };
        await _log.Append(new() { Header = header, Created = true, Members = [new(header.CreatorId, "Customer", UserRole.Customer, 0)] }, CancellationToken.None);
        Message[] entries = [.. Enumerable.Range(1, MessagesPerSession).Select(seq => Entry(header.SessionId, seq, now.AddSeconds(seq)))];
        await _log.Append(new() { Header = header with { LastSeq = MessagesPerSession }, Entries = entries }, CancellationToken.None);
    }

    private Message Entry(Guid sessionId, int seq, DateTimeOffset time)
    {
        lock (_random)
        {
            var text = string.Join(' ', Enumerable.Range(0, _random.Next(3, 15)).Select(_ => Words[_random.Next(Words.Length)]));
            if (_random.Next(10_000) == 0) text += " needle 稀有詞";
            return new()
            {
                MessageId = Guid.CreateVersion7(time), SessionId = sessionId, Seq = seq, Type = MessageType.User, SenderId = "c", SenderName = "Customer", Content = text, CreatedAt = time,
            };
        }
    }
}
