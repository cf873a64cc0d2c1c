using System.Collections.Concurrent;

namespace LiveChat.Chaos.Clients;

/// <summary>Something that somebody says, and what came of it.</summary>
/// <param name="SessionId">Where.</param>
/// <param name="SenderId">Who.</param>
/// <param name="Number">The sender's lines there are numbered in the order in which they were said.</param>
/// <param name="Content">What.</param>
internal sealed record Line(Guid SessionId, string SenderId, int Number, string Content)
{
    /// <summary>The client's id for it, the same with each try.</summary>
    public string ClientId { get; } = Guid.CreateVersion7().ToString();

    /// <summary>The files that go with it.</summary>
    public Guid[] Files { get; init; } = [];

    /// <summary>Every receipt that came, for a line may be acknowledged more than once.</summary>
    public ConcurrentQueue<Receipt> Receipts { get; } = new();

    /// <summary>Set where the server refused it for good; it must not be stored then.</summary>
    public string? RefusedFor { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }
}

/// <summary>What the server says that it has stored.</summary>
internal sealed record Receipt(Guid MessageId, long Seq, bool Duplicate, bool Durable);

/// <summary>All that was said.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<string, Line>> _sessions = new();

    /// <summary>The lines of a session, by the client's id.</summary>
    public IReadOnlyDictionary<string, Line> Of(Guid sessionId) => _sessions.TryGetValue(sessionId, out var lines) ? lines : new Dictionary<string, Line>();

    /// <summary>How many lines there are, how many of them acknowledged, how many tried more than once.</summary>
    public (int Lines, int Acknowledged, int Repeated) Count()
    {
        var lines = _sessions.Values.SelectMany(session => session.Values).ToArray();
        return (lines.Length, lines.Count(line => !line.Receipts.IsEmpty), lines.Count(line => line.Tries > 1));
    }

    /// <summary>What was refused so far, by code.</summary>
    public ConcurrentDictionary<string, int> Refusals { get; } = new();

    public void Count(Refused refused) => Refusals.AddOrUpdate(refused.Code, 1, (_, count) => count + 1);

    public void Add(Line line) => _sessions.GetOrAdd(line.SessionId, _ => new())[line.ClientId] = line;
}
