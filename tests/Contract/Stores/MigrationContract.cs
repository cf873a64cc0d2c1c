using Dapper;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.Contract.Stores;

/// <summary>The schema goes forward, once, and never against another history.</summary>
public abstract class MigrationContract(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly Migration First = new(1, "001_first.sql", "create table first (id integer)");
    private static readonly Migration Second = new(2, "002_second.sql", "create table second (id integer);\ncreate table third (id integer)");

    private Database _database = null!;

    public async Task InitializeAsync()
    {
        var options = new StorageOptions { Provider = fixture.Provider, ConnectionString = await fixture.CreateDatabase() };
        _database = Databases.Open(options);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task What_is_missing_is_applied_once()
    {
        (await Migrate(First)).Should().Be(1);
        (await Migrate(First, Second)).Should().Be(1);
        (await Migrate(First, Second)).Should().Be(0);
        (await Query<int>("select count(*) from third")).Should().Be(0);
    }

    [Fact]
    public async Task Two_programs_that_start_together_apply_it_once()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Migrate(First, Second))));
        applied.Should().ContainSingle(count => count == 2).And.OnlyContain(count => count == 0 || count == 2);
    }

    [Fact]
    public async Task A_gap_in_the_program_is_refused() => await Refused("*found 3 where 2 belongs*", First, Second with { Version = 3 });

    [Fact]
    public async Task A_gap_in_the_database_is_refused()
    {
        await Migrate(First, Second);
        await Execute("delete from schema_migrations where version = 1");
        await Refused("*database's migrations*found 2 where 1 belongs*", First, Second);
    }

    [Fact]
    public async Task A_database_that_is_newer_than_the_program_is_refused()
    {
        await Migrate(First, Second);
        await Refused("*newer program*", First);
    }

    [Fact]
    public async Task A_migration_that_was_changed_is_refused()
    {
        await Migrate(First);
        await Refused("*must never be changed*", First with { Sql = First.Sql + " " }, Second);
        (await Query<int>("select count(*) from schema_migrations")).Should().Be(1);
    }

    [Fact]
    public async Task Line_endings_do_not_make_another_migration()
    {
        await Migrate(First, Second);
        (await Migrate(First, new Migration(2, Second.Name, Second.Sql.Replace("\n", "\r\n", StringComparison.Ordinal)))).Should().Be(0);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_behind()
    {
        var attempt = () => Migrate(First, new Migration(2, "002_bad.sql", "create table good (id integer); create tabel bad"));
        await attempt.Should().ThrowAsync<Exception>();
        (await Migrate(First, Second)).Should().Be(2);
    }

    [Fact]
    public void The_program_carries_the_same_numbers_and_names_for_each_database()
    {
        var sets = new Dialect[] { SqliteDialect.Instance, PostgreSqlDialect.Instance, SqlServerDialect.Instance }
            .Select(dialect => Migration.Embedded(dialect).Select(migration => (migration.Version, migration.Name)).ToArray()).ToArray();
        sets[0].Should().NotBeEmpty();
        sets[1].Should().Equal(sets[0]);
        sets[2].Should().Equal(sets[0]);
    }

    private Task<int> Migrate(params Migration[] migrations) =>
        new Migrator(_database, migrations, TimeProvider.System, NullLogger<Migrator>.Instance).Migrate(default);

    private async Task Refused(string message, params Migration[] migrations)
    {
        var attempt = () => Migrate(migrations);
        await attempt.Should().ThrowAsync<SchemaException>().WithMessage(message);
    }

    private Task<T?> Query<T>(string sql) => _database.Read(connection => connection.ExecuteScalarAsync<T>(sql), default);

    private Task Execute(string sql) => _database.Write((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), default);
}

public sealed class SqliteMigrationTests(SqliteFixture database) : MigrationContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresMigrationTests(PostgresFixture database) : MigrationContract(database), IClassFixture<PostgresFixture>;
