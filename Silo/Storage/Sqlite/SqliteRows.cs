using System.Data.Common;
using Dapper;
using LiveChat.Silo.Storage.Tables;
using Microsoft.Data.Sqlite;

namespace LiveChat.Silo.Storage.Sqlite;

/// <summary>
/// Rows in SQLite. Its types are few: ids are its only blobs, and times are the integers whose names say so; a test holds
/// that against PostgreSQL, which knows better.
/// </summary>
internal sealed class SqliteRows : RowFormat
{
    private const string Columns =
        """
        select t.name as TableName, c.name as Name, lower(c.type) as Type, c.pk as KeyPlace
        from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table' order by t.name, c.cid
        """;

    private const string References =
        """select t.name as TableName, f."table" as Target from sqlite_master t, pragma_foreign_key_list(t.name) f where t.type = 'table'""";

    public override async Task<StoredTable[]> ReadTables(DbConnection connection, DbTransaction transaction, CancellationToken token)
    {
        var columns = await connection.QueryAsync<ColumnRow>(new CommandDefinition(Columns, transaction: transaction, cancellationToken: token));
        var references = (await connection.QueryAsync<(string Table, string Target)>(new CommandDefinition(References, transaction: transaction, cancellationToken: token)))
            .ToLookup(reference => reference.Table, reference => reference.Target, StringComparer.Ordinal);
        return
        [
            .. columns.GroupBy(column => column.TableName, StringComparer.Ordinal).Select(table => new StoredTable(
                table.Key,
                [.. table.Select(column => new StoredColumn(column.Name, column.Type, KindOf(column)))],
                [.. table.Where(column => column.KeyPlace > 0).OrderBy(column => column.KeyPlace).Select(column => column.Name)],
                [.. references[table.Key].Distinct(StringComparer.Ordinal)])),
        ];
    }

    public override DbParameter Parameter(string name, StoredColumn column) => new SqliteParameter { ParameterName = "@" + name };

    public override object Stored(StoredColumn column, object value) => value switch
    {
        Guid id => StoredTypes.ToBlob(id),
        DateTimeOffset time => StoredTypes.ToMicroseconds(time),
        _ => value,
    };

    public override string Drop(string[] tables) => string.Join('\n', tables.Select(table => $"drop table {table};"));

    private static ColumnKind KindOf(ColumnRow column) => column.Type switch
    {
        "blob" => ColumnKind.Id,
        "text" => ColumnKind.Text,
        "real" => ColumnKind.Real,
        "integer" when IsTime(column.Name) => ColumnKind.Time,
        "integer" => ColumnKind.Whole,
        _ => ColumnKind.Other,
    };

    private static bool IsTime(string name) =>
        name.EndsWith("_at", StringComparison.Ordinal) || name.EndsWith("_until", StringComparison.Ordinal)
        || name.EndsWith("since", StringComparison.Ordinal) || name.EndsWith("_seen", StringComparison.Ordinal);

    private sealed class ColumnRow
    {
        public string TableName { get; init; } = "";

        public string Name { get; init; } = "";

        public string Type { get; init; } = "";

        public int KeyPlace { get; init; }
    }
}
