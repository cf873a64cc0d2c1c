using System.Data.Common;
using Dapper;
using LiveChat.Silo.Storage.Tables;
using Npgsql;
using NpgsqlTypes;

namespace LiveChat.Silo.Storage.PostgreSql;

/// <summary>Rows in PostgreSQL, of the schema that the connection works in.</summary>
internal sealed class PostgreSqlRows : RowFormat
{
    private const string Columns =
        """
        select c.relname as TableName, a.attname as Name, format_type(a.atttypid, null) as Type,
            case when a.attnum = any(i.indkey) then array_position(i.indkey::int2[], a.attnum) + 1 else 0 end as KeyPlace
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_index i on i.indrelid = c.oid and i.indisprimary
        where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
        order by c.relname, a.attnum
        """;

    private const string References =
        """
        select f.relname as "table", t.relname as target from pg_constraint k
        join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
        where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
        """;

    public override async Task<StoredTable[]> ReadTables(DbConnection connection, DbTransaction transaction, CancellationToken token)
    {
        var columns = await connection.QueryAsync<ColumnRow>(new CommandDefinition(Columns, transaction: transaction, cancellationToken: token));
        var references = (await connection.QueryAsync<(string Table, string Target)>(new CommandDefinition(References, transaction: transaction, cancellationToken: token)))
            .ToLookup(reference => reference.Table, reference => reference.Target, StringComparer.Ordinal);
        return
        [
            .. columns.GroupBy(column => column.TableName, StringComparer.Ordinal).Select(table => new StoredTable(
                table.Key,
                [.. table.Select(column => new StoredColumn(column.Name, column.Type, KindOf(column.Type)))],
                [.. table.Where(column => column.KeyPlace > 0).OrderBy(column => column.KeyPlace).Select(column => column.Name)],
                [.. references[table.Key].Distinct(StringComparer.Ordinal)])),
        ];
    }

    public override DbParameter Parameter(string name, StoredColumn column) => new NpgsqlParameter { ParameterName = name, NpgsqlDbType = TypeOf(column) };

    public override object Stored(StoredColumn column, object value) => (column.Type, value) switch
    {
        ("smallint", long number) => checked((short)number),
        ("integer", long number) => checked((int)number),
        (_, DateTimeOffset time) => time.UtcDateTime,
        _ => value,
    };

    // Without "cascade": what somebody has built upon our tables is not ours to remove.
    public override string Drop(string[] tables) => $"drop table {string.Join(", ", tables)}";

    public override async Task<IRowSink> Fill(DbConnection connection, DbTransaction transaction, StoredTable table, CancellationToken token)
    {
        var names = string.Join(", ", table.Columns.Select(column => column.Name));
        var import = await ((NpgsqlConnection)connection).BeginBinaryImportAsync($"copy {table.Name} ({names}) from stdin (format binary)", token);
        // A table may wait for the disk as long as it takes.
        import.Timeout = TimeSpan.FromHours(1);
        return new CopiedRows(this, import, table.Columns);
    }

    private static ColumnKind KindOf(string type) => type switch
    {
        "uuid" => ColumnKind.Id,
        "timestamp with time zone" => ColumnKind.Time,
        "smallint" or "integer" or "bigint" => ColumnKind.Whole,
        "double precision" => ColumnKind.Real,
        "text" or "json" => ColumnKind.Text,
        _ => ColumnKind.Other,
    };

    private static NpgsqlDbType TypeOf(StoredColumn column) => column.Type switch
    {
        "uuid" => NpgsqlDbType.Uuid,
        "timestamp with time zone" => NpgsqlDbType.TimestampTz,
        "smallint" => NpgsqlDbType.Smallint,
        "integer" => NpgsqlDbType.Integer,
        "bigint" => NpgsqlDbType.Bigint,
        "double precision" => NpgsqlDbType.Double,
        "json" => NpgsqlDbType.Json,
        "text" => NpgsqlDbType.Text,
        _ => throw new InvalidDataException($"The column {column.Name} is of the type {column.Type}, which is not known."),
    };

    private sealed class CopiedRows(PostgreSqlRows format, NpgsqlBinaryImporter import, StoredColumn[] columns) : IRowSink
    {
        public async Task<bool> Add(object?[] row, CancellationToken token)
        {
            await import.StartRowAsync(token);
            for (var at = 0; at < row.Length; at++)
            {
                if (row[at] is { } value) await import.WriteAsync(format.Stored(columns[at], value), TypeOf(columns[at]), token);
                else await import.WriteNullAsync(token);
            }
            return true;
        }

        public async Task Complete(CancellationToken token) => await import.CompleteAsync(token);

        public ValueTask DisposeAsync() => import.DisposeAsync();
    }

    private sealed class ColumnRow
    {
        public string TableName { get; init; } = "";

        public string Name { get; init; } = "";

        public string Type { get; init; } = "";

        public int KeyPlace { get; init; }
    }
}
