using System.Data.Common;
using Dapper;
using LiveChat.Silo.Storage;
using LiveChat.Testing;

namespace LiveChat.Contract;

/// <summary>A database for one test class.</summary>
public abstract class DatabaseFixture : IAsyncLifetime
{
    private TestStore? _store;

    internal string ConnectionString { get; private set; } = "";

    /// <summary>The store that the tests of the class share.</summary>
    internal TestStore Store => _store!;

    internal abstract StorageProvider Provider { get; }

    public async Task InitializeAsync()
    {
        ConnectionString = await CreateDatabase();
        _store = await Open();
    }

    public virtual async Task DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
    }

    /// <summary>Another store on the same database, as another process would have it.</summary>
    internal Task<TestStore> Open(params (string Name, string Value)[] settings) => TestStore.Open(Provider, ConnectionString, settings);

    /// <summary>Makes a new, empty database.</summary>
    internal abstract Task<string> CreateDatabase();

    /// <summary>Keeps everybody from writing sessions until it is disposed.</summary>
    internal async Task<IAsyncDisposable> HoldWrites()
    {
        var connection = await Store.Database.Source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await LockForWriting(connection, transaction);
        return new Held(connection, transaction);
    }

    protected abstract Task LockForWriting(DbConnection connection, DbTransaction transaction);

    private sealed class Held(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.RollbackAsync();
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}

public sealed class SqliteFixture : DatabaseFixture
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("livechat-sqlite-");

    internal override StorageProvider Provider => StorageProvider.Sqlite;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    internal override Task<string> CreateDatabase() =>
        Task.FromResult($"Data Source={Path.Combine(_directory.FullName, Guid.CreateVersion7().ToString("N"))}.db");

    // Beginning the transaction has taken the lock.
    protected override Task LockForWriting(DbConnection connection, DbTransaction transaction) => Task.CompletedTask;
}

public sealed class PostgresFixture : DatabaseFixture
{
    internal override StorageProvider Provider => StorageProvider.PostgreSql;

    internal override async Task<string> CreateDatabase() => await (await PostgresServer.Shared).CreateDatabaseAsync();

    protected override Task LockForWriting(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync("lock table sessions in exclusive mode", transaction: transaction);
}
