using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace LiveChat.Silo.Hosting;

/// <summary>What differs by engine where grains are hosted. This one is our own, in this process.</summary>
public static class ActorEngine
{
    /// <summary>The engine's name, for logs and health.</summary>
    public const string Name = "Embedded";

    /// <summary>Whether several processes can be one cluster.</summary>
    public const bool CanCluster = false;

    /// <summary>Hosts the engine in this process.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="settings">Checked already: this engine takes no cluster.</param>
    /// <param name="configure">What the silo is made of.</param>
    public static void UseSilo(this IHostApplicationBuilder builder, ClusterSettings settings, Action<ISiloBuilder> configure) => builder.UseOrleans(configure);

    /// <summary>There is nothing to join; the settings' validator has said so already.</summary>
    public static void UseCluster(this IHostApplicationBuilder builder, ClusterSettings settings) =>
        throw new InvalidOperationException($"The setting {ClusterSettings.Section}:{nameof(settings.Membership)} must be {ClusterMembership.Alone} in this build.");

    /// <summary>The streams of <see cref="StreamNames"/>. Subscriptions live as long as the process: fronts subscribe again on start.</summary>
    public static ISiloBuilder AddLiveStreams(this ISiloBuilder silo) => silo.AddMemoryStreams(StreamNames.Provider);

    /// <summary>The same streams, for a test's client.</summary>
    public static IClientBuilder AddLiveStreams(this IClientBuilder client) => client.AddMemoryStreams(StreamNames.Provider);
}
