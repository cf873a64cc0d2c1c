using System.Data.Common;
using Dapper;
using LiveChat.Files;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Silo.Storage.Tables;

namespace LiveChat.Silo.Backups;

/// <summary>
/// Puts a backup into a database, of either kind and whatever it was taken of: all in one transaction, so that a restore
/// that fails leaves the database as it was. An older backup is put into the schema of its day, which is then brought up.
/// </summary>
internal sealed class Restore(Database database, Migrator migrator, IFileBytes bytes, TimeProvider clock)
{
    /// <summary>Restores.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="wish">What is wanted of it.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="token">Cancels; the database is as it was then.</param>
    /// <exception cref="BackupException">The backup is damaged or newer than the program, or the database is not empty.</exception>
    public async Task<RestoreSummary> Run(BackupFile backup, RestoreWish wish, IProgress progress, CancellationToken token)
    {
        var manifest = backup.Manifest;
        if (manifest.SchemaVersion > migrator.Version)
            throw new BackupException($"The backup has migration {manifest.SchemaVersion}, this program knows {migrator.Version}: restore it with the program that it was taken by, or a newer one.");
        if (wish.Until > manifest.TakenAt)
            throw new BackupException($"The backup was taken at {manifest.TakenAt:u} and knows nothing of {wish.Until:u}. Take a later backup, or leave --until out.");
        return await database.Write(async (connection, transaction) =>
        {
            await database.LockSchema(connection, transaction);
            await Clear(wish.Replaces, connection, transaction, token);
            // Bytes without a record are only wasted room; a record without its bytes would be a gap.
            await Files(backup, progress, token);
            await migrator.Migrate(connection, transaction, manifest.SchemaVersion, token);
            await Load(backup, connection, transaction, progress, token);
            await migrator.Migrate(connection, transaction, migrator.Version, token);
            await Execute(RestoreSql.RenumberArticles, null, connection, transaction, token);
            await Execute(RestoreSql.CutArticlesAnew, null, connection, transaction, token);
            await Execute(RestoreSql.RaiseEpoch, new { epoch = clock.GetUtcNow().ToUnixTimeSeconds() }, connection, transaction, token);
            var cut = wish.Until is { } moment ? await new LogCut(database, connection, transaction).Run(moment, progress, token) : null;
            return new RestoreSummary(manifest.Tables.Sum(table => table.Rows), manifest.Files.Count, cut);
        }, token);
    }

    private async Task Clear(bool replaces, DbConnection connection, DbTransaction transaction, CancellationToken token)
    {
        var tables = await SchemaTables.Read(database, connection, transaction, token);
        foreach (var table in tables.Where(table => SchemaTables.IsKept(table) && table.Name != "ticket_numbers"))
        {
            if (replaces || await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 as one from {table.Name} limit 1) as any_row", transaction: transaction) == 0) continue;
            throw new BackupException($"The database is not empty: {table.Name} has rows. Name an empty one, or say --replace to give up all that is in this one.");
        }
        if (tables.Length > 0) await Execute(database.Rows.Drop([.. tables.Reverse().Select(table => table.Name)]), null, connection, transaction, token);
    }

    private async Task Load(BackupFile backup, DbConnection connection, DbTransaction transaction, IProgress progress, CancellationToken token)
    {
        var tables = (await SchemaTables.Read(database, connection, transaction, token)).ToDictionary(table => table.Name, StringComparer.Ordinal);
        foreach (var written in backup.Manifest.Tables)
        {
            var table = tables.GetValueOrDefault(written.Name) ?? throw new BackupException($"The backup holds a table {written.Name}, which migration {backup.Manifest.SchemaVersion} does not have.");
            // The other database may have the same columns in another order.
            var columns = written.Columns.Select(name => table.Columns.FirstOrDefault(column => column.Name == name)
                ?? throw new BackupException($"The backup holds {written.Name}.{name}, which migration {backup.Manifest.SchemaVersion} does not have.")).ToArray();
            // What a migration put there stands in the backup, as it has become.
            await Execute($"delete from {table.Name}", null, connection, transaction, token);
            progress.Begin(table.Name, written.Rows);
            await using (var rows = await database.Rows.Fill(connection, transaction, table with { Columns = columns }, token))
            {
                await foreach (var row in backup.Rows(written, columns, token))
                {
                    await rows.Add(row, token);
                    progress.Advance();
                }
                await rows.Complete(token);
            }
            progress.End();
        }
    }

    private async Task Files(BackupFile backup, IProgress progress, CancellationToken token)
    {
        var files = await backup.Files(token);
        progress.Begin("attached files", files.Count);
        foreach (var file in files)
        {
            await File(backup, file, token);
            progress.Advance();
        }
        progress.End();
    }

    private async Task File(BackupFile backup, BackedUpFile file, CancellationToken token)
    {
        await using (var there = bytes.Open(file.Place))
        {
            // A place is never used again for other bytes.
            if (there?.Length == file.Bytes) return;
        }
        bytes.Remove(file.Place);
        var name = $"restore-{Guid.CreateVersion7():N}";
        try
        {
            await using (var received = bytes.Receive(name)) await backup.Copy(file, received, token);
            bytes.Keep(name, file.Place);
        }
        finally
        {
            bytes.Drop(name);
        }
    }

    private static Task<int> Execute(string sql, object? parameters, DbConnection connection, DbTransaction transaction, CancellationToken token) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, commandTimeout: 3600, cancellationToken: token));
}

/// <summary>What is wanted of a restore.</summary>
/// <param name="Replaces">Whether what the database holds is given up.</param>
/// <param name="Until">The moment after which conversations are cut off; null for all that is in the backup.</param>
internal sealed record RestoreWish(bool Replaces, DateTimeOffset? Until = null);

/// <summary>What was restored.</summary>
/// <param name="Rows">Rows of all tables.</param>
/// <param name="Files">Files.</param>
/// <param name="Cut">What was left out for the sake of the moment; null without one.</param>
internal sealed record RestoreSummary(long Rows, long Files, CutSummary? Cut);

/// <summary>The statements of a restore, after the rows.</summary>
internal static class RestoreSql
{
    public const string RenumberArticles = "update article_counters set value = (select coalesce(max(number), 0) from articles) where name = 'number'";

    /// <summary>The index over articles is empty: they are cut anew at the start.</summary>
    public const string CutArticlesAnew = "update articles set edition = 0";

    /// <summary>Readers who hold entries that are no more learn that this is another log.</summary>
    public const string RaiseEpoch = "update sessions set log_epoch = @epoch";
}
