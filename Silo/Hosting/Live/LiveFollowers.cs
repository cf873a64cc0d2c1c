using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Streams;

namespace LiveChat.Silo.Hosting.Live;

/// <summary>All that this process follows. Renews it in time, at once when a silo is gone, and never more than so many at a time.</summary>
internal sealed partial class LiveFollowers(IServiceProvider services, IOptions<ClusterSettings> settings, ILogger<LiveFollowers> logger) : BackgroundService
{
    private const int RenewalsAtOnce = 256;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBegin = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);

    // Leases between processes go by the machine's own clock, whatever clock the product is told.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly ConcurrentDictionary<LiveSubscription, byte> _subscriptions = new();

    // Asked for late: the engine that makes it has this among its services.
    private IClusterClient Cluster => field ??= services.GetRequiredService<IClusterClient>();

    /// <summary>Begins to follow a stream.</summary>
    public async Task<LiveHandle<T>> Follow<T>(ILiveTopic topic, StreamId id, IAsyncObserver<T> observer)
    {
        var subscription = new LiveSubscription<T>(topic, id, observer, logger) { WantsRenewal = RenewNow };
        subscription.Reference = Cluster.CreateObjectReference<ILiveReader>(subscription);
        try
        {
            await Begin(subscription);
        }
        catch
        {
            Cluster.DeleteObjectReference<ILiveReader>(subscription.Reference);
            throw;
        }
        subscription.DueAt = Later(settings.Value.StreamRenewal * (0.5 + (Random.Shared.NextDouble() / 2)));
        _subscriptions.TryAdd(subscription, 0);
        return new(this, subscription, id);
    }

    /// <summary>Ceases to follow.</summary>
    public async Task End(LiveSubscription subscription)
    {
        if (!_subscriptions.TryRemove(subscription, out _)) return;
        try
        {
            await subscription.End();
        }
        finally
        {
            Cluster.DeleteObjectReference<ILiveReader>(subscription.Reference!);
        }
    }

    /// <summary>A silo is gone, or came back: what it carried has to be followed anew.</summary>
    public void RenewAll()
    {
        foreach (var (subscription, _) in _subscriptions) subscription.DueAt = 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = Clock.GetTimestamp();
                var due = _subscriptions.Select(pair => pair.Key).Where(each => each.DueAt <= now).ToArray();
                if (due.Length > 0) await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = RenewalsAtOnce, CancellationToken = stoppingToken }, Renew);
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends; what it follows runs out.
        }
    }

    // The silo that carries the stream may have died a moment ago: another does soon.
    private static async Task Begin(LiveSubscription subscription)
    {
        for (var since = Clock.GetTimestamp(); ;)
        {
            try
            {
                await subscription.Renew();
                return;
            }
            catch (Exception fault) when (fault is TimeoutException or OrleansException && Clock.GetElapsedTime(since) < LongestBegin)
            {
                await Task.Delay(RetryPause, Clock);
            }
        }
    }

    private static void RenewNow(LiveSubscription subscription) => subscription.DueAt = 0;

    private async ValueTask Renew(LiveSubscription subscription, CancellationToken token)
    {
        // Set before the call: what happens meanwhile may ask for one more.
        subscription.DueAt = Later(settings.Value.StreamRenewal);
        try
        {
            if (await subscription.Renew() && !subscription.IsOver) await subscription.Lost();
        }
        catch (Exception fault)
        {
            // Its silo is gone or does not answer; it is asked again until another carries the stream.
            LogNotRenewed(logger, fault);
            subscription.DueAt = Later(RetryPause);
        }
    }

    private static long Later(TimeSpan wait) => Clock.GetTimestamp() + (long)(wait.TotalSeconds * Clock.TimestampFrequency);

    [LoggerMessage(1, LogLevel.Debug, "A stream could not be renewed; it is tried again.")]
    private static partial void LogNotRenewed(ILogger logger, Exception fault);
}

/// <summary>Registers the streams.</summary>
internal static class LiveRegistration
{
    /// <summary>Adds the provider of <see cref="StreamNames.Provider"/>, for silos and for clients.</summary>
    public static IServiceCollection AddLiveStreams(this IServiceCollection services)
    {
        services.AddSingleton<LiveFollowers>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveFollowers>());
        services.AddKeyedSingleton<IStreamProvider>(StreamNames.Provider, (provider, _) => new LiveStreams(provider.GetRequiredService<LiveFollowers>(), provider.GetRequiredService<IGrainFactory>()));
        return services;
    }
}
