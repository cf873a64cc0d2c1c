using System.Diagnostics;

namespace LiveChat.Benchmarks.Log;

/// <summary>What a run came to.</summary>
/// <param name="Count">Operations.</param>
/// <param name="PerSecond">Operations a second.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="CpuMicroseconds">This process' CPU time for each operation.</param>
/// <param name="ServerMicroseconds">The database server's CPU time for each operation.</param>
internal sealed record Measured(int Count, double PerSecond, double Median, double P99, double CpuMicroseconds, double ServerMicroseconds = 0)
{
    /// <summary>Runs writers side by side, each doing one operation after the other.</summary>
    public static async Task<Measured> Run(int writers, TimeSpan duration, Func<int, Task> operation)
    {
        var latencies = new List<double>[writers];
        var cpu = Environment.CpuUsage.TotalTime;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var own = latencies[writer] = [];
            while (Stopwatch.GetElapsedTime(begun) < duration)
            {
                var start = Stopwatch.GetTimestamp();
                await operation(writer);
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(begun);
        var spent = Environment.CpuUsage.TotalTime - cpu;
        var all = latencies.SelectMany(own => own).Order().ToArray();
        return new Measured(all.Length, all.Length / elapsed.TotalSeconds, all[all.Length / 2], all[all.Length * 99 / 100], spent.TotalMicroseconds / all.Length);
    }
}
