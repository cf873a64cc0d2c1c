using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LiveChat.Silo.Storage.Sqlite;

/// <summary>
/// A prepared statement of the log's connection, run without the driver's command and parameter objects: those cost more
/// than the row itself.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[4096];
    private int _bound;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Gives the next parameter.</summary>
    public SqliteStatement Add(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    /// <inheritdoc cref="Add(long)"/>
    public SqliteStatement Add(long? value) => value is { } number ? Add(number) : AddNull();

    /// <inheritdoc cref="Add(long)"/>
    public SqliteStatement Add(DateTimeOffset value) => Add(StoredTypes.ToMicroseconds(value));

    /// <inheritdoc cref="Add(long)"/>
    public SqliteStatement Add(DateTimeOffset? value) => value is { } time ? Add(time) : AddNull();

    /// <inheritdoc cref="Add(long)"/>
    public SqliteStatement Add(Guid value)
    {
        Span<byte> blob = stackalloc byte[16];
        value.TryWriteBytes(blob, bigEndian: true, out _);
        Check(raw.sqlite3_bind_blob(_statement, ++_bound, blob));
        return this;
    }

    /// <inheritdoc cref="Add(long)"/>
    public SqliteStatement Add(string? value)
    {
        if (value is null) return AddNull();
        if (value.Length == 0)
        {
            // An empty span would be taken for null.
            Check(raw.sqlite3_bind_text(_statement, ++_bound, utf8z.FromString("")));
            return this;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_text.Length < most) _text = new byte[most];
        var length = Encoding.UTF8.GetBytes(value, _text);
        Check(raw.sqlite3_bind_text(_statement, ++_bound, _text.AsSpan(0, length)));
        return this;
    }

    /// <summary>Runs it with the parameters given and answers how many rows it changed.</summary>
    public int Run()
    {
        _bound = 0;
        var code = raw.sqlite3_step(_statement);
        try
        {
            if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(code);
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            // Repeats the error of the step, which is thrown already.
            raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private SqliteStatement AddNull()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK) return;
        _bound = 0;
        SqliteException.ThrowExceptionForRC(code, _database);
    }
}
