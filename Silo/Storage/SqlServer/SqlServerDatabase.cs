using System.Data;
using System.Data.Common;
using Dapper;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Tables;
using Microsoft.Data.SqlClient;

namespace LiveChat.Silo.Storage.SqlServer;

/// <summary>SQL Server 2017 or later.</summary>
internal sealed class SqlServerDatabase(StorageOptions options) : Database
{
    private readonly DbDataSource _source = SqlClientFactory.Instance.CreateDataSource(ConnectionString(options));

    public override Dialect Dialect => SqlServerDialect.Instance;

    public override DbDataSource Source => _source;

    public override RowFormat Rows => throw new NotSupportedException(
        "SQL Server keeps its own backups: use BACKUP DATABASE and RESTORE DATABASE, and copy the directory of files beside them.");

    public override ILogConnection OpenLog() => new SqlServerLog(_source, options);

    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    public override StoreFault FaultOf(Exception exception) => exception switch
    {
        // Unique key, unique index, foreign key; and the log's own refusal.
        SqlException { Number: 2627 or 2601 or 547 or SqlServerLogSql.RowNotFound } => StoreFault.Taken,
        // Text longer than its column (both forms), null where none may be, a value out of range, text that is no number or time.
        SqlException { Number: 2628 or 8152 or 515 or 8115 or 220 or 245 or 241 } => StoreFault.Rejected,
        // Wrong password, no such database: waiting does not help.
        SqlException { Number: 18456 or 4060 } => StoreFault.None,
        // Syntax and names: a fault of the program, not of the row.
        SqlException { Number: 102 or 156 or 207 or 208 } => StoreFault.None,
        // Time-out, network, deadlock, lock time-out, full disk or log, read-only, shutdown …
        SqlException or StoreUnavailableException or TimeoutException or IOException => StoreFault.Unavailable,
        // What breaks in the midst of a row comes wrapped by who reads it.
        DataException { InnerException: { } cause } => FaultOf(cause),
        _ => StoreFault.None,
    };

    public override async Task<string[]> FindDurabilityRisks(CancellationToken token)
    {
        var delayed = await Read(connection => connection.ExecuteScalarAsync<string>(
            new CommandDefinition(SqlServerDialect.DelayedDurability, cancellationToken: token)), token);
        return delayed is "FORCED"
            ? ["SQL Server's DELAYED_DURABILITY is FORCED: acknowledged messages can be lost when the server fails. Set it to DISABLED or ALLOWED."]
            : [];
    }

    public override async Task<DbTransaction> BeginSnapshot(DbConnection connection, CancellationToken token) =>
        await connection.BeginTransactionAsync(IsolationLevel.Snapshot, token);

    public override Task LockSchema(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync(SqlServerDialect.LockSchema, transaction: transaction);

    private static string ConnectionString(StorageOptions options)
    {
        var settings = new SqlConnectionStringBuilder(options.ConnectionString);
        if (!settings.ShouldSerialize("Connect Timeout")) settings.ConnectTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        if (!settings.ShouldSerialize("Application Name")) settings.ApplicationName = "LiveChat";
        return settings.ConnectionString;
    }
}
