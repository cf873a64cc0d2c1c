using LiveChat.Silo.Storage.SqlServer;

namespace LiveChat.Silo.Storage;

internal static partial class Databases
{
    static partial void OpenSqlServer(StorageOptions options, ref Database? database) => database = new SqlServerDatabase(options);
}
