using LiveChat.Silo.Ai.AskedData;
using LiveChat.Silo.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LiveChat.Unit.Assistant.Injection;

/// <summary>A SQLite file with the orders of two customers and a table of secrets, and the tool that asks it.</summary>
internal sealed class AskedFile : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("livechat-asked-");
    private readonly IOptions<AskedDatabaseOptions> _options;
    private readonly AskedDatabase _database;

    public AskedFile()
    {
        SQLitePCL.Batteries_V2.Init();
        _options = Options.Create(new AskedDatabaseOptions
        {
            Enabled = true,
            Provider = StorageProvider.Sqlite,
            ConnectionString = $"Data Source={Path};Pooling=False",
            Views = [new() { Name = "orders_view", Description = "Orders.", Columns = ["order_id", "note", "total"], Owner = "customer_id" }],
        });
        _database = new AskedDatabase(_options);
        Tool = new AskDatabaseTool(_database, _options, NullLogger<AskDatabaseTool>.Instance);
    }

    public AskDatabaseTool Tool { get; }

    public AskedDatabaseOptions Settings => _options.Value;

    private string Path => System.IO.Path.Combine(_directory.FullName, "asked.db");

    public async Task Fill()
    {
        await Execute("""
            create table orders (order_id text, customer_id text, note text, total integer);
            insert into orders values ('10001', 'b1', 'own', 5), ('10002', 'b1', 'own too', 7), ('20002', 'b2', 'CANARY-ROW', 9);
            create view orders_view as select * from orders;
            create table secrets (secret text);
            insert into secrets values ('CANARY-SECRET');
            """);
    }

    public async Task<long> Count(string table)
    {
        await using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {table}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
