using Dapper;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Following;

namespace LiveChat.Silo.Storage.Log;

/// <summary>The log of every session, over any of the databases.</summary>
internal sealed class MessageLog(Database database, LogWriter writer, EntryReader entries, ChangedSessions changed) : IMessageLog
{
    /// <summary>The header, then the members.</summary>
    public static string LoadSql { get; } =
        $"""
        select {SessionRow.Columns("s")} from sessions s where s.session_id = @sessionId;
        select {MemberRow.Columns} from session_members where session_id = @sessionId;
        """;

    public ValueTask<AppendResult> Append(SessionAppend append, CancellationToken token) => writer.Append(append, token);

    public Task<StoredSession?> Load(Guid sessionId, CancellationToken token) => database.Read(async connection =>
    {
        writer.Forget(sessionId);
        // Nobody may know whether the last write to it took place.
        changed.Add(sessionId);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(LoadSql, new { sessionId }, cancellationToken: token));
        if (await results.ReadFirstOrDefaultAsync<SessionRow>() is not { } session) return null;
        var members = await results.ReadAsync<MemberRow>();
        return new StoredSession(session.ToHeader(), [.. members.Select(member => member.ToMember()).OrderBy(member => member.UserId, StringComparer.Ordinal)]);
    }, token);

    public Task<Message[]> Read(Guid sessionId, LogKind log, HistoryRange range, CancellationToken token) =>
        entries.Read(sessionId, log, range, token);

    public Task<Message?> ReadOne(Guid sessionId, LogKind log, long seq, CancellationToken token) =>
        entries.ReadOne(sessionId, log, seq, token);

    public Task<Message?> FindByClientId(Guid sessionId, LogKind log, string senderId, string clientMessageId, CancellationToken token) =>
        entries.FindByClientId(sessionId, log, senderId, clientMessageId, token);

    public Task<int> CountUnread(Guid sessionId, string readerId, long afterSeq, CancellationToken token) =>
        entries.CountUnread(sessionId, readerId, afterSeq, token);
}
