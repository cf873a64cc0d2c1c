using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveChat.Engine;

/// <summary>What the issue asks figures for, each measured through the public API alone.</summary>
internal static class Measured
{
    public const string Streams = "bench";

    private static readonly List<double> Lags = [];
    private static volatile TaskCompletionSource? s_arrived;

    public static async Task<(IHost Host, TimeSpan Start)> StartHost()
    {
        var watch = Stopwatch.StartNew();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.AddMemoryStreams(Streams);
        });
        var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICounter>(0).Add(1);
        return (host, watch.Elapsed);
    }

    /// <summary>Calls a second of callers that each wait for their answer: by the clock, and by the processor's time used, which other load does not change.</summary>
    public static async Task<(double Clock, double Processor)> Throughput(IGrainFactory grains, int callers, int count, TimeSpan duration)
    {
        var targets = Enumerable.Range(0, count).Select(each => grains.GetGrain<ICounter>(each)).ToArray();
        foreach (var target in targets) await target.Add(1);
        long calls = 0;
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var watch = Stopwatch.StartNew();
        var processor = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var done = 0L;
            for (var next = caller; Stopwatch.GetTimestamp() < end; done += 16)
                for (var i = 0; i < 16; i++, next = (next + 7) % targets.Length) await targets[next].Add(1);
            Interlocked.Add(ref calls, done);
        })));
        return (calls / watch.Elapsed.TotalSeconds, calls / (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    /// <summary>Microseconds of one call after the other: median and 99th percentile.</summary>
    public static async Task<(double P50, double P99)> Latency(IGrainFactory grains, int calls)
    {
        var grain = grains.GetGrain<ICounter>(1);
        var times = new double[calls];
        await Task.Run(async () =>
        {
            for (var i = 0; i < calls; i++)
            {
                var before = Stopwatch.GetTimestamp();
                await grain.Add(1);
                times[i] = Micros(before);
            }
        });
        return Percentiles(times);
    }

    /// <summary>Bytes that an idle activation holds on the heap, its place in the directory included.</summary>
    public static async Task<double> BytesOfActivation(IGrainFactory grains, int count)
    {
        for (var i = 0; i < 1000; i++) await grains.GetGrain<ISleeper>($"warm{i}").Wake();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < count; i++) await grains.GetGrain<ISleeper>($"sleeper{i}").Wake();
        return (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
    }

    /// <summary>Microseconds from publishing an event to its arrival in a subscribed grain.</summary>
    public static async Task<(double P50, double P99)> StreamLag(IServiceProvider services, int events)
    {
        await services.GetRequiredService<IGrainFactory>().GetGrain<IListener>("lag").Listen();
        var stream = services.GetRequiredService<IClusterClient>().GetStreamProvider(Streams).GetStream<Moment>(StreamId.Create("bench", "lag"));
        Lags.Clear();
        for (var i = 0; i < events; i++)
        {
            s_arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await stream.OnNextAsync(new(Stopwatch.GetTimestamp()));
            await s_arrived.Task.WaitAsync(TimeSpan.FromSeconds(10));
        }
        return Percentiles([.. Lags.Skip(events / 10)]);
    }

    public static void Arrived(Moment moment)
    {
        Lags.Add(Micros(moment.Sent));
        s_arrived?.TrySetResult();
    }

    private static double Micros(long since) => (Stopwatch.GetTimestamp() - since) * 1e6 / Stopwatch.Frequency;

    private static (double, double) Percentiles(double[] times)
    {
        Array.Sort(times);
        return (times[times.Length / 2], times[times.Length * 99 / 100]);
    }
}
