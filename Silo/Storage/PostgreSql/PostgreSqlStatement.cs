using Npgsql;
using NpgsqlTypes;

namespace LiveChat.Silo.Storage.PostgreSql;

/// <summary>
/// A statement over a set of rows that travel as one array a column: its text never changes with their number, so it is
/// prepared once.
/// </summary>
internal sealed class PostgreSqlStatement<TRow>
{
    private readonly PostgreSqlColumn<TRow>[] _columns;

    /// <param name="sql">The statement; <c>$1</c>, <c>$2</c> … are the columns.</param>
    /// <param name="columns">What each row gives.</param>
    public PostgreSqlStatement(string sql, params PostgreSqlColumn<TRow>[] columns)
    {
        _columns = columns;
        Command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns) Command.Parameters.Add(column.Parameter);
    }

    public NpgsqlBatchCommand Command { get; }

    /// <summary>Adds the statement to the batch, unless there are no rows for it.</summary>
    public void AddTo(NpgsqlBatch batch, List<TRow> rows)
    {
        if (rows.Count == 0) return;
        foreach (var column in _columns) column.Fill(rows);
        batch.BatchCommands.Add(Command);
    }
}

/// <summary>One column of the rows.</summary>
internal abstract class PostgreSqlColumn<TRow>
{
    public abstract NpgsqlParameter Parameter { get; }

    public abstract void Fill(List<TRow> rows);
}

/// <inheritdoc/>
internal sealed class PostgreSqlColumn<TRow, TValue> : PostgreSqlColumn<TRow>
{
    private readonly List<TValue> _values = [];
    private readonly Func<TRow, TValue> _value;

    public PostgreSqlColumn(NpgsqlDbType type, Func<TRow, TValue> value)
    {
        _value = value;
        Parameter = new NpgsqlParameter<List<TValue>> { TypedValue = _values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    public override NpgsqlParameter Parameter { get; }

    public override void Fill(List<TRow> rows)
    {
        _values.Clear();
        foreach (var row in rows) _values.Add(_value(row));
    }
}
