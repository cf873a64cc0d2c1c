using System.Net;
using System.Net.Sockets;
using LiveChat.Silo.Hosting.Live;
using LiveChat.Silo.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;

namespace LiveChat.Silo.Hosting;

/// <summary>What differs by engine where grains are hosted. This one is Orleans.</summary>
public static class ActorEngine
{
    /// <summary>The engine's name, for logs and health.</summary>
    public const string Name = "Orleans";

    /// <summary>Whether several processes can be one cluster.</summary>
    public const bool CanCluster = true;

    /// <summary>Hosts a silo in this process: one of a cluster, or alone, where other processes cannot join.</summary>
    public static void UseSilo(this IHostApplicationBuilder builder, ClusterSettings settings, Action<ISiloBuilder> configure) =>
        builder.UseOrleans(silo =>
        {
            // Port 0 for the gateway: nobody comes from outside.
            if (settings.Membership == ClusterMembership.Alone) silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: settings.ServiceId, clusterId: settings.ClusterId);
            else silo.Join(settings, builder.Configuration);
            silo.Services.SendForeignExceptions();
            configure(silo);
        });

    /// <summary>Makes this process a client of the cluster.</summary>
    public static void UseCluster(this IHostApplicationBuilder builder, ClusterSettings settings) =>
        builder.UseOrleansClient(client =>
        {
            client.Join(settings, builder.Configuration);
            client.Services.SendForeignExceptions();
            client.AddLiveStreams().AddTracing();
            // One gateway fewer is a silo that is gone, and with it the streams and the presence that it held.
            client.AddGatewayCountChangedHandler(services => (_, change) =>
            {
                if (change.NumberOfConnectedGateways >= change.PreviousNumberOfConnectedGateways && !change.ConnectionRecovered) return;
                services.GetRequiredService<LiveFollowers>().RenewAll();
                services.GetService<ClusterNews>()?.SiloLost();
            });
        });

    /// <summary>The streams of <see cref="StreamNames"/>.</summary>
    public static ISiloBuilder AddLiveStreams(this ISiloBuilder silo)
    {
        silo.Services.AddLiveStreams();
        return silo;
    }

    /// <summary>The same streams, for a client outside the silo.</summary>
    public static IClientBuilder AddLiveStreams(this IClientBuilder client)
    {
        client.Services.AddLiveStreams();
        return client;
    }

    // A fault of the database carries its driver's own exception, for whose type there is no codec: its message and stack go
    // to the caller, and not a fault of the serializer in its place.
    private static void SendForeignExceptions(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedExceptionTypeFilter = _ => true);

    // Several silos may run on one machine, as in tests; the fixed default port would let only one start.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
