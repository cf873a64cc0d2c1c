using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>A silo's streams. They live in memory: subscriptions outlast activations, not the process.</summary>
internal sealed partial class StreamHub(Silo silo) : IDisposable
{
    private readonly ConcurrentDictionary<(string Provider, StreamId Stream), StreamChannel> _channels = new();
    private readonly ConcurrentDictionary<string, StreamLimits> _limits = new(StringComparer.Ordinal);
    private readonly Lazy<(GrainType Type, ImplicitStreamSubscriptionAttribute[] Attributes)[]> _implicit = new(FindImplicit);

    public Silo Silo => silo;

    public bool IsStopped { get; private set; }

    /// <summary>How many streams somebody follows.</summary>
    public int ChannelCount => _channels.Count;

    /// <summary>How many subscriptions there are to all streams.</summary>
    public int SubscriptionCount => _channels.Values.Sum(channel => channel.Subscriptions.Length);

    /// <summary>The stream, if anybody follows it. Streams that nobody follows cost nothing, however many there have been.</summary>
    public StreamChannel? Followed(string provider, StreamId stream) =>
        _channels.TryGetValue((provider, stream), out var channel) ? channel
        : ImplicitSubscribers(stream).Any() ? Open(provider, stream)
        : null;

    public StreamSubscription Subscribe(string provider, StreamId stream, GrainId? grain)
    {
        while (true)
        {
            if (Open(provider, stream).Subscribe(grain) is { } subscription) return subscription;
        }
    }

    /// <summary>The channel's last subscription has ended.</summary>
    public void Remove(StreamChannel channel) => _channels.TryRemove(KeyValuePair.Create((channel.Provider, channel.Id), channel));

    private StreamChannel Open(string provider, StreamId stream) =>
        _channels.GetOrAdd((provider, stream), static (key, hub) => new StreamChannel(hub, key.Provider, key.Stream), this);

    public StreamLimits Limits(string provider) => _limits.GetOrAdd(provider, static (name, hub) => new StreamLimits(
        hub.Silo.Services.GetRequiredService<IOptionsMonitor<SimpleQueueCacheOptions>>().Get(name).CacheSize,
        hub.Silo.Services.GetRequiredService<IOptionsMonitor<StreamPullingAgentOptions>>().Get(name).MaxEventDeliveryTime), this);

    /// <summary>The kinds of grain that are subscribed to every stream of the namespace.</summary>
    public IEnumerable<GrainType> ImplicitSubscribers(StreamId stream) =>
        _implicit.Value.Where(each => each.Attributes.Any(attribute => attribute.Predicate.IsMatch(stream.GetNamespace()))).Select(each => each.Type);

    public void Dispose()
    {
        IsStopped = true;
        _channels.Clear();
    }

    private static (GrainType, ImplicitStreamSubscriptionAttribute[])[] FindImplicit() =>
        [.. Manifest.Current.Classes.Select(each => (each.Key, each.Value.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>().ToArray())).Where(each => each.Item2.Length > 0)];

    public void LogUnattached(StreamSubscription subscription) => Unattached(Logger, subscription.Channel.Id, subscription.Grain);

    public void LogCut(StreamSubscription subscription, int lost) => Cut(Logger, subscription.Channel.Id, subscription.Grain, lost);

    public void LogGivenUp(StreamSubscription subscription, Exception exception) => GivenUp(Logger, subscription.Channel.Id, subscription.Grain, exception);

    private ILogger Logger => silo.Cluster.Logger;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Events of stream {Stream} are lost to {Grain}, which has not resumed its subscription.")]
    private static partial void Unattached(ILogger logger, StreamId stream, GrainId? grain);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Lost} events of stream {Stream} are lost to {Grain}: it takes them too slowly.")]
    private static partial void Cut(ILogger logger, StreamId stream, GrainId? grain, int lost);

    [LoggerMessage(Level = LogLevel.Error, Message = "An event of stream {Stream} is lost to {Grain}, which kept failing on it.")]
    private static partial void GivenUp(ILogger logger, StreamId stream, GrainId? grain, Exception exception);
}

/// <param name="Backlog">Events that a subscription may have waiting.</param>
/// <param name="Delivery">How long an event is offered to a subscriber that throws.</param>
internal sealed record StreamLimits(int Backlog, TimeSpan Delivery);
