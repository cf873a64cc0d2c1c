using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Logging;

namespace LiveChat.Silo.Storage.Migrations;

/// <summary>
/// Brings the schema up to the program: all that is missing in one transaction, under a lock, so that programs that start
/// together do it once. It goes forward only, and refuses a database that another history or a newer program has made.
/// </summary>
internal sealed partial class Migrator(Database database, Migration[] migrations, TimeProvider clock, ILogger<Migrator> logger)
{
    // A change of a large table takes its time: nobody is served before it ends.
    private const int TimeoutSeconds = 3600;

    /// <summary>The version that the program needs.</summary>
    public int Version => migrations.Length;

    /// <summary>Applies what is missing and answers how many steps that were.</summary>
    /// <exception cref="SchemaException">Program and database do not belong together.</exception>
    public Task<int> Migrate(CancellationToken token) =>
        database.Write((connection, transaction) => Migrate(connection, transaction, Version, token), token);

    /// <summary>The same within a transaction of somebody else's, up to a version.</summary>
    public async Task<int> Migrate(DbConnection connection, DbTransaction transaction, int version, CancellationToken token)
    {
        RequireNoGaps(migrations.Select(migration => migration.Version), "The program's migrations");
        await database.LockSchema(connection, transaction);
        await connection.ExecuteAsync(database.Dialect.CreateMigrationsTable, transaction: transaction);
        var applied = await Applied(connection, transaction);
        Verify(applied);
        foreach (var migration in migrations.Take(version).Skip(applied.Count)) await Apply(migration, connection, transaction, token);
        return Math.Max(version - applied.Count, 0);
    }

    /// <summary>Makes sure that the database has the program's schema, and changes nothing.</summary>
    /// <exception cref="SchemaException">It has another.</exception>
    public async Task Require(DbConnection connection, DbTransaction transaction)
    {
        var applied = await Applied(connection, transaction);
        Verify(applied);
        if (applied.Count < migrations.Length)
            throw new SchemaException($"The database has migration {applied.Count}, the program needs {migrations.Length}. Run the command migrate first.");
    }

    private static async Task<List<AppliedRow>> Applied(DbConnection connection, DbTransaction transaction) =>
        (await connection.QueryAsync<AppliedRow>("select version, name, checksum from schema_migrations order by version", transaction: transaction)).AsList();

    private void Verify(List<AppliedRow> applied)
    {
        RequireNoGaps(applied.Select(step => step.Version), "The database's migrations");
        if (applied.Count > migrations.Length)
            throw new SchemaException($"The database has migration {applied[^1].Version} ({applied[^1].Name}), the program knows {migrations.Length}: it was made by a newer program. Start that one, or restore a backup.");
        foreach (var (step, migration) in applied.Zip(migrations))
        {
            if (step.Checksum != migration.Checksum)
                throw new SchemaException($"Migration {step.Version} ({step.Name}) was applied with another content than the program's {migration.Name}: a migration must never be changed. Put the file back and write a new one.");
        }
    }

    private async Task Apply(Migration migration, DbConnection connection, DbTransaction transaction, CancellationToken token)
    {
        await connection.ExecuteAsync(new CommandDefinition(migration.Sql, transaction: transaction, commandTimeout: TimeoutSeconds, cancellationToken: token));
        await connection.ExecuteAsync(
            Dialect.Insert("schema_migrations", "version", "name", "checksum", "applied_at"),
            new { version = migration.Version, name = migration.Name, checksum = migration.Checksum, applied_at = clock.GetUtcNow() }, transaction);
        LogApplied(logger, migration.Name);
    }

    private static void RequireNoGaps(IEnumerable<int> versions, string whose)
    {
        var expected = 0;
        foreach (var version in versions)
        {
            if (version != ++expected) throw new SchemaException($"{whose} are not numbered 1, 2, 3 …: found {version} where {expected} belongs.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The schema has been brought to {Migration}.")]
    private static partial void LogApplied(ILogger logger, string migration);

    private sealed class AppliedRow
    {
        public int Version { get; init; }

        public string Name { get; init; } = "";

        public string Checksum { get; init; } = "";
    }
}
