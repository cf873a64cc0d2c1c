using System.Text.Json;
using Dapper;
using LiveChat.Knowledge;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Knowledge;

/// <inheritdoc cref="IImportStore"/>
internal sealed class ImportStore(Database database) : IImportStore
{
    /// <summary>How long an import is remembered.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private readonly string _save = database.Dialect.Upsert("knowledge_imports", ["import_id"], ["owner_id", "updated_at", "progress"]);

    public Task Save(StoredImport import, CancellationToken token)
    {
        var row = new
        {
            import_id = import.Progress.ImportId,
            owner_id = import.OwnerId,
            updated_at = import.UpdatedAt,
            progress = JsonSerializer.Serialize(import.Progress, StoredJson.Default.ImportProgress),
            before = import.UpdatedAt - KeptFor,
        };
        return database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(new CommandDefinition("delete from knowledge_imports where updated_at < @before", row, transaction, cancellationToken: token));
            return await connection.ExecuteAsync(new CommandDefinition(_save, row, transaction, cancellationToken: token));
        }, token);
    }

    public Task<StoredImport?> Find(Guid importId, CancellationToken token) => database.Read(async connection =>
        await connection.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(
            "select owner_id, updated_at, progress from knowledge_imports where import_id = @importId", new { importId }, cancellationToken: token)) is { } row
                ? new StoredImport(row.OwnerId, row.UpdatedAt, JsonSerializer.Deserialize(row.Progress, StoredJson.Default.ImportProgress)!)
                : null, token);

    private sealed class Row
    {
        public string OwnerId { get; init; } = "";

        public DateTimeOffset UpdatedAt { get; init; }

        public string Progress { get; init; } = "";
    }
}
