// How often intents are recognised, by language and intent, on a test set that is kept apart from the examples; and how long
// that takes. With --leave-one-out, each example by the others, without its translations: that is what the weights are chosen
// by. With --misses, what was taken for something else.
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using LiveChat.Benchmarks.Intents;
using LiveChat.Intents;

const double Threshold = 0.5;
const int Rounds = 20;

var examples = BuiltInExamples.All(DateTimeOffset.UnixEpoch);
var index = new IntentIndex();
foreach (var example in examples) index.Put(example);
var results = args.Contains("--leave-one-out") ? [.. LeaveOneOut.Recognise(examples)] : TestSet();

Console.WriteLine($"{index.Count} examples, {results.Length} texts. Certain: confidence from {Threshold} on.\n");
Console.WriteLine("| | texts | right | certain | right of the certain |\n|---|---:|---:|---:|---:|");
foreach (var language in results.Select(result => result.Language).Distinct()) Print(language, [.. results.Where(result => result.Language == language)]);
foreach (var intent in Enum.GetValues<Intent>()) Print(intent.ToString(), [.. results.Where(result => result.Wanted == intent)]);
Print("**all**", results);

var begun = Stopwatch.GetTimestamp();
for (var round = 0; round < Rounds; round++)
    foreach (var result in results) index.Recognise(result.Text);
Console.WriteLine($"\n{Stopwatch.GetElapsedTime(begun).TotalMicroseconds / Rounds / results.Length:F0} µs a text");

if (args.Contains("--misses"))
    foreach (var miss in results.Where(result => !result.IsRight)) Console.WriteLine($"{miss.Wanted} → {miss.Guess.Intent} ({miss.Guess.Confidence:P0}): {miss.Text}");

Result[] TestSet()
{
    var format = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };
    var tests = JsonSerializer.Deserialize<Dictionary<string, Dictionary<Intent, string[]>>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "testset.json")), format)!;
    return [.. tests.SelectMany(language => language.Value.SelectMany(intent => intent.Value.Select(text => new Result(language.Key, intent.Key, text, index.Recognise(text).Guess))))];
}

static void Print(string name, Result[] results)
{
    var certain = results.Where(result => result.Guess.Confidence >= Threshold).ToArray();
    Console.WriteLine($"| {name} | {results.Length} | {Share(results)} | {certain.Length / (double)results.Length:P0} | {Share(certain)} |");
}

static string Share(Result[] results) => results.Length == 0 ? "–" : $"{results.Count(result => result.IsRight) / (double)results.Length:P0}";
