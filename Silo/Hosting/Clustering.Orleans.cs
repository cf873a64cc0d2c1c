using System.Net;
using LiveChat.Silo.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;

namespace LiveChat.Silo.Hosting;

/// <summary>How silos and fronts come together, by <see cref="ClusterSettings"/>.</summary>
internal static partial class Clustering
{
    private const string ConnectionName = "Cluster";
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <summary>Makes the silo one of its cluster.</summary>
    public static void Join(this ISiloBuilder silo, ClusterSettings settings, IConfiguration configuration)
    {
        var address = ClusterAddress.Of(settings);
        var isContainer = string.Equals(settings.Address, ClusterSettings.Container, StringComparison.OrdinalIgnoreCase);
        silo.ConfigureEndpoints(address, settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: isContainer);
        silo.Configure<ClusterOptions>(cluster => cluster.Name(settings));
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = settings.ProbeTimeout;
            membership.NumMissedProbesLimit = settings.MissedProbes;
            membership.TableRefreshTimeout = settings.MembershipRefresh;
            membership.IAmAliveTablePublishTimeout = settings.MembershipRefresh;
        });
        silo.KeepStates(configuration);
        switch (settings.Membership)
        {
            case ClusterMembership.Redis:
                silo.UseRedisClustering(redis => redis.ConfigurationOptions = Redis(configuration));
                break;
            case ClusterMembership.AdoNet:
                UseDatabase(silo, Database(configuration));
                break;
            default:
                silo.UseDevelopmentClustering(new IPEndPoint(address, settings.PrimarySiloPort));
                break;
        }
    }

    // No grain of ours keeps a state by Orleans' own means; one that comes with a module finds it beside our tables.
    private static void KeepStates(this ISiloBuilder silo, IConfiguration configuration)
    {
        if (ProviderOf(configuration) is StorageProvider.Sqlite) return;
        var (invariant, connection) = (InvariantOf(configuration), configuration.GetConnectionString("LiveChat") ?? "");
        silo.AddAdoNetGrainStorageAsDefault((AdoNetGrainStorageOptions storage) => (storage.Invariant, storage.ConnectionString) = (invariant, connection));
    }

    private static StorageProvider ProviderOf(IConfiguration configuration) =>
        configuration.GetValue($"{StorageOptions.Section}:{nameof(StorageOptions.Provider)}", StorageProvider.Sqlite);

    private static string InvariantOf(IConfiguration configuration) => ProviderOf(configuration) is StorageProvider.SqlServer ? "Microsoft.Data.SqlClient" : "Npgsql";

    /// <summary>Makes the front a client of its cluster, which waits for the first silo and comes back by itself.</summary>
    public static void Join(this IClientBuilder client, ClusterSettings settings, IConfiguration configuration)
    {
        client.Configure<ClusterOptions>(cluster => cluster.Name(settings));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = settings.GatewayRefresh);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = settings.CallTimeout);
        client.UseConnectionRetryFilter(Wait);
        if (settings.Gateways.Length > 0) client.UseStaticClustering(Array.ConvertAll(settings.Gateways, IPEndPoint.Parse));
        else if (settings.Membership == ClusterMembership.Redis) client.UseRedisClustering(redis => redis.ConfigurationOptions = Redis(configuration));
        else if (settings.Membership == ClusterMembership.AdoNet)
            UseDatabase(client, Database(configuration));
        else client.UseStaticClustering(new IPEndPoint(ClusterAddress.Of(settings), settings.GatewayPort));
    }

    // In builds with AdoNetClustering=true; the others refuse the setting above.
    static partial void Find(ref bool databases);

    static partial void UseDatabase(ISiloBuilder silo, (string Invariant, string Connection) database);

    static partial void UseDatabase(IClientBuilder client, (string Invariant, string Connection) database);

    private static void Name(this ClusterOptions cluster, ClusterSettings settings) =>
        (cluster.ClusterId, cluster.ServiceId) = (settings.ClusterId, settings.ServiceId);

    // Fronts and silos start in any order: who is first waits, until somebody stops it.
    private static async Task<bool> Wait(Exception fault, CancellationToken token)
    {
        await Task.Delay(RetryPause, token);
        return true;
    }

    private static ConfigurationOptions Redis(IConfiguration configuration)
    {
        var options = ConfigurationOptions.Parse(Connection(configuration, configuration.GetConnectionString(ConnectionName)));
        // A Redis that is away at the start, or goes later, is waited for.
        options.AbortOnConnectFail = false;
        return options;
    }

    private static (string Invariant, string Connection) Database(IConfiguration configuration)
    {
        var canUseDatabases = false;
        Find(ref canUseDatabases);
        if (!canUseDatabases) throw new InvalidOperationException($"The setting {ClusterSettings.Section}:{nameof(ClusterSettings.Membership)} cannot be AdoNet in this build, which was made without AdoNetClustering=true.");
        return (InvariantOf(configuration), Connection(configuration, configuration.GetConnectionString(ConnectionName) ?? configuration.GetConnectionString("LiveChat")));
    }

    private static string Connection(IConfiguration configuration, string? given) => given is { Length: > 0 } ? given
        : throw new InvalidOperationException($"The setting {ClusterSettings.Section}:{nameof(ClusterSettings.Membership)} = {configuration[$"{ClusterSettings.Section}:{nameof(ClusterSettings.Membership)}"]} needs the setting ConnectionStrings:{ConnectionName}.");
}
