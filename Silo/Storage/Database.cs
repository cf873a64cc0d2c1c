using System.Data.Common;
using System.Diagnostics;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Tables;

namespace LiveChat.Silo.Storage;

/// <summary>One database, whichever it is: connections, the differences in its SQL, and what its errors mean.</summary>
internal abstract class Database : IAsyncDisposable
{
    static Database() => StoredTypes.Register();

    /// <summary>How its SQL differs.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>Connections for reads, opened and closed for each.</summary>
    public abstract DbDataSource Source { get; }

    /// <summary>What an exception of this database means.</summary>
    public abstract StoreFault FaultOf(Exception exception);

    /// <summary>The connection through which the log's one writer commits.</summary>
    public abstract ILogConnection OpenLog();

    /// <summary>Settings that acknowledged messages rely on and that are not as they must be, one sentence each.</summary>
    public abstract Task<string[]> FindDurabilityRisks(CancellationToken token);

    /// <summary>Its tables and rows, for taking them elsewhere.</summary>
    /// <exception cref="NotSupportedException">It has means of its own; says which.</exception>
    public abstract RowFormat Rows { get; }

    /// <summary>Begins a transaction that reads the database as it is at this moment, however long it takes and whatever is written meanwhile.</summary>
    public abstract Task<DbTransaction> BeginSnapshot(DbConnection connection, CancellationToken token);

    /// <summary>Takes the lock under which the schema is changed; held until the transaction ends.</summary>
    public abstract Task LockSchema(DbConnection connection, DbTransaction transaction);

    /// <summary>Runs a read.</summary>
    /// <exception cref="StoreUnavailableException">The database is away or too slow.</exception>
    public async Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken token)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await using var connection = await Source.OpenConnectionAsync(token);
            var result = await query(connection);
            StorageMetrics.Read(Stopwatch.GetElapsedTime(begun));
            return result;
        }
        catch (Exception exception) when (FaultOf(exception) == StoreFault.Unavailable)
        {
            StorageMetrics.Failed("read", StoreFault.Unavailable);
            throw Away(exception);
        }
    }

    /// <summary>Runs a write in a transaction of its own; what it throws rolls it back.</summary>
    /// <exception cref="StoreUnavailableException">The database is away or too slow; whether it was written is not known.</exception>
    /// <exception cref="EntryRejectedException">The database refuses what is written.</exception>
    public async Task<T> Write<T>(Func<DbConnection, DbTransaction, Task<T>> command, CancellationToken token)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var result = await InTransaction(command, token);
            StorageMetrics.Written(Stopwatch.GetElapsedTime(begun));
            return result;
        }
        catch (Exception exception) when (FaultOf(exception) == StoreFault.Unavailable)
        {
            StorageMetrics.Failed("write", StoreFault.Unavailable);
            throw Away(exception);
        }
        catch (DbException exception) when (FaultOf(exception) == StoreFault.Rejected)
        {
            StorageMetrics.Failed("write", StoreFault.Rejected);
            throw new EntryRejectedException("The database refuses what was to be written.", exception);
        }
    }

    /// <summary>The one form in which callers learn that the database is away.</summary>
    public static StoreUnavailableException Away(Exception? cause) =>
        new("The database is away or does not answer in time. Try again in a moment, with the same ids.", cause);

    public virtual ValueTask DisposeAsync() => Source.DisposeAsync();

    protected virtual async Task<T> InTransaction<T>(Func<DbConnection, DbTransaction, Task<T>> command, CancellationToken token)
    {
        await using var connection = await Source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var result = await command(connection, transaction);
        await transaction.CommitAsync(token);
        return result;
    }
}

/// <summary>What an error of the database means for who wrote.</summary>
internal enum StoreFault
{
    /// <summary>No fault of the database.</summary>
    None = 0,

    /// <summary>It is away, too slow or full; the outcome is not known.</summary>
    Unavailable = 1,

    /// <summary>A key is taken, or the session's row is not as its owner left it. Nothing was written.</summary>
    Taken = 2,

    /// <summary>What was to be written cannot be. Nothing was written.</summary>
    Rejected = 3,
}
