// How fast figures follow the logs, and how long a report takes, by the number of messages, on SQLite and on PostgreSQL;
// beside it one count over the log itself, which is what looking at it each time would cost at least.
// Usage: Figures [messages,messages …] [Sqlite|PostgreSql …]
using System.Globalization;
using LiveChat.Benchmarks;
using LiveChat.Benchmarks.Figures;
using LiveChat.Testing;

int[] counts = args.Length > 0 ? [.. args[0].Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))] : [10_000, 100_000];
string[] providers = args.Length > 1 ? args[1..] : ["Sqlite", "PostgreSql"];
var directory = Directory.CreateTempSubdirectory("livechat-figures-");
try
{
    await using var postgres = await PostgresServer.StartAsync();
    Console.WriteLine($"{"",-10} {"messages",10} {"counted/s",10} {"rows",8}   {"a desk, 30 days",18} {"a desk, a year",18} {"all desks, a year",18} {"count(*) of the log",20}   (p50 / p95, ms)");
    foreach (var provider in providers)
    {
        foreach (var count in counts)
        {
            await using var storage = await Storage.Open(provider, provider == "Sqlite" ? $"Data Source={directory.FullName}/{count}.db" : await postgres.CreateDatabaseAsync());
            var year = new Year(storage);
            await year.Fill(count);
            var perSecond = await year.CountAll();
            var (days30, days366, all, scan) = (await Year.Time(() => year.Report("desk-3", 30)), await Year.Time(() => year.Report("desk-3", 366)), await Year.Time(() => year.Report(null, 366)), await Year.Time(year.Scan));
            var rows = await year.Rows();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{provider,-10} {count,10:N0} {perSecond,10:N0} {rows,8:N0}   {days30,18} {days366,18} {all,18} {scan,20}"));
        }
    }
}
finally
{
    directory.Delete(recursive: true);
}
