using System.Data;
using System.Data.Common;
using System.Globalization;
using Dapper;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Tables;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LiveChat.Silo.Storage.Sqlite;

/// <summary>SQLite: one file, one writer at a time, for one process.</summary>
internal sealed class SqliteDatabase : Database
{
    // The newest pages of many sessions stay in memory: each of them changes with each message of its session. In KiB.
    private const string LogPragmas = "pragma cache_size = -32768;";

    private readonly SqliteDataSource _source;
    private readonly SqliteDataSource _logSource;
    private readonly SemaphoreSlim _writing = new(1, 1);

    static SqliteDatabase() => Batteries_V2.Init();

    public SqliteDatabase(StorageOptions options)
    {
        var settings = new SqliteConnectionStringBuilder(options.ConnectionString)
        {
            DefaultTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds),
        };
        if (Path.GetDirectoryName(Path.GetFullPath(settings.DataSource)) is { } directory) Directory.CreateDirectory(directory);
        _source = new SqliteDataSource(settings.ConnectionString, options);
        settings.Pooling = false;
        _logSource = new SqliteDataSource(settings.ConnectionString, options, LogPragmas);
    }

    public override Dialect Dialect => SqliteDialect.Instance;

    public override DbDataSource Source => _source;

    public override RowFormat Rows { get; } = new SqliteRows();

    public override ILogConnection OpenLog() => new SqliteLog(_logSource, _writing);

    // https://www.sqlite.org/rescode.html
    public override StoreFault FaultOf(Exception exception) => exception switch
    {
        RowNotFoundException => StoreFault.Taken,
        SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_FOREIGNKEY } => StoreFault.Taken,
        SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH } => StoreFault.Rejected,
        // Busy, full, I/O, cannot open, read-only, corrupt …
        SqliteException or StoreUnavailableException or IOException => StoreFault.Unavailable,
        _ => StoreFault.None,
    };

    public override async Task<string[]> FindDurabilityRisks(CancellationToken token)
    {
        var journal = await Pragma("journal_mode", token);
        var synchronous = await Pragma("synchronous", token);
        var risks = new List<string>();
        if (journal != "wal") risks.Add($"SQLite's journal_mode is {journal}, not wal: readers and the writer block each other. The file system may not support it.");
        // 2 is FULL, 3 is EXTRA.
        if (synchronous is not ("2" or "3")) risks.Add($"SQLite's synchronous is {synchronous}, not full: acknowledged messages can be lost when the machine fails.");
        return [.. risks];
    }

    // Deferred, it takes no lock and sees the file as it is at the first read. Writers go on in the write-ahead log.
    public override async Task<DbTransaction> BeginSnapshot(DbConnection connection, CancellationToken token)
    {
        var transaction = ((SqliteConnection)connection).BeginTransaction(deferred: true);
        await connection.ExecuteScalarAsync(new CommandDefinition("select count(*) from sqlite_master", transaction: transaction, cancellationToken: token));
        return transaction;
    }

    // The transaction itself is the lock: it was begun for writing.
    public override Task LockSchema(DbConnection connection, DbTransaction transaction) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _logSource.DisposeAsync();
        _writing.Dispose();
    }

    // Writers of this process queue here, in order, rather than poll for the file's lock.
    protected override async Task<T> InTransaction<T>(Func<DbConnection, DbTransaction, Task<T>> command, CancellationToken token)
    {
        await _writing.WaitAsync(token);
        try
        {
            return await base.InTransaction(command, token);
        }
        finally
        {
            _writing.Release();
        }
    }

    private Task<string> Pragma(string name, CancellationToken token) => Read(
        async connection => Convert.ToString(await connection.ExecuteScalarAsync<object>(
            new CommandDefinition($"pragma {name}", cancellationToken: token)), CultureInfo.InvariantCulture) ?? "", token);
}
