using System.Data.Common;
using Dapper;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Silo.Storage.Tables;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.Contract.Stores;

/// <summary>
/// One database goes through every schema there has been, with rows in every table of each: what stands there before a step
/// stands there after it.
/// </summary>
public abstract class UpgradeContract(DatabaseFixture fixture)
{
    private const int RowsPerTable = 2;

    /// <summary>What a step changes on purpose, and the test that looks at it.</summary>
    private static readonly string[] Rewritten = ["faqs" /* become articles: KnowledgeMigrationContract */];

    [Fact]
    public async Task No_step_loses_or_changes_what_stood_there()
    {
        await using var database = Databases.Open(new() { Provider = fixture.Provider, ConnectionString = await fixture.CreateDatabase() });
        var migrator = new Migrator(database, Migration.Embedded(database.Dialect), TimeProvider.System, NullLogger<Migrator>.Instance);
        for (var version = 1; version <= migrator.Version; version++)
        {
            var step = version;
            await database.Write(async (connection, transaction) =>
            {
                var before = await Read(database, connection, transaction);
                await migrator.Migrate(connection, transaction, step, default);
                var after = await Read(database, connection, transaction);
                foreach (var (table, rows) in before.Where(table => !Rewritten.Contains(table.Key)))
                {
                    after.Should().ContainKey(table, "migration {0} must keep it", step);
                    foreach (var (row, at) in rows.Select((row, at) => (row, at)))
                        after[table][at].Should().Contain(row, "migration {0} must keep the rows of {1}", step, table);
                }
                return await Fill(database, connection, transaction);
            }, default);
        }
    }

    /// <summary>The rows of every table that is kept, each as its columns with their values.</summary>
    private static async Task<Dictionary<string, List<Dictionary<string, object?>>>> Read(Database database, DbConnection connection, DbTransaction transaction)
    {
        Dictionary<string, List<Dictionary<string, object?>>> all = [];
        foreach (var table in (await SchemaTables.Read(database, connection, transaction, default)).Where(SchemaTables.IsKept))
        {
            List<Dictionary<string, object?>> rows = [];
            await using var reader = await connection.ExecuteReaderAsync(table.Select, transaction: transaction);
            while (await reader.ReadAsync())
                rows.Add(table.Columns.Select((column, at) => KeyValuePair.Create(column.Name, RowValues.Read(reader, at, column.Kind))).ToDictionary());
            all.Add(table.Name, rows);
        }
        return all;
    }

    /// <summary>Puts rows into the tables that have none. Rows of one number belong together, whatever names what.</summary>
    private static async Task<int> Fill(Database database, DbConnection connection, DbTransaction transaction)
    {
        var filled = 0;
        foreach (var table in (await SchemaTables.Read(database, connection, transaction, default)).Where(SchemaTables.IsKept))
        {
            if (await connection.ExecuteScalarAsync<long>($"select count(*) from {table.Name}", transaction: transaction) > 0) continue;
            await using var rows = new InsertedRows(database.Rows, connection, transaction, table, skipsKnown: false);
            for (var number = 1; number <= RowsPerTable; number++) await rows.Add([.. table.Columns.Select(column => ValueOf(column, number))], default);
            filled++;
        }
        return filled;
    }

    private static object ValueOf(StoredColumn column, int number) => column.Kind switch
    {
        ColumnKind.Id => new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        ColumnKind.Time => Chat.Start.AddHours(number),
        ColumnKind.Whole => (long)number,
        ColumnKind.Real => number / 2d,
        // A name, and JSON too.
        _ => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}

public sealed class SqliteUpgradeTests(SqliteFixture database) : UpgradeContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresUpgradeTests(PostgresFixture database) : UpgradeContract(database), IClassFixture<PostgresFixture>;
