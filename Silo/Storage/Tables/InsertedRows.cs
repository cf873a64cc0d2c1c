using System.Data.Common;

namespace LiveChat.Silo.Storage.Tables;

/// <summary>Rows that are inserted one after the other by one prepared statement.</summary>
internal sealed class InsertedRows : IRowSink
{
    private const int TimeoutSeconds = 600;

    private readonly RowFormat _format;
    private readonly StoredColumn[] _columns;
    private readonly DbCommand _command;

    /// <param name="format">Of the database.</param>
    /// <param name="connection">Where to.</param>
    /// <param name="transaction">In which they are written.</param>
    /// <param name="table">The table; of its columns those that rows have.</param>
    /// <param name="skipsKnown">Whether a row whose key stands already is passed over; else it is a fault.</param>
    public InsertedRows(RowFormat format, DbConnection connection, DbTransaction transaction, StoredTable table, bool skipsKnown)
    {
        _format = format;
        _columns = table.Columns;
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        _command.CommandTimeout = TimeoutSeconds;
        _command.CommandText = Dialect.Insert(table.Name, [.. _columns.Select(column => column.Name)]) + (skipsKnown ? " on conflict do nothing" : "");
        foreach (var column in _columns) _command.Parameters.Add(format.Parameter(column.Name, column));
    }

    public async Task<bool> Add(object?[] row, CancellationToken token)
    {
        for (var at = 0; at < row.Length; at++)
            _command.Parameters[at].Value = row[at] is { } value ? _format.Stored(_columns[at], value) : DBNull.Value;
        return await _command.ExecuteNonQueryAsync(token) > 0;
    }

    public Task Complete(CancellationToken token) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _command.DisposeAsync();
}
