using System.Data.Common;
using Dapper;
using LiveChat.Files;

namespace LiveChat.Silo.Storage.Files;

/// <inheritdoc cref="IFileStore"/>
internal sealed class FileStore(Database database) : IFileStore
{
    private readonly FileSql _sql = new(database.Dialect);

    public Task Add(StoredFile file, DateTimeOffset checkAt, CancellationToken token)
    {
        StoredText.Require(file.UploaderId, file.Shown.Name, file.Shown.ContentType, file.Place, file.ThumbnailType);
        return Execute(_sql.Add, FileRow.Of(file, checkAt), token);
    }

    public Task<StoredFile?> Find(Guid fileId, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryFirstOrDefaultAsync<FileRow>(new CommandDefinition(_sql.Find, new { fileId }, cancellationToken: token)))?.ToFile(), token);

    public Task<(long OfUser, long OfSession)> Sizes(string userId, Guid sessionId, CancellationToken token) => database.Read(async connection =>
    {
        var ofUser = await connection.ExecuteScalarAsync<long>(new CommandDefinition(_sql.SizeOfUser, new { userId }, cancellationToken: token));
        var ofSession = await connection.ExecuteScalarAsync<long>(new CommandDefinition(_sql.SizeOfSession, new { sessionId }, cancellationToken: token));
        return (ofUser, ofSession);
    }, token);

    public async Task<Attachment[]?> Claim(Guid[] fileIds, Guid sessionId, string senderId, string clientMessageId, DateTimeOffset checkAt, CancellationToken token)
    {
        try
        {
            return await database.Write(async (connection, transaction) =>
            {
                var given = new Attachment[fileIds.Length];
                for (var at = 0; at < fileIds.Length; at++)
                {
                    var key = new { fileId = fileIds[at], sessionId, senderId, clientMessageId, checkAt };
                    if (await connection.ExecuteAsync(new CommandDefinition(_sql.Claim, key, transaction, cancellationToken: token)) == 0) throw new NotClaimableException();
                    given[at] = await Read(connection, transaction, fileIds[at], token);
                }
                return given;
            }, token);
        }
        catch (NotClaimableException)
        {
            return null;
        }
    }

    public Task Doubt(Guid sessionId, Guid[]? fileIds, DateTimeOffset checkAt, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        if (fileIds is null) return await connection.ExecuteAsync(new CommandDefinition(_sql.DoubtAll, new { sessionId, checkAt }, transaction, cancellationToken: token));
        foreach (var fileId in fileIds) await connection.ExecuteAsync(new CommandDefinition(_sql.Doubt, new { sessionId, fileId, checkAt }, transaction, cancellationToken: token));
        return fileIds.Length;
    }, token);

    public Task<DoubtfulFile[]> Due(DateTimeOffset now, int most, CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<FileRow>(new CommandDefinition(_sql.Due, new { now, most }, cancellationToken: token));
        return rows.Select(row => new DoubtfulFile(row.ToFile(), row.ClientMessageId, row.Removed != 0, row.Version)).ToArray();
    }, token);

    public Task Settle(DoubtfulFile file, DateTimeOffset? checkAt, CancellationToken token) =>
        Execute(_sql.Settle, new { fileId = file.File.FileId, version = file.Version, checkAt }, token);

    public async Task<bool> Remove(DoubtfulFile file, CancellationToken token) =>
        await Execute(_sql.Remove, new { fileId = file.File.FileId, version = file.Version }, token) > 0;

    public Task Forget(Guid fileId, CancellationToken token) => Execute(_sql.Forget, new { fileId }, token);

    private async Task<Attachment> Read(DbConnection connection, DbTransaction transaction, Guid fileId, CancellationToken token) =>
        (await connection.QueryFirstAsync<FileRow>(new CommandDefinition(_sql.Find, new { fileId }, transaction, cancellationToken: token))).ToFile().Shown;

    private Task<int> Execute(string sql, object parameters, CancellationToken token) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), token);

    /// <summary>Rolls a claim back; it never leaves this class.</summary>
    private sealed class NotClaimableException : Exception;
}

/// <summary>The statements of files. Each change raises the version, so that who read an older one changes nothing.</summary>
internal sealed class FileSql(Dialect dialect)
{
    private const string Columns =
        "file_id, session_id, uploader_id, place, name, content_type, size, width, height, seconds, thumbnail_type, created_at, client_message_id, removed, version";

    public string Add { get; } = Dialect.Insert("files", "file_id", "session_id", "uploader_id", "place", "name", "content_type", "size",
        "width", "height", "seconds", "thumbnail_type", "created_at", "check_at", "removed", "version");

    public string Find { get; } = $"select {Columns} from files where file_id = @fileId and removed = 0";

    public string SizeOfUser { get; } = "select cast(coalesce(sum(size), 0) as bigint) from files where uploader_id = @userId and removed = 0";

    public string SizeOfSession { get; } = "select cast(coalesce(sum(size), 0) as bigint) from files where session_id = @sessionId and removed = 0";

    public string Claim { get; } =
        """
        update files set client_message_id = @clientMessageId, check_at = @checkAt, version = version + 1
        where file_id = @fileId and session_id = @sessionId and uploader_id = @senderId and removed = 0
            and (client_message_id is null or client_message_id = @clientMessageId)
        """;

    public string Doubt { get; } = "update files set check_at = @checkAt, version = version + 1 where file_id = @fileId and session_id = @sessionId";

    public string DoubtAll { get; } = "update files set check_at = @checkAt, version = version + 1 where session_id = @sessionId";

    public string Due { get; } = $"select {Columns} from files where check_at <= @now order by check_at, file_id {dialect.First("@most")}";

    public string Settle { get; } = "update files set check_at = @checkAt, version = version + 1 where file_id = @fileId and version = @version";

    public string Remove { get; } = "update files set removed = 1, version = version + 1 where file_id = @fileId and version = @version";

    public string Forget { get; } = "delete from files where file_id = @fileId and removed = 1";
}
