// Appends a second by number of sessions that write at once, each waiting for its commit, on SQLite and on PostgreSQL;
// beside it, in the same run, one plain INSERT a message. Usage: Log [seconds a measurement] [sessions …]
using System.Globalization;
using LiveChat.Benchmarks.Log;
using LiveChat.Testing;

var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 3;
int[] sessions = args.Length > 1 ? [.. args[1..].Select(arg => int.Parse(arg, CultureInfo.InvariantCulture))] : [1, 10, 50, 200, 1000];
var directory = Directory.CreateTempSubdirectory("livechat-log-");

try
{
    await using var postgres = await PostgresServer.StartAsync();
    Console.WriteLine("database    sessions  appends/s   p50 ms   p99 ms  CPU µs an append: here  database   plain INSERT/s  CPU µs: here  database");
    foreach (var count in sessions)
    {
        await Measure("SQLite", "Sqlite", $"Data Source={directory.FullName}/log-{count}.db", count);
        await Measure("PostgreSQL", "PostgreSql", await postgres.CreateDatabaseAsync(), count);
    }
}
finally
{
    directory.Delete(recursive: true);
}

async Task Measure(string name, string provider, string connectionString, int count)
{
    await using var store = await Store.Open(provider, connectionString);
    await store.Run(count, TimeSpan.FromSeconds(Math.Min(1, seconds)));
    var appends = await WithServerCpu(() => store.Run(count, TimeSpan.FromSeconds(seconds)));
    var inserts = await WithServerCpu(() => PlainInsert.Run(provider, connectionString, count, TimeSpan.FromSeconds(seconds)));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-10} {count,9} {appends.PerSecond,10:N0} {appends.Median,8:F2} {appends.P99,8:F2} {appends.CpuMicroseconds,22:F1} {appends.ServerMicroseconds,9:F1} {inserts.PerSecond,16:N0} {inserts.CpuMicroseconds,13:F1} {inserts.ServerMicroseconds,9:F1}"));

    async Task<Measured> WithServerCpu(Func<Task<Measured>> run)
    {
        var before = await ServerCpu.Read(provider, connectionString);
        var measured = await run();
        return measured with { ServerMicroseconds = (await ServerCpu.Read(provider, connectionString) - before) / measured.Count };
    }
}
