using System.Data.Common;
using System.Globalization;
using LiveChat.Silo.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using SQLitePCL;

namespace LiveChat.Silo.Ai.AskedData;

/// <summary>The database that may be asked, over connections that can only read, for a short time.</summary>
internal sealed partial class AskedDatabase(IOptions<AskedDatabaseOptions> options) : IDisposable
{
    private const int LongestValue = 500;

    private readonly Lazy<DbDataSource> _source = new(() => Open(options.Value));
    private bool _isChecked;

    /// <summary>Whether it speaks T-SQL.</summary>
    public bool IsTSql => options.Value.Provider is StorageProvider.SqlServer;

    /// <summary>Runs a statement that <see cref="SelectRewriter"/> wrote.</summary>
    /// <exception cref="DbException">The database does not take it.</exception>
    /// <exception cref="InvalidOperationException">The role that it is asked with may write.</exception>
    public async Task<AskedRows> Ask(string statement, string askerId, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(options.Value.Timeout);
        // SQLite works on the thread that asks; nobody else is to wait for it.
        return await Task.Run(() => Read(statement, askerId, limit.Token), limit.Token);
    }

    public void Dispose()
    {
        if (_source.IsValueCreated) _source.Value.Dispose();
    }

    private async Task<AskedRows> Read(string statement, string askerId, CancellationToken token)
    {
        await using var connection = await _source.Value.OpenConnectionAsync(token);
        await using var interrupt = token.Register(() => Interrupt(connection));
        await RequireReader(connection, token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await Execute(connection, transaction, Bounds, token);

        await using var command = Command(connection, transaction, statement);
        Add(command, SelectRewriter.Asker, askerId);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(token);
            return await Take(reader, token);
        }
        catch (SqliteException) when (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(token);
        }
    }

    private async Task<AskedRows> Take(DbDataReader reader, CancellationToken token)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var rows = new List<string?[]>();
        while (await reader.ReadAsync(token))
        {
            if (rows.Count == options.Value.MaxRows) return new(columns, [.. rows], HasMore: true);
            rows.Add([.. Enumerable.Range(0, columns.Length).Select(at => reader.IsDBNull(at) ? null : TextOf(reader.GetValue(at)))]);
        }

        return new(columns, [.. rows], HasMore: false);
    }

    /// <summary>Whoever set it up may have named a role that can do more than read: then nothing is asked at all.</summary>
    private async Task RequireReader(DbConnection connection, CancellationToken token)
    {
        if (_isChecked || MayWrite is not { } question) return;
        foreach (var view in options.Value.Views)
        {
            await using var command = Command(connection, null, question);
            Add(command, "@view", view.Name);
            if (Convert.ToInt32(await command.ExecuteScalarAsync(token), CultureInfo.InvariantCulture) != 0)
                throw new InvalidOperationException($"The role of Assistant:Database:ConnectionString may write {view.Name} or owns everything: name one that may only read.");
        }

        _isChecked = true;
    }

    private string? MayWrite => options.Value.Provider switch
    {
        StorageProvider.PostgreSql => """
            select case when has_table_privilege(current_user, @view, 'INSERT, UPDATE, DELETE, TRUNCATE')
                or (select rolsuper from pg_roles where rolname = current_user) then 1 else 0 end
            """,
        StorageProvider.SqlServer => """
            select isnull(has_perms_by_name(@view, 'OBJECT', 'INSERT'), 0) + isnull(has_perms_by_name(@view, 'OBJECT', 'UPDATE'), 0)
                + isnull(has_perms_by_name(@view, 'OBJECT', 'DELETE'), 0) + isnull(is_srvrolemember('sysadmin'), 0)
            """,
        // The file is opened for reading.
        _ => null,
    };

    private string Bounds => options.Value.Provider switch
    {
        StorageProvider.PostgreSql => $"set transaction read only; set local standard_conforming_strings = on; set local statement_timeout = {(int)options.Value.Timeout.TotalMilliseconds}",
        StorageProvider.SqlServer => $"set lock_timeout {(int)options.Value.Timeout.TotalMilliseconds}",
        _ => "pragma query_only = on",
    };

    private DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, sql, (int)Math.Ceiling(options.Value.Timeout.TotalSeconds));
        return command;
    }

    private async Task Execute(DbConnection connection, DbTransaction transaction, string sql, CancellationToken token)
    {
        await using var command = Command(connection, transaction, sql);
        await command.ExecuteNonQueryAsync(token);
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static string TextOf(object value)
    {
        var text = value is byte[] ? "(bytes)" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }

    // Its driver has no other way to end a statement that runs.
    private static void Interrupt(DbConnection connection)
    {
        if (connection is SqliteConnection { Handle: { } handle }) raw.sqlite3_interrupt(handle);
    }

    private static DbDataSource Open(AskedDatabaseOptions options)
    {
        switch (options.Provider)
        {
            case StorageProvider.Sqlite:
                Batteries_V2.Init();
                return SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder(options.ConnectionString) { Mode = SqliteOpenMode.ReadOnly }.ConnectionString);
            case StorageProvider.PostgreSql:
                return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString) { MaxPoolSize = 4, ApplicationName = "LiveChat assistant" });
            default:
                DbDataSource? source = null;
                OpenSqlServer(options.ConnectionString, ref source);
                return source ?? throw new InvalidOperationException("Assistant:Database:Provider is SqlServer, which this build does not hold: build with -p:SqlServer=true.");
        }
    }

    // Its body is in the folder that only builds with SQL Server compile.
    static partial void OpenSqlServer(string connectionString, ref DbDataSource? source);
}

/// <summary>What the database answered.</summary>
/// <param name="Columns">The names.</param>
/// <param name="Rows">The values as text; null for none.</param>
/// <param name="HasMore">Whether there are rows beyond those.</param>
internal sealed record AskedRows(string[] Columns, string?[][] Rows, bool HasMore);
