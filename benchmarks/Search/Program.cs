// How long a search takes among many messages, by who asks and what for, on SQLite and on PostgreSQL; and how fast the index
// takes them in. Usage: Search [messages] [Sqlite|PostgreSql …]
// The same for articles of the knowledge base, by how many there are: Search articles [most] [Sqlite|PostgreSql …]
using System.Globalization;
using LiveChat.Benchmarks.Search;
using LiveChat.Search;
using LiveChat.Testing;

var isArticles = args is ["articles", ..];
if (isArticles) args = args[1..];
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
    foreach (var provider in providers) await (isArticles ? MeasureArticles : (Func<string, string, Task>)Measure)(provider, provider == "Sqlite" ? $"Data Source={directory.FullName}/search.db" : await postgres.CreateDatabaseAsync());
}
finally
{
    directory.Delete(recursive: true);
}

async Task MeasureArticles(string provider, string connectionString)
{
    const int Asked = 400;
    await using var store = await Store.Open(provider, connectionString);
    var articles = new Articles(store.Host);
    for (var size = 1_000; size <= count; size *= 10)
    {
        var perSecond = await articles.FillUpTo(size);
        var questions = articles.Questions(Asked);
        await articles.Ask(questions[..20]);
        var before = Environment.CpuUsage.TotalTime;
        var times = await articles.Ask(questions);
        var busy = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Asked;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{provider,-10} {size,9:N0} articles  p50 {times[times.Count / 2],7:F2} ms  p95 {times[times.Count * 95 / 100],7:F2} ms  most {times[^1],7:F2} ms  of the processor {busy,6:F2} ms here   written at {perSecond:N0} a second"));
    }
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
