using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>A client in a host of its own, for the silo of another host of this process.</summary>
internal sealed class ClientHost
{
    public ClientHost(IServiceProvider services, IOptions<ClusterOptions> names, IOptions<ClientMessagingOptions> messaging, LocalClusterOfTest? given = null)
    {
        Manifest.Refresh();
        Cluster = given?.Cluster ?? LocalCluster.Find(names.Value.ServiceId, names.Value.ClusterId)
            ?? throw new SiloUnavailableException($"No silo of cluster {names.Value.ClusterId}, service {names.Value.ServiceId} runs in this process; the embedded engine reaches no other.");
        var sender = new CallSender(Cluster, messaging.Value.ResponseTimeout, services.GetServices<IOutgoingGrainCallFilter>(), StrictMode.CopierFor(services));
        Factory = new GrainFactory(sender, services);
    }

    public LocalCluster Cluster { get; }

    public GrainFactory Factory { get; }
}

/// <summary>The cluster that a test cluster gives to its client's host.</summary>
internal sealed record LocalClusterOfTest(LocalCluster Cluster);
