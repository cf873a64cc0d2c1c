using System.Data.Common;
using System.Text.Json;
using Dapper;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Silo.Storage.Tables;
using LiveChat.Silo.Verifying;

namespace LiveChat.Silo.Exchange;

/// <summary>What was imported.</summary>
/// <param name="Added">Lines that are new.</param>
/// <param name="Known">Lines whose keys stood already: passed over.</param>
internal sealed record ImportSummary(long Added, long Known);

/// <summary>A line that cannot be imported; says which and why.</summary>
internal sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Takes lines of an export in, all or nothing: a database in which the verification would find something afterwards is left
/// as it was.
/// </summary>
internal sealed class Import(Database database, Migrator migrator)
{
    private readonly Dictionary<string, (StoredTable Table, InsertedRows Rows)> _tables = new(StringComparer.Ordinal);
    private long _lastArticle;

    /// <summary>Reads a set.</summary>
    /// <exception cref="ImportException">A line is wrong, or what comes out is.</exception>
    public Task<ImportSummary> Read(ExchangeSet set, Stream from, IProgress progress, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        await migrator.Require(connection, transaction);
        _lastArticle = await connection.ExecuteScalarAsync<long>(ImportSql.TakeNumbers, transaction: transaction);
        await Open(set, connection, transaction, token);
        try
        {
            progress.Begin(set.Name, 0);
            var summary = await Lines(from, progress, token);
            progress.End();
            await connection.ExecuteAsync(new CommandDefinition(ImportSql.KeepNumbers, transaction: transaction, cancellationToken: token));
            var findings = await new Verification(connection, transaction, progress, token).Run(bytes: null);
            if (findings.Count == 0) return summary;
            throw new ImportException($"Nothing was imported: {findings.Count} things would be wrong. The first: {string.Join(Environment.NewLine, findings.Kept.Take(10))}");
        }
        finally
        {
            foreach (var (_, rows) in _tables.Values) await rows.DisposeAsync();
            _tables.Clear();
        }
    }, token);

    private async Task Open(ExchangeSet set, DbConnection connection, DbTransaction transaction, CancellationToken token)
    {
        foreach (var table in (await SchemaTables.Read(database, connection, transaction, token)).Where(table => set.Tables.Contains(table.Name)))
        {
            var taken = table.Name == "articles" ? table : ExchangeSet.Travelling(table);
            _tables.Add(table.Name, (taken, new(database.Rows, connection, transaction, taken, skipsKnown: true)));
        }
    }

    private async Task<ImportSummary> Lines(Stream from, IProgress progress, CancellationToken token)
    {
        using var lines = new StreamReader(from);
        long number = 0, added = 0;
        while (await lines.ReadLineAsync(token) is { } line)
        {
            number++;
            try
            {
                if (await Add(line, token)) added++;
            }
            catch (Exception fault) when (fault is JsonException or InvalidDataException or OverflowException || database.FaultOf(fault) is StoreFault.Rejected or StoreFault.Taken)
            {
                throw new ImportException($"Nothing was imported: line {number}: {fault.Message}", fault);
            }
            progress.Advance();
        }
        return new(added, number - added);
    }

    private async Task<bool> Add(string line, CancellationToken token)
    {
        using var json = JsonDocument.Parse(line);
        var given = json.RootElement.ValueKind is JsonValueKind.Object ? json.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal) : [];
        if (!given.Remove("table", out var name) || !_tables.TryGetValue(name.ToString(), out var target))
            throw new InvalidDataException($"table must be one of {string.Join(", ", _tables.Keys.Order(StringComparer.Ordinal))}");
        var row = Array.ConvertAll(target.Table.Columns, column => given.Remove(column.Name, out var value) ? RowValues.Parse(value, column) : OfThisDatabase(target.Table, column));
        if (given.Count > 0) throw new InvalidDataException($"{target.Table.Name} has no {given.Keys.First()}");
        foreach (var text in row.OfType<string>()) StoredText.Require(text);
        return await target.Rows.Add(row, token);
    }

    private object? OfThisDatabase(StoredTable table, StoredColumn column) => (table.Name, column.Name) switch
    {
        ("articles", "number") => ++_lastArticle,
        ("articles", "edition") => 0L,
        _ => null,
    };
}

/// <summary>The numbers of articles in the index.</summary>
internal static class ImportSql
{
    public const string TakeNumbers = "select value from article_counters where name = 'number'";

    /// <summary>The highest that is used: numbers go on from there.</summary>
    public const string KeepNumbers =
        "update article_counters set value = (select coalesce(max(number), 0) from articles) where name = 'number' and value < (select coalesce(max(number), 0) from articles)";
}
