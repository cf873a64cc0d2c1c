using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Storage;

/// <summary>The databases that can be used.</summary>
public enum StorageProvider
{
    /// <summary>A file beside the program; one process.</summary>
    Sqlite = 0,

    /// <summary>A PostgreSQL server.</summary>
    PostgreSql = 1,

    /// <summary>A SQL Server, in builds made with <c>SqlServer=true</c>.</summary>
    SqlServer = 2,
}

/// <summary>Where and how everything durable is stored: section <c>Storage</c>.</summary>
public sealed record StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>The database.</summary>
    public StorageProvider Provider { get; set; }

    /// <summary>How to connect, from <c>ConnectionStrings:LiveChat</c>. SQLite needs none: its file stands in the data directory.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long one command may take before the database counts as away.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a row may be waited for that somebody else has locked; less than <see cref="CommandTimeout"/>.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the program waits at its start for the database to come.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a stopping program goes on writing what was accepted.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>While the database is away it is tried again at least so often.</summary>
    public TimeSpan LongestProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Appends that may wait for the writer; one more is refused as overload.</summary>
    public int QueueLength { get; set; } = 20_000;

    /// <summary>Characters of text that may wait for the writer; more are refused as overload.</summary>
    public long QueueCharacters { get; set; } = 32 * 1024 * 1024;

    /// <summary>The most appends of one transaction.</summary>
    public int BatchLength { get; set; } = 512;

    /// <summary>A transaction takes no further append once it holds so many characters of text.</summary>
    public int BatchCharacters { get; set; } = 1024 * 1024;

    /// <summary>The most bytes of the SQLite file; full, it refuses writes. 0 for no bound.</summary>
    public long MaxSqliteBytes { get; set; }
}

/// <summary>Refuses settings that could not work, naming the one that is wrong.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var errors = new List<string>();
        Require(Enum.IsDefined(options.Provider), nameof(options.Provider), "must be Sqlite, PostgreSql or SqlServer");
        Require(options.Provider == StorageProvider.Sqlite || options.ConnectionString.Length > 0, nameof(options.Provider), "needs the setting ConnectionStrings:LiveChat");
        Require(IsBetween(options.CommandTimeout, 1, 600), nameof(options.CommandTimeout), "must be 1 second to 10 minutes");
        Require(options.LockTimeout > TimeSpan.Zero && options.LockTimeout < options.CommandTimeout, nameof(options.LockTimeout), "must be above 0 and below CommandTimeout");
        Require(IsBetween(options.StartTimeout, 0, 3600), nameof(options.StartTimeout), "must be 0 to 1 hour");
        Require(IsBetween(options.StopTimeout, 0, 600), nameof(options.StopTimeout), "must be 0 to 10 minutes");
        Require(options.LongestProbeInterval >= TimeSpan.FromMilliseconds(50) && IsBetween(options.LongestProbeInterval, 0, 60), nameof(options.LongestProbeInterval), "must be 50 milliseconds to 1 minute");
        Require(options.QueueLength is >= 1 and <= 10_000_000, nameof(options.QueueLength), "must be 1 to 10,000,000");
        Require(options.QueueCharacters >= 1, nameof(options.QueueCharacters), "must be at least 1");
        Require(options.BatchLength is >= 1 and <= 10_000, nameof(options.BatchLength), "must be 1 to 10,000");
        Require(options.BatchCharacters >= 1, nameof(options.BatchCharacters), "must be at least 1");
        Require(options.MaxSqliteBytes is 0 or >= 64 * 1024, nameof(options.MaxSqliteBytes), "must be 0 or at least 65,536");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Require(bool holds, string setting, string rule)
        {
            if (!holds) errors.Add($"The setting {StorageOptions.Section}:{setting} {rule}.");
        }
    }

    private static bool IsBetween(TimeSpan value, int seconds, int most) =>
        value >= TimeSpan.FromSeconds(seconds) && value <= TimeSpan.FromSeconds(most);
}
