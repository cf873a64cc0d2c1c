using LiveChat.Sessions;

namespace LiveChat.Benchmarks.Growth;

/// <summary>Sessions written straight into the log, many at once, as silos of earlier days have left them.</summary>
internal sealed class Filling(Storage storage)
{
    private const int Together = 50;
    private const int EntriesOfOneAppend = 1_000;

    private static readonly DateTimeOffset Begin = TimeProvider.System.GetUtcNow().AddDays(-30);

    private readonly IMessageLog _log = storage.Get<IMessageLog>();

    /// <summary>Support sessions at the desk <c>platform</c>, with so many messages each.</summary>
    /// <param name="count">How many sessions.</param>
    /// <param name="messages">How many messages in each.</param>
    /// <param name="isWaiting">Whether all of them wait for an agent; else they are closed.</param>
    public async Task Support(int count, int messages, bool isWaiting)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(Together)) await Task.WhenAll(some.Select(Session));

        Task Session(int number)
        {
            var begun = Begin.AddSeconds(number);
            var visitor = new SessionMember($"v-{number:x8}", $"Visitor {number}", UserRole.Visitor, 0);
            return Write(Header(SessionKind.Support, begun, visitor.UserId) with
            {
                DeskId = "platform",
                Status = isWaiting ? SessionStatus.Waiting : SessionStatus.Closed,
                WaitingSince = isWaiting ? TimeProvider.System.GetUtcNow().AddSeconds(-3600 + (number % 3600)) : null,
                WaitingReason = isWaiting ? "Where is my order?" : null,
            }, messages, [visitor]);
        }
    }

    /// <summary>One session of the demo's users <c>b1</c> and <c>m1</c>, who speak in turns and have read nothing.</summary>
    public async Task<Guid> Direct(int messages)
    {
        var header = Header(SessionKind.Direct, Begin, "b1");
        await Write(header, messages, [new("b1", "Buyer", UserRole.Customer, 0), new("m1", "Merchant", UserRole.Agent, 0)]);
        return header.SessionId;
    }

    private static SessionHeader Header(SessionKind kind, DateTimeOffset begun, string creatorId) => new()
    {
        SessionId = Guid.CreateVersion7(begun), Kind = kind, Title = "", Status = SessionStatus.Open, CreatorId = creatorId, CreatedAt = begun, UpdatedAt = begun,
    };

    private async Task Write(SessionHeader header, int messages, SessionMember[] members)
    {
        await _log.Append(new() { Header = header, Created = true, Members = members }, CancellationToken.None);
        for (var written = 0; written < messages; written += EntriesOfOneAppend)
        {
            var last = Math.Min(messages, written + EntriesOfOneAppend);
            Message[] entries = [.. Enumerable.Range(written + 1, last - written).Select(seq => Entry(header, seq, members[seq % members.Length]))];
            await _log.Append(new() { Header = header with { LastSeq = last, UpdatedAt = entries[^1].CreatedAt }, Entries = entries }, CancellationToken.None);
        }
    }

    private static Message Entry(SessionHeader header, int seq, SessionMember sender)
    {
        var time = header.CreatedAt.AddSeconds(seq);
        return new()
        {
            MessageId = Guid.CreateVersion7(time), SessionId = header.SessionId, Seq = seq, Type = MessageType.User, SenderId = sender.UserId, SenderName = sender.Name,
            Content = "How long does delivery to Kaohsiung take, please? 請問送到高雄要多久？", ClientMessageId = Guid.CreateVersion7(time).ToString(), CreatedAt = time,
        };
    }
}
