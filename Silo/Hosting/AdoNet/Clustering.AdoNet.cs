using Orleans.Configuration;
using Orleans.Hosting;

namespace LiveChat.Silo.Hosting;

// The part of clustering that needs the package for databases.
internal static partial class Clustering
{
    static partial void Find(ref bool databases) => databases = true;

    static partial void UseDatabase(ISiloBuilder silo, (string Invariant, string Connection) database) =>
        silo.UseAdoNetClustering((AdoNetClusteringSiloOptions options) => (options.Invariant, options.ConnectionString) = database);

    static partial void UseDatabase(IClientBuilder client, (string Invariant, string Connection) database) =>
        client.UseAdoNetClustering((AdoNetClusteringClientOptions options) => (options.Invariant, options.ConnectionString) = database);
}
