using LiveChat.Sessions;

namespace LiveChat.Simulation.Store;

/// <summary>The log and the index over it, as one process reaches them.</summary>
internal sealed class RemoteLog(Database database, Connection connection) : IMessageLog, ISessionIndex
{
    public ValueTask<AppendResult> Append(SessionAppend append, CancellationToken token) => new(connection.Write(() => database.Append(append)));

    public Task<StoredSession?> Load(Guid sessionId, CancellationToken token) => connection.Read(() => database.Log.Load(sessionId, token));

    public Task<Message[]> Read(Guid sessionId, LogKind log, HistoryRange range, CancellationToken token) =>
        connection.Read(() => database.Log.Read(sessionId, log, range, token));

    public Task<Message?> ReadOne(Guid sessionId, LogKind log, long seq, CancellationToken token) =>
        connection.Read(() => database.Log.ReadOne(sessionId, log, seq, token));

    public Task<Message?> FindByClientId(Guid sessionId, LogKind log, string senderId, string clientMessageId, CancellationToken token) =>
        connection.Read(() => database.Log.FindByClientId(sessionId, log, senderId, clientMessageId, token));

    public Task<int> CountUnread(Guid sessionId, string readerId, long afterSeq, CancellationToken token) =>
        connection.Read(() => database.Log.CountUnread(sessionId, readerId, afterSeq, token));

    public Task<SessionPage> ListOf(string userId, string? next, int limit, CancellationToken token) =>
        connection.Read(() => database.Log.ListOf(userId, next, limit, token));

    public Task<SessionPage> All(SessionFilter filter, string? next, int limit, CancellationToken token) =>
        connection.Read(() => database.Log.All(filter, next, limit, token));

    public Task<SessionHeader[]> AtDesk(string deskId, CancellationToken token) => connection.Read(() => database.Log.AtDesk(deskId, token));

    public Task<LastWords[]> LastWordsAt(string deskId, CancellationToken token) => connection.Read(() => database.Log.LastWordsAt(deskId, token));

    public Task<Dictionary<Guid, string>> CreatorNames(Guid[] sessionIds, CancellationToken token) =>
        connection.Read(() => database.Log.CreatorNames(sessionIds, token));

    public Task<string[]> BusyDesks(CancellationToken token) => connection.Read(() => database.Log.BusyDesks(token));

    public Task<Guid?> FindDirect(string directKey, CancellationToken token) => connection.Read(() => database.Log.FindDirect(directKey, token));
}
