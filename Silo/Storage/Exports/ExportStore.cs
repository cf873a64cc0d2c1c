using Dapper;
using LiveChat.Audit;
using LiveChat.Exports;

namespace LiveChat.Silo.Storage.Exports;

/// <inheritdoc cref="IExportStore"/>
internal sealed class ExportStore(Database database) : IExportStore
{
    private readonly ExportSql _sql = new(database.Dialect);

    public Task Add(Export export, AuditEntry deed, CancellationToken token)
    {
        StoredText.Require(export.OwnerId, export.Wish.UserId, export.Wish.Locale, export.Wish.Zone);
        return database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(new CommandDefinition(_sql.Add, ExportRow.Of(new(export, null, null, null, 0, 0)), transaction, cancellationToken: token));
            await AuditLog.Append(connection, transaction, deed, token);
            return true;
        }, token);
    }

    public async Task<StoredExport?> Find(Guid exportId, CancellationToken token) => (await Read(_sql.Find, new { exportId }, token)).FirstOrDefault();

    public async Task<Export[]> Of(string ownerId, CancellationToken token) =>
        [.. (await Read(_sql.OfOwner, new { ownerId }, token)).Select(stored => stored.Export)];

    public async Task<StoredExport?> Next(DateTimeOffset now, CancellationToken token) => (await Read(_sql.Next, new { now }, token)).FirstOrDefault();

    public async Task<bool> Save(StoredExport export, CancellationToken token)
    {
        StoredText.Require(export.Export.Failure);
        return await Execute(_sql.Save, ExportRow.Of(export), token) > 0;
    }

    public Task<StoredExport[]> Expired(DateTimeOffset now, int most, CancellationToken token) => Read(_sql.Expired, new { now, most }, token);

    public Task Remove(Guid exportId, CancellationToken token) => Execute(_sql.Remove, new { exportId }, token);

    private Task<StoredExport[]> Read(string sql, object parameters, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<ExportRow>(new CommandDefinition(sql, parameters, cancellationToken: token))).Select(row => row.ToExport()).ToArray(), token);

    private Task<int> Execute(string sql, object parameters, CancellationToken token) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), token);
}

/// <summary>The statements of exports. Status 1 waits, 2 is being written.</summary>
internal sealed class ExportSql(Dialect dialect)
{
    private const string Columns =
        "export_id, owner_id, session_id, user_id, format, locale, zone, status, written, total, size, failure, created_at, expires_at, place, front_id, lease_until, attempts, version";

    public string Add { get; } = Dialect.Insert("exports", Columns.Split(", "));

    public string Find { get; } = $"select {Columns} from exports where export_id = @exportId";

    public string OfOwner { get; } = $"select {Columns} from exports where owner_id = @ownerId order by created_at desc, export_id desc";

    public string Next { get; } =
        $"select {Columns} from exports where status = 1 or status = 2 and lease_until < @now order by created_at, export_id {dialect.First("1")}";

    public string Save { get; } =
        """
        update exports set status = @status, written = @written, total = @total, size = @size, failure = @failure, expires_at = @expires_at, place = @place,
            front_id = @front_id, lease_until = @lease_until, attempts = @attempts, version = version + 1
        where export_id = @export_id and version = @version
        """;

    public string Expired { get; } = $"select {Columns} from exports where expires_at < @now order by expires_at, export_id {dialect.First("@most")}";

    public string Remove { get; } = "delete from exports where export_id = @exportId";
}

/// <summary>An export as it stands in a row.</summary>
internal sealed class ExportRow
{
    public Guid ExportId { get; init; }

    public string OwnerId { get; init; } = "";

    public Guid? SessionId { get; init; }

    public string? UserId { get; init; }

    public int Format { get; init; }

    public string Locale { get; init; } = "";

    public string Zone { get; init; } = "";

    public int Status { get; init; }

    public long Written { get; init; }

    public long Total { get; init; }

    public long Size { get; init; }

    public string? Failure { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public string? Place { get; init; }

    public string? FrontId { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public int Attempts { get; init; }

    public long Version { get; init; }

    public StoredExport ToExport() => new(
        new(ExportId, OwnerId, new(SessionId, UserId, (ExportFormat)Format, Locale, Zone), (ExportStatus)Status, Written, Total, Size, Failure, CreatedAt, ExpiresAt),
        Place, FrontId, LeaseUntil, Attempts, Version);

    public static object Of(StoredExport stored) => new
    {
        export_id = stored.Export.ExportId,
        owner_id = stored.Export.OwnerId,
        session_id = stored.Export.Wish.SessionId,
        user_id = stored.Export.Wish.UserId,
        format = (int)stored.Export.Wish.Format,
        locale = stored.Export.Wish.Locale,
        zone = stored.Export.Wish.Zone,
        status = (int)stored.Export.Status,
        written = stored.Export.Written,
        total = stored.Export.Total,
        size = stored.Export.Size,
        failure = stored.Export.Failure,
        created_at = stored.Export.CreatedAt,
        expires_at = stored.Export.ExpiresAt,
        place = stored.Place,
        front_id = stored.FrontId,
        lease_until = stored.LeaseUntil,
        attempts = stored.Attempts,
        version = stored.Version,
    };
}
