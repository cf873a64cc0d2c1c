using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LiveChat.Benchmarks.Log;

/// <summary>What most programs do: one INSERT a message, each its own transaction, on pooled connections.</summary>
internal static class PlainInsert
{
    // Beyond this, more connections only make PostgreSQL slower; SQLite has one writer.
    private const int MostConnections = 64;

    public static async Task<Measured> Run(string provider, string connectionString, int writers, TimeSpan duration)
    {
        var isPostgres = provider == "PostgreSql";
        await using DbDataSource source = isPostgres
            ? NpgsqlDataSource.Create($"{connectionString};Max Auto Prepare=10;Auto Prepare Min Usages=2;Maximum Pool Size={MostConnections}")
            : SqliteFactory.Instance.CreateDataSource(connectionString);
        var blob = isPostgres ? "uuid" : "blob";
        await using (var create = source.CreateCommand($"create table plain (session_id {blob}, seq bigint, sender_id text, content text, primary key (session_id, seq))"))
        {
            await create.ExecuteNonQueryAsync();
        }

        using var oneWriter = new SemaphoreSlim(isPostgres ? MostConnections : 1);
        var sessions = Enumerable.Range(0, writers).Select(_ => Guid.CreateVersion7()).ToArray();
        var seqs = new long[writers];
        return await Measured.Run(writers, duration, async writer =>
        {
            await oneWriter.WaitAsync();
            try
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = isPostgres
                    ? "insert into plain values ($1, $2, $3, $4)"
                    : "pragma synchronous = full; insert into plain values ($1, $2, $3, $4)";
                Add("$1", isPostgres ? sessions[writer] : sessions[writer].ToByteArray(bigEndian: true));
                Add("$2", ++seqs[writer]);
                Add("$3", "b1");
                Add("$4", "您好，请问我的订单什么时候可以发货？ Could you tell me when my order ships, please?");
                await command.ExecuteNonQueryAsync();

                void Add(string name, object value)
                {
                    var parameter = command.CreateParameter();
                    if (!isPostgres) parameter.ParameterName = name;
                    parameter.Value = value;
                    command.Parameters.Add(parameter);
                }
            }
            finally
            {
                oneWriter.Release();
            }
        });
    }
}
