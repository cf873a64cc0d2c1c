using System.Diagnostics;
using Dapper;
using LiveChat.Desks;
using LiveChat.Reports;
using LiveChat.Sessions;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Reports;

namespace LiveChat.Benchmarks.Figures;

/// <summary>The log and the figures as a silo has them, filled with a year of ten desks.</summary>
internal sealed class Year(Storage storage)
{
    private const int Desks = 10;
    private const int Agents = 5;
    private const int MessagesPerSession = 20;
    private const int Together = 50;
    private const int Repeats = 20;

    private static readonly DateTimeOffset Begin = new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Texts = ["What about my order?", "謝謝，很好！", "It is late again, this is terrible.", "請問什麼時候發貨？"];
    private static readonly Citation[] Articles = [.. Enumerable.Range(0, 200).Select(number => new Citation(Guid.CreateVersion7(), $"Article {number}"))];

    private readonly IMessageLog _log = storage.Get<IMessageLog>();
    private readonly FigureCounter _counter = storage.Get<FigureCounter>();
    private readonly IFigureStore _figures = storage.Get<IFigureStore>();
    private readonly Database _database = storage.Get<Database>();

    /// <summary>Writes so many messages in sessions of twenty, over a year.</summary>
    public async Task Fill(int count)
    {
        for (var desk = 0; desk < Desks; desk++) await storage.Get<IDeskStore>().Save(new($"desk-{desk}", $"Desk {desk}"), CancellationToken.None);
        var sessions = count / MessagesPerSession;
        foreach (var some in Enumerable.Range(0, sessions).Chunk(Together)) await Task.WhenAll(some.Select(number => Session(number, sessions)));
    }

    /// <summary>Counts everything and answers how many messages a second that were.</summary>
    public async Task<double> CountAll()
    {
        var (begun, sessions) = (Stopwatch.GetTimestamp(), 0);
        for (var stale = await Stale(); stale.Length > 0; stale = await Stale())
        {
            sessions += stale.Length;
            while (stale.Length > 0) stale = await _counter.Read(stale, CancellationToken.None);
        }
        return sessions * MessagesPerSession / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public async Task Report(string? deskId, int days) => await _figures.Read(
        deskId, Days.Number(DateOnly.FromDateTime(Begin.DateTime).AddDays(365 - days + 1)), Days.Number(DateOnly.FromDateTime(Begin.DateTime).AddDays(365)), 20, CancellationToken.None);

    public Task Scan() => _database.Read(connection => connection.QueryAsync("select type, count(*) from entries group by type"), CancellationToken.None);

    public Task<long> Rows() => _database.Read(connection => connection.ExecuteScalarAsync<long>("select count(*) from figures"), CancellationToken.None);

    public static async Task<Times> Time(Func<Task> read)
    {
        var times = new Times();
        for (var count = 0; count < Repeats; count++)
        {
            var begun = Stopwatch.GetTimestamp();
            await read();
            times.Add(Stopwatch.GetElapsedTime(begun));
        }
        return times;
    }

    private Task<Guid[]> Stale() => _counter.Stale(Guid.Empty, ILogReader.MostSessions, CancellationToken.None);

    private async Task Session(int number, int of)
    {
        var random = new Random(number);
        var now = Begin.AddMinutes(365d * 24 * 60 * number / of).AddSeconds(random.Next(60));
        var header = new SessionHeader
        {
            SessionId = Guid.CreateVersion7(now), Kind = SessionKind.Support, Title = "", Status = SessionStatus.Closed, DeskId = $"desk-{number % Desks}",
            CreatorId = $"c{number / 20}", LastSeq = 0, CreatedAt = now, UpdatedAt = now,
        };
        await _log.Append(new() { Header = header, Created = true, Members = [new(header.CreatorId, "Customer", UserRole.Customer, 0)] }, CancellationToken.None);
        var agent = $"desk-{number % Desks}-agent-{random.Next(Agents)}";
        Message[] entries = [.. Enumerable.Range(1, MessagesPerSession).Select(seq => Entry(header.SessionId, seq, now = now.AddSeconds(random.Next(1, 90)), agent, random))];
        await _log.Append(new() { Header = header with { LastSeq = MessagesPerSession }, Entries = entries }, CancellationToken.None);
    }

    /// <summary>Question and answer, half of the sessions handed over in the middle, then closed and rated.</summary>
    private static Message Entry(Guid sessionId, int seq, DateTimeOffset time, string agent, Random random)
    {
        var message = new Message
        {
            MessageId = Guid.CreateVersion7(time), SessionId = sessionId, Seq = seq, Type = MessageType.User, SenderId = "c", SenderName = "Customer", Content = Texts[random.Next(Texts.Length)], CreatedAt = time,
        };
        return seq switch
        {
            MessagesPerSession => Event(SystemEventName.Rated, ("score", "4")),
            MessagesPerSession - 1 => Event(SystemEventName.Closed, ("by", "c")),
            9 => Event(SystemEventName.Waiting, ("reason", "")),
            10 => Event(SystemEventName.Assigned, ("agentId", agent)),
            _ when seq % 2 == 1 => message,
            < 9 => message with { Type = MessageType.Ai, SenderId = "ai", Citations = [Articles[random.Next(Articles.Length)]] },
            _ => message with { Type = MessageType.Agent, SenderId = agent },
        };

        Message Event(string name, params (string Name, string Value)[] args) =>
            message with { Type = MessageType.System, SenderId = "system", Event = new(name, args.ToDictionary(arg => arg.Name, arg => arg.Value, StringComparer.Ordinal)) };
    }
}
