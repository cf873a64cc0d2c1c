using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using System.Text;
using Dapper;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Tables;
using Npgsql;

namespace LiveChat.Silo.Storage.PostgreSql;

/// <summary>PostgreSQL.</summary>
internal sealed class PostgreSqlDatabase : Database
{
    // Any number does, as long as it stays: "LiveChat" in hexadecimal.
    private const long SchemaLock = 0x4C69766543686174;
    private static readonly string[] MustBeOn = ["fsync", "full_page_writes", "synchronous_commit"];

    private readonly NpgsqlDataSource _source;
    private readonly StorageOptions _options;

    public PostgreSqlDatabase(StorageOptions options)
    {
        _options = options;
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var seconds = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        if (!settings.ShouldSerialize("Command Timeout")) settings.CommandTimeout = seconds;
        if (!settings.ShouldSerialize("Timeout")) settings.Timeout = seconds;
        if (!settings.ShouldSerialize("Cancellation Timeout")) settings.CancellationTimeout = 1000;
        if (!settings.ShouldSerialize("Application Name")) settings.ApplicationName = "LiveChat";
        if (!settings.ShouldSerialize("Max Auto Prepare")) (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (64, 2);
        _source = NpgsqlDataSource.Create(settings);
    }

    public override Dialect Dialect => PostgreSqlDialect.Instance;

    public override DbDataSource Source => _source;

    public override RowFormat Rows { get; } = new PostgreSqlRows();

    public override ILogConnection OpenLog() => new PostgreSqlLog(_source, _options);

    public override StoreFault FaultOf(Exception exception) => exception switch
    {
        PostgresException postgres => FaultOf(postgres.SqlState),
        StoreUnavailableException or TimeoutException or SocketException or IOException => StoreFault.Unavailable,
        // Text that is no Unicode never reaches the server.
        EncoderFallbackException => StoreFault.Rejected,
        NpgsqlException => StoreFault.Unavailable,
        // What breaks in the midst of a row comes wrapped by who reads it.
        DataException { InnerException: { } cause } => FaultOf(cause),
        _ => StoreFault.None,
    };

    public override async Task<string[]> FindDurabilityRisks(CancellationToken token)
    {
        var settings = await Read(connection => connection.QueryAsync<(string Name, string Value)>(new CommandDefinition(
            "select name, setting from pg_settings where name = any(@names)", new { names = MustBeOn }, cancellationToken: token)), token);
        return [.. settings.Where(setting => setting.Value is "off")
            .Select(setting => $"PostgreSQL's {setting.Name} is {setting.Value}: acknowledged messages can be lost when the server or its machine fails. Set it to on.")];
    }

    public override async Task<DbTransaction> BeginSnapshot(DbConnection connection, CancellationToken token)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
        await connection.ExecuteAsync(new CommandDefinition(
            "set transaction read only; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; select pg_current_snapshot()",
            transaction: transaction, cancellationToken: token));
        return transaction;
    }

    public override Task LockSchema(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync("select pg_advisory_xact_lock(@SchemaLock)", new { SchemaLock }, transaction);

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static StoreFault FaultOf(string state) => state switch
    {
        // unique, foreign key; and the division by which a statement of the log refuses.
        "23505" or "23503" or "22012" => StoreFault.Taken,
        // Locked by somebody else for too long, serialisation, deadlock, read-only (a standby), a prepared statement lost.
        "55P03" or "40001" or "40P01" or "25006" or "26000" => StoreFault.Unavailable,
        // Connection, resources (disk full, memory), operator's intervention (shutdown, time-out), system, corruption.
        _ when state[..2] is "08" or "53" or "57" or "58" or "XX" => StoreFault.Unavailable,
        _ => StoreFault.Rejected,
    };
}
