using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace LiveChat.Silo.Storage.Sqlite;

/// <summary>Connections to a SQLite file, which its driver pools; each is set up as durability asks when it is opened.</summary>
internal sealed class SqliteDataSource(string connectionString, StorageOptions options, string more = "") : DbDataSource
{
    private const int PageBytes = 4096;
    private const long MostPages = 1_073_741_823;

    // How long the write-ahead log may grow before it is copied to the file, in pages (128 MiB). A page that changes with each
    // message is then copied once for many of them. Whoever commits does it, so it holds for every connection.
    private const int CheckpointPages = 32_768;

    // WAL is a property of the file; the rest belongs to the connection. SQLite's own waiting is finer than the driver's.
    private readonly string _setUp =
        $"""
        pragma busy_timeout = {(int)options.LockTimeout.TotalMilliseconds}; pragma journal_mode = wal; pragma synchronous = full;
        pragma wal_autocheckpoint = {CheckpointPages}; pragma foreign_keys = on;
        pragma max_page_count = {(options.MaxSqliteBytes == 0 ? MostPages : options.MaxSqliteBytes / PageBytes)}; {more}
        """;

    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

    protected override DbConnection OpenDbConnection()
    {
        var connection = (SqliteConnection)CreateDbConnection();
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = _setUp;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<DbConnection>(OpenDbConnection());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) SqliteConnection.ClearPool((SqliteConnection)CreateDbConnection());
        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        Dispose(disposing: true);
        return ValueTask.CompletedTask;
    }
}
