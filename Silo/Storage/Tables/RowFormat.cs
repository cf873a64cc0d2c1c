using System.Data.Common;

namespace LiveChat.Silo.Storage.Tables;

/// <summary>How one database tells its tables and takes rows, so that rows can be taken out of one and put into another.</summary>
internal abstract class RowFormat
{
    /// <summary>All tables there are, whoever made them.</summary>
    public abstract Task<StoredTable[]> ReadTables(DbConnection connection, DbTransaction transaction, CancellationToken token);

    /// <summary>A parameter for a column's values.</summary>
    public abstract DbParameter Parameter(string name, StoredColumn column);

    /// <summary>A value as this database stores it.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">As <see cref="RowValues"/> has it; never null.</param>
    public abstract object Stored(StoredColumn column, object value);

    /// <summary>Removes tables, those that name others first.</summary>
    public abstract string Drop(string[] tables);

    /// <summary>Takes many rows into a table in which none of them stands yet.</summary>
    public virtual Task<IRowSink> Fill(DbConnection connection, DbTransaction transaction, StoredTable table, CancellationToken token) =>
        Task.FromResult<IRowSink>(new InsertedRows(this, connection, transaction, table, skipsKnown: false));
}

/// <summary>Takes rows.</summary>
internal interface IRowSink : IAsyncDisposable
{
    /// <summary>Takes one row, its values in the order of the table's columns.</summary>
    /// <returns>Whether it is written; false where its key stood already and such rows are passed over.</returns>
    Task<bool> Add(object?[] row, CancellationToken token);

    /// <summary>All were given.</summary>
    Task Complete(CancellationToken token);
}
