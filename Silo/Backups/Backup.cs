using System.Data;
using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using Dapper;
using LiveChat.Files;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Silo.Storage.Tables;

namespace LiveChat.Silo.Backups;

/// <summary>
/// Takes a backup while the program runs: one file with every row of one moment, and the bytes of the files that the rows
/// name. It is written beside its name and gets it once it is whole and on disk.
/// </summary>
internal sealed class Backup(Database database, IFileBytes bytes, TimeProvider clock)
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Writes the backup.</summary>
    /// <param name="path">The file, which must not be there yet.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="token">Cancels; nothing is left then.</param>
    /// <exception cref="BackupException">There is such a file already, or no database yet.</exception>
    public async Task<BackupManifest> Write(string path, IProgress progress, CancellationToken token)
    {
        if (File.Exists(path)) throw new BackupException($"There is a file {path} already. Choose another name, or move it away.");
        var partial = path + ".partial";
        try
        {
            BackupManifest manifest;
            await using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes))
            {
                await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                {
                    await using var connection = await database.Source.OpenConnectionAsync(token);
                    manifest = await Write(connection, zip, progress, token);
                    await using var entry = zip.CreateEntry(BackupManifest.EntryName).Open();
                    await JsonSerializer.SerializeAsync(entry, manifest, BackupJson.Default.BackupManifest, token);
                }
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: false);
            return manifest;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private async Task<BackupManifest> Write(DbConnection connection, ZipArchive zip, IProgress progress, CancellationToken token)
    {
        var takenAt = clock.GetUtcNow();
        int version;
        List<BackedUpTable> written = [];
        List<string> places;
        await using (var snapshot = await database.BeginSnapshot(connection, token))
        {
            var tables = await SchemaTables.Read(database, connection, snapshot, token);
            if (!tables.Any(table => table.Name == "schema_migrations")) throw new BackupException("There is no LiveChat in this database. Check the setting ConnectionStrings:LiveChat.");
            version = await connection.ExecuteScalarAsync<int>("select max(version) from schema_migrations", transaction: snapshot);
            foreach (var table in tables.Where(SchemaTables.IsKept)) written.Add(await Write(table, connection, snapshot, zip, progress, token));
            places = await Places(tables, connection, snapshot, token);
        }
        var files = await WriteFiles(places, zip, progress, token);
        return new(BackupManifest.CurrentFormat, version, takenAt, database.Dialect.Name, [.. written], files);
    }

    private static async Task<BackedUpTable> Write(StoredTable table, DbConnection connection, DbTransaction snapshot, ZipArchive zip, IProgress progress, CancellationToken token)
    {
        var rows = await connection.ExecuteScalarAsync<long>(new CommandDefinition($"select count(*) from {table.Name}", transaction: snapshot, commandTimeout: 0, cancellationToken: token));
        progress.Begin(table.Name, rows);
        await using var entry = zip.CreateEntry(BackupManifest.EntryOf(table.Name), CompressionLevel.Fastest).Open();
        await using var hashed = new HashedStream(entry);
        await using var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition(table.Select, transaction: snapshot, commandTimeout: 0, cancellationToken: token), CommandBehavior.SequentialAccess);
        await using var lines = new RowLines(hashed);
        var row = (Utf8JsonWriter json) =>
        {
            json.WriteStartArray();
            for (var at = 0; at < table.Columns.Length; at++) RowValues.Write(json, RowValues.Read(reader, at, table.Columns[at].Kind));
            json.WriteEndArray();
        };
        while (await reader.ReadAsync(token))
        {
            await lines.Write(row, token);
            progress.Advance();
        }
        await lines.Flush(token);
        progress.End();
        return new(table.Name, [.. table.Columns.Select(column => column.Name)], rows, hashed.Sha256);
    }

    private static async Task<List<string>> Places(StoredTable[] tables, DbConnection connection, DbTransaction snapshot, CancellationToken token)
    {
        if (!tables.Any(table => table.Name == "files")) return [];
        var files = await connection.QueryAsync<(string Place, string? ThumbnailType)>(new CommandDefinition(
            "select place, thumbnail_type from files where removed = 0 order by file_id", transaction: snapshot, commandTimeout: 0, cancellationToken: token));
        return [.. files.SelectMany(file => file.ThumbnailType is null ? [file.Place] : new[] { file.Place, FilePlaces.ThumbnailOf(file.Place) })];
    }

    private async Task<BackedUpFiles> WriteFiles(List<string> places, ZipArchive zip, IProgress progress, CancellationToken token)
    {
        progress.Begin("attached files", places.Count);
        List<BackedUpFile> written = [];
        foreach (var place in places)
        {
            if (await WriteFile(place, zip, token) is { } file) written.Add(file);
            progress.Advance();
        }
        progress.End();

        await using var entry = zip.CreateEntry(BackupManifest.FileListName, CompressionLevel.Fastest).Open();
        await using var hashed = new HashedStream(entry);
        await using (var lines = new RowLines(hashed))
        {
            foreach (var file in written) await lines.Write(json => JsonSerializer.Serialize(json, file, BackupJson.Default.BackedUpFile), token);
            await lines.Flush(token);
        }
        return new(written.Count, written.Sum(file => file.Bytes), places.Count - written.Count, hashed.Sha256);
    }

    private async Task<BackedUpFile?> WriteFile(string place, ZipArchive zip, CancellationToken token)
    {
        await using var source = bytes.Open(place);
        if (source is null) return null;
        await using var entry = zip.CreateEntry(BackupManifest.EntryOfFile(place), CompressionLevel.NoCompression).Open();
        await using var hashed = new HashedStream(entry);
        await source.CopyToAsync(hashed, BufferBytes, token);
        return new(place, hashed.Passed, hashed.Sha256);
    }
}
