using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace LiveChat.Silo.Ai.AskedData;

/// <summary>What a build with <c>SqlServer=true</c> adds.</summary>
internal sealed partial class AskedDatabase
{
    static partial void OpenSqlServer(string connectionString, ref DbDataSource? source) =>
        source = SqlClientFactory.Instance.CreateDataSource(new SqlConnectionStringBuilder(connectionString) { ApplicationIntent = ApplicationIntent.ReadOnly }.ConnectionString);
}
