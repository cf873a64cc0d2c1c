using System.Globalization;
using LiveChat.Engine;
using Microsoft.Extensions.DependencyInjection;

// Run on one core: taskset -c 0 dotnet run -c Release --project benchmarks/Engine
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var (host, start) = await Measured.StartHost();
var grains = host.Services.GetRequiredService<IGrainFactory>();

Console.WriteLine($"{Environment.ProcessorCount} core(s), .NET {Environment.Version}");
Console.WriteLine("| what | measured | asked |");
Console.WriteLine("|---|---|---|");
Print("cold start of the host, first call answered", $"{start.TotalMilliseconds:F0} ms", "< 300 ms");
Print("processor time since the process began", $"{Environment.CpuUsage.TotalTime.TotalMilliseconds:F0} ms", "");

await Measured.Throughput(grains, 64, 1000, TimeSpan.FromSeconds(2)); // the compiler's second tier
var rates = new List<(double Clock, double Processor)>();
for (var round = 0; round < 3; round++) rates.Add(await Measured.Throughput(grains, 64, 1000, TimeSpan.FromSeconds(2)));
Print("calls/s, 64 callers over 1,000 grains (best of 3)", $"{rates.Max(each => each.Clock):N0}", "≥ 1,000,000");
Print("the same, a second of processor time", $"{rates.Max(each => each.Processor):N0}", "");

await Measured.Latency(grains, 200_000);
var call = await Measured.Latency(grains, 200_000);
Print("one call after the other", $"{call.P50:F2} µs p50, {call.P99:F2} µs p99", "< 1.5 µs p50");

var bytes = await Measured.BytesOfActivation(grains, 50_000);
Print("idle activation", $"{bytes:F0} bytes", "< 2,048 bytes");

await Measured.StreamLag(host.Services, 20_000);
var lag = await Measured.StreamLag(host.Services, 20_000);
Print("stream event to a subscribed grain", $"{lag.P50:F2} µs p50, {lag.P99:F2} µs p99", "< 50 µs p50");

await host.StopAsync();

static void Print(string what, string measured, string asked) => Console.WriteLine($"| {what} | {measured} | {asked} |");
