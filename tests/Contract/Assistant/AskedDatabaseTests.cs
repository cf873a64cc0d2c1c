using Dapper;
using LiveChat.Silo.Ai.AskedData;
using LiveChat.Silo.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LiveChat.Contract.Assistant;

/// <summary>A PostgreSQL that the assistant asks: as a role that may read the views and nothing else. SQLite is tried with the tool.</summary>
public sealed class AskedDatabaseTests(PostgresFixture database) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly string _role = $"asker_{Guid.CreateVersion7():N}";

    private readonly AskedView _view = new() { Name = "asked_orders", Columns = ["order_id", "total"], Owner = "customer_id" };

    public async Task InitializeAsync()
    {
        await using var owner = new NpgsqlConnection(database.ConnectionString);
        await owner.ExecuteAsync($"""
            create table if not exists orders_of_all (order_id text, customer_id text, total integer);
            delete from orders_of_all;
            insert into orders_of_all values ('1', 'b1', 5), ('2', 'b1', 7), ('3', 'b2', 9);
            create or replace view asked_orders as select * from orders_of_all;
            create role {_role} login;
            grant select on asked_orders to {_role};
            """);
    }

    public async Task DisposeAsync()
    {
        await using var owner = new NpgsqlConnection(database.ConnectionString);
        await owner.ExecuteAsync($"drop owned by {_role}; drop role {_role}");
        NpgsqlConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_reader_gets_the_own_rows()
    {
        using var asked = Open(As(_role));
        var statement = SelectRewriter.Rewrite("select ORDER_ID, total from asked_orders o where o.total > 1 order by total desc", [_view], 50, isTSql: false);
        (await asked.Ask(statement, "b1", default)).Rows.Should().BeEquivalentTo(new[] { new[] { "2", "7" }, ["1", "5"] }, options => options.WithStrictOrdering());
        (await asked.Ask(statement, "b2", default)).Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task Who_may_write_is_not_asked()
    {
        using var asked = Open(database.ConnectionString);
        var ask = () => asked.Ask("select 1", "b1", default);
        (await ask.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*Assistant:Database:ConnectionString*");
    }

    [Fact]
    public async Task What_takes_too_long_ends()
    {
        using var asked = Open(As(_role), TimeSpan.FromMilliseconds(200));
        var ask = () => asked.Ask("select pg_sleep(30)", "b1", default);
        await ask.Should().ThrowAsync<Exception>().Where(fault => fault is OperationCanceledException || fault is PostgresException);
    }

    [Fact]
    public async Task Past_the_grammar_the_role_and_the_transaction_still_hold()
    {
        using var asked = Open(As(_role));
        foreach (var sql in new[] { "select * from orders_of_all", "delete from asked_orders", "create table x (y int)", "select * from users" })
        {
            var ask = () => asked.Ask(sql, "b1", default);
            await ask.Should().ThrowAsync<PostgresException>(sql);
        }
    }

    private AskedDatabase Open(string connectionString, TimeSpan? timeout = null) => new(Options.Create(new AskedDatabaseOptions
    {
        Enabled = true,
        Provider = StorageProvider.PostgreSql,
        ConnectionString = connectionString,
        Timeout = timeout ?? TimeSpan.FromSeconds(10),
        Views = [_view],
    }));

    private string As(string role) => new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = null }.ConnectionString;
}
