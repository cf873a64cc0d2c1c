using LiveChat.Silo.Storage.Knowledge;
using LiveChat.Silo.Storage.PostgreSql;
using LiveChat.Silo.Storage.Search;
using LiveChat.Silo.Storage.Sqlite;
using LiveChat.Silo.Storage.SqlServer;

namespace LiveChat.Silo.Storage;

/// <summary>Where the databases' SQL differs; all other SQL is the same text for each.</summary>
internal abstract class Dialect
{
    /// <summary>The folder of its migrations.</summary>
    public abstract string Name { get; }

    /// <summary>Makes the table in which the applied migrations stand, unless it is there.</summary>
    public abstract string CreateMigrationsTable { get; }

    /// <summary>The statements of the search index.</summary>
    public abstract SearchSql Search { get; }

    /// <summary>The statements of articles and their index.</summary>
    public abstract ArticleSql Articles { get; }

    /// <summary>Ends an ordered query after the first rows.</summary>
    /// <param name="count">A number or a parameter.</param>
    public virtual string First(string count) => $"limit {count}";

    /// <summary>Inserts a row, or changes it where the keys stand already. Parameters are named like the columns.</summary>
    public virtual string Upsert(string table, string[] keys, string[] columns) =>
        $"""
        {Insert(table, [.. keys, .. columns])}
        on conflict ({string.Join(", ", keys)}) do update set {string.Join(", ", columns.Select(column => $"{column} = excluded.{column}"))}
        """;

    /// <summary>Inserts a row, or adds to its amount where the keys stand already and replaces the other columns. Parameters are named like the columns.</summary>
    public virtual string AddUp(string table, string[] keys, string amount, params string[] others) =>
        $"""
        {Insert(table, [.. keys, amount, .. others])}
        on conflict ({string.Join(", ", keys)}) do update set {string.Join(", ", others.Select(column => $"{column} = excluded.{column}").Prepend($"{amount} = {table}.{amount} + excluded.{amount}"))}
        """;

    /// <summary>A pattern that matches a text within another, for <c>like … escape '!'</c>; to be compared with what <c>lower</c> gives.</summary>
    public static string Within(string text)
    {
        // As databases do for all they have in common: letters beyond a–z are left as they are.
        var lower = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsAsciiLetterUpper(source[i]) ? char.ToLowerInvariant(source[i]) : source[i];
        });
        return $"%{lower.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal).Replace("[", "![", StringComparison.Ordinal)}%";
    }

    /// <summary>Inserts a row. Parameters are named like the columns.</summary>
    public static string Insert(string table, params string[] columns) =>
        $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(column => "@" + column))})";
}

internal sealed class SqliteDialect : Dialect
{
    public static SqliteDialect Instance { get; } = new();

    public override string Name => "sqlite";

    public override SearchSql Search => field ??= new SqliteSearchSql(this);

    public override ArticleSql Articles => field ??= new SqliteArticleSql(this);

    public override string CreateMigrationsTable =>
        "create table if not exists schema_migrations (version integer not null primary key, name text not null, checksum text not null, applied_at integer not null)";
}

internal sealed class PostgreSqlDialect : Dialect
{
    public static PostgreSqlDialect Instance { get; } = new();

    public override string Name => "postgresql";

    public override SearchSql Search => field ??= new PostgreSqlSearchSql(this);

    public override ArticleSql Articles => field ??= new PostgreSqlArticleSql(this);

    public override string CreateMigrationsTable =>
        "create table if not exists schema_migrations (version integer not null primary key, name text not null, checksum text not null, applied_at timestamptz not null)";
}

/// <summary>T-SQL. In every build, so that it is parsed by the tests though no SQL Server runs there.</summary>
internal sealed class SqlServerDialect : Dialect
{
    /// <summary>Whether commits are acknowledged before they are on disk.</summary>
    public const string DelayedDurability = "select delayed_durability_desc from sys.databases where name = db_name()";

    /// <summary>Takes the lock under which the schema is changed, until the transaction ends. The command's time-out bounds the waiting.</summary>
    public const string LockSchema =
        "exec sp_getapplock @Resource = N'LiveChat schema', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = -1;";

    public static SqlServerDialect Instance { get; } = new();

    public override string Name => "sqlserver";

    public override SearchSql Search => field ??= new SqlServerSearchSql(this);

    public override ArticleSql Articles => field ??= new SqlServerArticleSql(this);

    public override string CreateMigrationsTable =>
        """
        if object_id(N'schema_migrations', N'U') is null
            create table schema_migrations (
                version int not null constraint schema_migrations_key primary key, name nvarchar(200) not null,
                checksum nvarchar(64) not null, applied_at datetimeoffset(6) not null);
        """;

    public override string First(string count) => $"offset 0 rows fetch next {count} rows only";

    // Update first under a lock on the key's range: two writers of one new key do not collide.
    public override string Upsert(string table, string[] keys, string[] columns) =>
        $"""
        update {table} with (updlock, serializable) set {string.Join(", ", columns.Select(column => $"{column} = @{column}"))}
        where {string.Join(" and ", keys.Select(key => $"{key} = @{key}"))};
        if @@rowcount = 0 {Insert(table, [.. keys, .. columns])};
        """;

    public override string AddUp(string table, string[] keys, string amount, params string[] others) =>
        $"""
        update {table} with (updlock, serializable) set {string.Join(", ", others.Select(column => $"{column} = @{column}").Prepend($"{amount} = {amount} + @{amount}"))}
        where {string.Join(" and ", keys.Select(key => $"{key} = @{key}"))};
        if @@rowcount = 0 {Insert(table, [.. keys, amount, .. others])};
        """;
}
