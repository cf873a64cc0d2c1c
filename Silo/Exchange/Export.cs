using System.Data;
using System.Text.Json;
using Dapper;
using LiveChat.Silo.Backups;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Silo.Storage.Tables;

namespace LiveChat.Silo.Exchange;

/// <summary>Writes what is stored as lines of JSON that other programs can read, as it was at one moment.</summary>
internal sealed class Export(Database database, Migrator migrator)
{
    /// <summary>Writes a set.</summary>
    /// <returns>How many lines.</returns>
    public async Task<long> Write(ExchangeSet set, Stream to, IProgress progress, CancellationToken token)
    {
        await using var connection = await database.Source.OpenConnectionAsync(token);
        await using var snapshot = await database.BeginSnapshot(connection, token);
        await migrator.Require(connection, snapshot);
        var tables = (await SchemaTables.Read(database, connection, snapshot, token)).ToDictionary(table => table.Name, ExchangeSet.Travelling, StringComparer.Ordinal);
        await using var lines = new RowLines(to);
        var written = 0L;
        foreach (var table in set.Tables.Select(name => tables[name]))
        {
            progress.Begin(table.Name, await connection.ExecuteScalarAsync<long>(new CommandDefinition($"select count(*) from {table.Name}", transaction: snapshot, commandTimeout: 0, cancellationToken: token)));
            await using var reader = await connection.ExecuteReaderAsync(
                new CommandDefinition(table.Select, transaction: snapshot, commandTimeout: 0, cancellationToken: token), CommandBehavior.SequentialAccess);
            var line = (Utf8JsonWriter json) =>
            {
                json.WriteStartObject();
                json.WriteString("table", table.Name);
                for (var at = 0; at < table.Columns.Length; at++)
                {
                    if (RowValues.Read(reader, at, table.Columns[at].Kind) is not { } value) continue;
                    json.WritePropertyName(table.Columns[at].Name);
                    RowValues.Write(json, value);
                }
                json.WriteEndObject();
            };
            while (await reader.ReadAsync(token))
            {
                await lines.Write(line, token);
                progress.Advance();
                written++;
            }
            progress.End();
        }
        await lines.Flush(token);
        return written;
    }
}
