using Dapper;
using LiveChat.Sessions;

namespace LiveChat.Silo.Storage.Log;

/// <summary>Reads the two logs.</summary>
internal sealed class EntryReader(Database database)
{
    private readonly EntrySql _shared = new(database.Dialect, "entries");
    private readonly EntrySql _private = new(database.Dialect, "notes");

    /// <summary>A part of a log, rising by sequence number.</summary>
    public async Task<Message[]> Read(Guid sessionId, LogKind log, HistoryRange range, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(range.Limit, 1, nameof(range));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Limit, HistoryRange.MostEntries, nameof(range));
        var sql = SqlOf(log);
        var parameters = new { sessionId, after = range.AfterSeq ?? 0, before = range.BeforeSeq ?? long.MaxValue, limit = range.Limit };
        var rows = await database.Read(connection => connection.QueryAsync<EntryRow>(
            new CommandDefinition(range.AfterSeq is null ? sql.Newest : sql.Oldest, parameters, cancellationToken: token)), token);
        var messages = rows.Select(row => row.ToMessage()).ToArray();
        if (range.AfterSeq is null) Array.Reverse(messages);
        return messages;
    }

    /// <summary>One entry, or null.</summary>
    public Task<Message?> ReadOne(Guid sessionId, LogKind log, long seq, CancellationToken token) =>
        First(SqlOf(log).One, new { sessionId, seq }, token);

    /// <summary>The entry under a sender's client id, or null.</summary>
    public Task<Message?> FindByClientId(Guid sessionId, LogKind log, string senderId, string clientMessageId, CancellationToken token) =>
        First(SqlOf(log).ByClientId, new { sessionId, senderId, clientMessageId }, token);

    /// <summary>How many messages of others stand after a number, counted up to <see cref="SessionView.MostUnread"/>.</summary>
    public Task<int> CountUnread(Guid sessionId, string readerId, long afterSeq, CancellationToken token) =>
        database.Read(connection => connection.ExecuteScalarAsync<int>(
            new CommandDefinition(_shared.Unread, new { sessionId, readerId, afterSeq, most = SessionView.MostUnread }, cancellationToken: token)), token);

    private async Task<Message?> First(string sql, object parameters, CancellationToken token)
    {
        var row = await database.Read(connection => connection.QueryFirstOrDefaultAsync<EntryRow>(
            new CommandDefinition(sql, parameters, cancellationToken: token)), token);
        return row?.ToMessage();
    }

    private EntrySql SqlOf(LogKind log) => log switch
    {
        LogKind.Shared => _shared,
        LogKind.Private => _private,
        _ => throw new ArgumentOutOfRangeException(nameof(log), log, "There is no such log."),
    };
}

/// <summary>The reads of one of the two logs.</summary>
internal sealed class EntrySql(Dialect dialect, string table)
{
    private const string Columns = "session_id, seq, message_id, created_at, type, sender_id, sender_name, content, client_message_id, detail";

    public string Oldest { get; } =
        $"select {Columns} from {table} where session_id = @sessionId and seq > @after and seq < @before order by seq {dialect.First("@limit")}";

    public string Newest { get; } =
        $"select {Columns} from {table} where session_id = @sessionId and seq < @before order by seq desc {dialect.First("@limit")}";

    public string One { get; } =
        $"select {Columns} from {table} where session_id = @sessionId and seq = @seq";

    public string ByClientId { get; } =
        $"select {Columns} from {table} where session_id = @sessionId and sender_id = @senderId and client_message_id = @clientMessageId";

    public string Unread { get; } = $"select count(*) {UnreadIn(dialect, table, "@sessionId", "@readerId", "@afterSeq")}";

    /// <summary>The messages of people (1 and 3) and assistant (2) other than the reader after a number; no more than are counted.</summary>
    public static string UnreadIn(Dialect dialect, string table, string session, string reader, string after) =>
        $"""
        from (select seq from {table} where session_id = {session} and seq > {after} and type in (1, 2, 3) and sender_id <> {reader}
        order by seq {dialect.First("@most")}) as unread
        """;
}
