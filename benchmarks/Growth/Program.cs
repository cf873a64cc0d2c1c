// How cost grows. Usage: Growth <start|history|sessions|sockets|participants> [size,size …] [--on Sqlite,PostgreSql] [--server path/to/LiveChat.WebFront.dll]
using System.Globalization;
using LiveChat.Benchmarks.Growth;
using LiveChat.Testing;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var measured = new Dictionary<string, (int[] Sizes, Func<Place, int, Task> Measure)>
{
    ["start"] = ([0, 10_000, 100_000, 1_000_000], Starting.Measure),
    ["history"] = ([100, 10_000, 100_000, 1_000_000], Opening.Measure),
    ["sessions"] = ([1_000, 10_000, 100_000], Sessions.Measure),
    ["sockets"] = ([1_000, 5_000, 10_000], Sockets.Measure),
    ["participants"] = ([2, 10, 100, 1_000], Participants.Measure),
};
if (args is not [var what, .. var rest] || !measured.TryGetValue(what, out var growth))
{
    await Console.Error.WriteLineAsync($"Say what is to grow: {string.Join(", ", measured.Keys)}.");
    return 2;
}

var webFront = Path.GetFullPath(Option("--server") ?? Path.Combine(AppContext.BaseDirectory, "../../WebFront/release/LiveChat.WebFront.dll"));
if (!File.Exists(webFront))
{
    await Console.Error.WriteLineAsync($"{webFront} is not there: build it first (dotnet build WebFront -c Release), or name it with --server.");
    return 2;
}

var sizes = rest is [var given, ..] && !given.StartsWith('-') ? [.. given.Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : growth.Sizes;
await using var postgres = await PostgresServer.StartAsync();
foreach (var provider in (Option("--on") ?? "Sqlite,PostgreSql").Split(','))
{
    foreach (var size in sizes)
    {
        using var place = await Place.Make(provider, postgres, webFront);
        await growth.Measure(place, size);
    }
}
return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
