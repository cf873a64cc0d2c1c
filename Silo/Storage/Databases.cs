using LiveChat.Silo.Storage.PostgreSql;
using LiveChat.Silo.Storage.Sqlite;

namespace LiveChat.Silo.Storage;

/// <summary>The databases that this build knows.</summary>
internal static partial class Databases
{
    public static Database Open(StorageOptions options) => options.Provider switch
    {
        StorageProvider.Sqlite => new SqliteDatabase(options),
        StorageProvider.PostgreSql => new PostgreSqlDatabase(options),
        _ => OpenOther(options),
    };

    private static Database OpenOther(StorageOptions options)
    {
        Database? database = null;
        OpenSqlServer(options, ref database);
        return database ?? throw new InvalidOperationException(
            $"The setting {StorageOptions.Section}:{nameof(StorageOptions.Provider)} is {options.Provider}, which this build does not hold: build with -p:SqlServer=true.");
    }

    // Its body is in the folder that only builds with SQL Server compile.
    static partial void OpenSqlServer(StorageOptions options, ref Database? database);
}
