using LiveChat.Sessions;

namespace LiveChat.Contract;

/// <summary>A session as its grain keeps it, for tests: knows the header, and what the next append looks like.</summary>
internal sealed class Chat(IMessageLog log, SessionHeader header)
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public Guid Id => Header.SessionId;

    /// <summary>The header after the last append that was committed.</summary>
    public SessionHeader Header { get; private set; } = header;

    public static SessionHeader NewHeader(string creatorId = "b1") => new()
    {
        SessionId = Guid.CreateVersion7(),
        Kind = SessionKind.Support,
        Title = "訂單 😀",
        Status = SessionStatus.Open,
        DeskId = "platform",
        CreatorId = creatorId,
        Control = SessionControl.Assistant,
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    public static async Task<Chat> Create(IMessageLog log, SessionHeader? header = null, params SessionMember[] members)
    {
        header ??= NewHeader();
        if (members.Length == 0) members = [new SessionMember("b1", "保安堂药房", UserRole.Customer, 0), new SessionMember("m1", "保和堂", UserRole.Agent, 0)];
        await log.Append(new SessionAppend { Header = header, Created = true, Members = members }, default);
        return new Chat(log, header);
    }

    /// <summary>The session as another process sees it, on its own log.</summary>
    public Chat On(IMessageLog other) => new(other, Header);

    /// <summary>The next message, not yet appended.</summary>
    public Message Next(string content, string? clientId = null, string sender = "b1", MessageType type = MessageType.User, int ahead = 1) => new()
    {
        MessageId = Guid.CreateVersion7(),
        SessionId = Id,
        Seq = Header.LastSeq + ahead,
        Type = type,
        SenderId = sender,
        SenderName = "名 " + sender,
        Content = content,
        ClientMessageId = clientId,
        CreatedAt = Start.AddMilliseconds(Header.LastSeq + ahead),
    };

    public Message NextNote(string content, string? clientId = null) =>
        Next(content, clientId, "m1", MessageType.Agent) with { Seq = Header.LastNoteSeq + 1 };

    public SessionAppend Of(params Message[] entries) => new()
    {
        Header = Header with { LastSeq = Header.LastSeq + entries.Length, UpdatedAt = entries[^1].CreatedAt },
        Entries = entries,
    };

    public async Task<AppendResult> Append(SessionAppend append)
    {
        var result = await log.Append(append, default).AsTask().WaitAsync(Waits.Long);
        if (result.Earlier is null) Header = append.Header;
        return result;
    }

    public async Task<Message> Say(string content, string? clientId = null, string sender = "b1", MessageType type = MessageType.User)
    {
        var message = Next(content, clientId, sender, type);
        (await Append(Of(message))).Earlier.Should().BeNull();
        return message;
    }

    public async Task<Message> Note(string content, string? clientId = null)
    {
        var note = NextNote(content, clientId);
        await Append(new SessionAppend { Header = Header with { LastNoteSeq = note.Seq }, Notes = [note] });
        return note;
    }

    public Task<Message[]> Read(IMessageLog? from = null) => (from ?? log).Read(Id, LogKind.Shared, new HistoryRange(0, null, HistoryRange.MostEntries), default);
}
