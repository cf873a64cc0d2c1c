using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace LiveChat.Silo.Hosting;

/// <summary>What differs by engine where grains are hosted. This one is our own, in this process.</summary>
public static class ActorEngine
{
    /// <summary>The engine's name, for logs and health.</summary>
    public const string Name = "Embedded";

    /// <summary>Hosts the engine in this process.</summary>
    public static void UseSingleSilo(this IHostApplicationBuilder builder, Action<ISiloBuilder> configure) => builder.UseOrleans(configure);

    /// <summary>The streams of <see cref="StreamNames"/>. Subscriptions live as long as the process: fronts subscribe again on start.</summary>
    public static ISiloBuilder AddLiveStreams(this ISiloBuilder silo) => silo.AddMemoryStreams(StreamNames.Provider);

    /// <summary>The same streams, for a test's client.</summary>
    public static IClientBuilder AddLiveStreams(this IClientBuilder client) => client.AddMemoryStreams(StreamNames.Provider);
}
