using System.Data;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Log;
using Npgsql;

namespace LiveChat.Silo.Storage.PostgreSql;

/// <summary>Commits a group of appends in one round trip: its statements travel together and are one transaction.</summary>
internal sealed class PostgreSqlLog(NpgsqlDataSource source, StorageOptions options) : ILogConnection
{
    private PostgreSqlLogStatements? _statements;

    public async Task Commit(LogBatch batch)
    {
        try
        {
            _statements ??= await Connect(CancellationToken.None);
            await _statements.Run(batch);
        }
        catch (Exception exception) when (exception is not PostgresException || _statements is { IsOpen: false })
        {
            await Disconnect();
            throw;
        }
    }

    public async Task Probe(CancellationToken token)
    {
        await Disconnect();
        _statements = await Connect(token);
    }

    public async ValueTask DisposeAsync() => await Disconnect();

    // The plans are made once and must hold however much the tables grow: always by index, never by reading a whole table.
    private async Task<PostgreSqlLogStatements> Connect(CancellationToken token)
    {
        var connection = await source.OpenConnectionAsync(token);
        try
        {
            await using var command = new NpgsqlCommand(
                $"""
                set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;
                set jit = off; set lock_timeout = {(int)options.LockTimeout.TotalMilliseconds}
                """, connection);
            await command.ExecuteNonQueryAsync(token);
            return new PostgreSqlLogStatements(connection, options.CommandTimeout);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task Disconnect()
    {
        if (_statements is not { } statements) return;
        _statements = null;
        await statements.DisposeAsync();
    }
}

/// <summary>A connection with the log's statements, which the server prepares when they are first used. They know where they were prepared, so a new connection needs new ones.</summary>
internal sealed class PostgreSqlLogStatements(NpgsqlConnection connection, TimeSpan timeout) : IAsyncDisposable
{
    private readonly PostgreSqlStatement<HeaderWrite> _create = PostgreSqlLogSql.Create();
    private readonly PostgreSqlStatement<HeaderWrite> _change = PostgreSqlLogSql.Change();
    private readonly PostgreSqlStatement<HeaderWrite> _advance = PostgreSqlLogSql.Advance();
    private readonly PostgreSqlStatement<Message> _entries = PostgreSqlLogSql.Append("entries");
    private readonly PostgreSqlStatement<Message> _notes = PostgreSqlLogSql.Append("notes");
    private readonly PostgreSqlStatement<MemberRemoval> _remove = PostgreSqlLogSql.Remove();
    private readonly PostgreSqlStatement<MemberWrite> _members = PostgreSqlLogSql.Members();
    private readonly PostgreSqlStatement<Message> _amend = PostgreSqlLogSql.Amend();
    private readonly List<HeaderWrite> _created = [];
    private readonly List<HeaderWrite> _changed = [];
    private readonly List<HeaderWrite> _advanced = [];
    private readonly NpgsqlBatch _batch = new(connection) { Timeout = (int)Math.Ceiling(timeout.TotalSeconds) };

    public bool IsOpen => connection.State == ConnectionState.Open;

    public Task Run(LogBatch batch)
    {
        _created.Clear();
        _changed.Clear();
        _advanced.Clear();
        foreach (var header in batch.Headers) (header.IsNew ? _created : header.IsAdvance ? _advanced : _changed).Add(header);
        _batch.BatchCommands.Clear();
        _create.AddTo(_batch, _created);
        _change.AddTo(_batch, _changed);
        _advance.AddTo(_batch, _advanced);
        _entries.AddTo(_batch, batch.Entries);
        _notes.AddTo(_batch, batch.Notes);
        _remove.AddTo(_batch, batch.Removals);
        _members.AddTo(_batch, batch.Members);
        _amend.AddTo(_batch, batch.Amended);
        return _batch.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _batch.DisposeAsync();
        await connection.DisposeAsync();
    }
}
