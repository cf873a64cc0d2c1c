// How long a search takes among many messages, by who asks and what for, on SQLite and on PostgreSQL; and how fast the index
// takes them in. Usage: Search [messages] [Sqlite|PostgreSql …]
using System.Globalization;
using LiveChat.Benchmarks.Search;
using LiveChat.Search;
using LiveChat.Testing;

var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
string[] providers = args.Length > 1 ? args[1..] : ["Sqlite", "PostgreSql"];
var directory = Directory.CreateTempSubdirectory("livechat-search-");
(string Name, SearchReader Reader)[] readers =
[
    ("customer, few sessions", new("c7", false, [], null)),
    ("agent, one desk of ten", new("nobody", false, ["desk-3"], null)),
    ("admin, everything", new("root", true, [], null)),
];
string[] queries = ["貨", "訂單", "訂單 退款", "什麼時候發貨", "re", "refund", "tracking number", "稀有詞", "needle", "没有这个词"];

try
{
    await using var postgres = await PostgresServer.StartAsync();
    foreach (var provider in providers) await Measure(provider, provider == "Sqlite" ? $"Data Source={directory.FullName}/search.db" : await postgres.CreateDatabaseAsync());
}
finally
{
    directory.Delete(recursive: true);
}

async Task Measure(string provider, string connectionString)
{
    await using var store = await Store.Open(provider, connectionString);
    await store.Fill(count);
    var perSecond = await store.IndexAll();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{provider}: {count:N0} messages, indexed at {perSecond:N0} a second"));
    foreach (var (name, reader) in readers)
    {
        List<double> all = [];
        foreach (var query in queries)
        {
            var (hits, times) = await store.Search(reader, query, repeats: 20);
            all.AddRange(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-24} {query,-20} {hits,3} hits  p50 {times[times.Count / 2],7:F2} ms  p95 {times[times.Count * 95 / 100],7:F2} ms"));
        }
        all.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-24} {"all together",-20}           p50 {all[all.Count / 2],7:F2} ms  p95 {all[all.Count * 95 / 100],7:F2} ms"));
    }
}
