// How long a search takes, by how many messages or articles there are, by who asks and what for, on SQLite and on PostgreSQL;
// and how fast the index takes them in. Usage: Search [messages|articles] [size,size …] [Sqlite|PostgreSql …]
using System.Globalization;
using LiveChat.Benchmarks;
using LiveChat.Benchmarks.Search;
using LiveChat.Search;
using LiveChat.Testing;

const int Repeats = 20;
const int Asked = 400;

var isArticles = args is ["articles", ..];
if (args is ["articles" or "messages", ..]) args = args[1..];
int[] sizes = args.Length > 0 ? [.. args[0].Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [1_000, 10_000, 100_000];
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
    foreach (var provider in providers)
    {
        await using var storage = await Storage.Open(provider, provider == "Sqlite" ? $"Data Source={directory.FullName}/search.db" : await postgres.CreateDatabaseAsync());
        await (isArticles ? MeasureArticles(provider, new(storage)) : MeasureMessages(provider, new(storage)));
    }
}
finally
{
    directory.Delete(recursive: true);
}

async Task MeasureArticles(string provider, Articles articles)
{
    foreach (var size in sizes)
    {
        var perSecond = await articles.FillUpTo(size);
        var questions = articles.Questions(Asked);
        await articles.Ask(questions[..20]);
        var before = Environment.CpuUsage.TotalTime;
        var times = await articles.Ask(questions);
        var busy = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Asked;
        Line($"{provider,-10} {size,9:N0} articles   p50 / p95 {times,15} ms   of the processor {busy,6:F2} ms here   written at {perSecond:N0} a second");
    }
}

async Task MeasureMessages(string provider, Messages messages)
{
    foreach (var size in sizes)
    {
        await messages.FillUpTo(size);
        Line($"{provider}: {size:N0} messages, indexed at {await messages.IndexAll():N0} a second");
        foreach (var (name, reader) in readers)
        {
            var all = new Times();
            foreach (var query in queries)
            {
                var (hits, times) = await messages.Search(reader, query, Repeats);
                all.Add(times);
                Line($"  {name,-24} {query,-20} {hits,3} hits  p50 / p95 {times,15} ms");
            }
            Line($"  {name,-24} {"all together",-20}           p50 / p95 {all,15} ms");
        }
    }
}

static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
