using LiveChat.Silo.Backups;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Tables;

namespace LiveChat.Contract.Backups;

/// <summary>A shop that outgrows its file takes everything along to a server, and back.</summary>
public sealed class CrossDatabaseTests(SqliteFixture sqlite, PostgresFixture postgres) : IClassFixture<SqliteFixture>, IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Everything_goes_from_SQLite_to_PostgreSQL_and_back()
    {
        using var sample = await Sample.Fill(sqlite.Store, Random.Shared.Next());
        var before = await Sample.Contents(sqlite.Store.Database);
        await Take(sqlite.Store.Database, sample, "there");
        await using var there = Databases.Open(new() { Provider = StorageProvider.PostgreSql, ConnectionString = await postgres.CreateDatabase() });
        await Operations.Restore(sample.PathOf("there"), there, sample.NewFiles("there files"));
        (await Sample.Contents(there)).Should().Equal(before);
        (await Operations.Verify(there, null)).Should().BeEmpty();

        await Take(there, sample, "back");
        await using var back = Databases.Open(new() { Provider = StorageProvider.Sqlite, ConnectionString = await sqlite.CreateDatabase() });
        await Operations.Restore(sample.PathOf("back"), back, sample.NewFiles("back files"));
        (await Sample.Contents(back)).Should().Equal(before);
    }

    /// <summary>SQLite does not tell times from numbers: their names do, and here is who knows.</summary>
    [Fact]
    public async Task Every_column_that_is_kept_means_the_same_in_both()
    {
        (await Columns(sqlite.Store.Database)).Should().Equal(await Columns(postgres.Store.Database));
        (await Columns(sqlite.Store.Database)).Should().NotContain(column => column.EndsWith(nameof(ColumnKind.Other), StringComparison.Ordinal),
            "what only one database has belongs among the tables that are made anew");
    }

    private static Task Take(Database database, Sample sample, string name) =>
        new Backup(database, sample.Files, TimeProvider.System).Write(sample.PathOf(name), new Progress(TextWriter.Null, false), default);

    private static Task<string[]> Columns(Database database) => database.Write(async (connection, transaction) =>
        (await SchemaTables.Read(database, connection, transaction, default)).Where(SchemaTables.IsKept)
            .SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name} {(table.Keys.Contains(column.Name) ? "key " : "")}{column.Kind}"))
            .Order(StringComparer.Ordinal).ToArray(), default);
}
