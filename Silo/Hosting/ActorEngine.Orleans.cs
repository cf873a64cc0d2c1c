using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace LiveChat.Silo.Hosting;

/// <summary>What differs by engine where grains are hosted. This one is Orleans.</summary>
public static class ActorEngine
{
    /// <summary>The engine's name, for logs and health.</summary>
    public const string Name = "Orleans";

    private const string ClusterName = "livechat";

    // A memory stream is read by polling: this is the mean delay of an event, paid for with about 6 % of a core when idle.
    private static readonly TimeSpan StreamPollingPeriod = TimeSpan.FromMilliseconds(10);

    /// <summary>Hosts one silo in this process, a cluster of its own that other processes cannot join.</summary>
    public static void UseSingleSilo(this IHostApplicationBuilder builder, Action<ISiloBuilder> configure) =>
        builder.UseOrleans(silo =>
        {
            // Port 0 for the gateway: nobody comes from outside.
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: ClusterName, clusterId: ClusterName);
            configure(silo);
        });

    /// <summary>The streams of <see cref="StreamNames"/>. Subscriptions live as long as the cluster: fronts subscribe again on start.</summary>
    public static ISiloBuilder AddLiveStreams(this ISiloBuilder silo) => silo
        .AddMemoryGrainStorage("PubSubStore")
        .AddMemoryStreams(StreamNames.Provider, streams => streams.ConfigurePullingAgent(agent =>
            agent.Configure(options => options.GetQueueMsgsTimerPeriod = StreamPollingPeriod)));

    /// <summary>The same streams, for a client outside the silo.</summary>
    public static IClientBuilder AddLiveStreams(this IClientBuilder client) => client.AddMemoryStreams(StreamNames.Provider);

    // Several silos may run on one machine, as in tests; the fixed default port would let only one start.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
