using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.Streams;

namespace Orleans.Hosting
{
    public static class CoreHostingExtensions
    {
        /// <summary>Traces go on through the calls that this silo's grains make and receive.</summary>
        public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder) =>
            builder.AddOutgoingGrainCallFilter<ActivityPropagation.Outgoing>().AddIncomingGrainCallFilter<ActivityPropagation.Incoming>();

        /// <summary>A cluster of one silo on this machine. The embedded engine knows no other and opens no port.</summary>
        public static ISiloBuilder UseLocalhostClustering(this ISiloBuilder builder, int siloPort = 11111, int gatewayPort = 30000, IPEndPoint? primarySiloEndpoint = null, string serviceId = "dev", string clusterId = "dev")
        {
            builder.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (serviceId, clusterId));
            return builder.Configure<EndpointOptions>(options => (options.SiloPort, options.GatewayPort) = (siloPort, gatewayPort));
        }
    }

    public static class EndpointOptionsExtensions
    {
        public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, int siloPort, int gatewayPort, AddressFamily addressFamily = AddressFamily.InterNetwork, bool listenOnAnyHostAddress = false) =>
            builder.Configure<EndpointOptions>(options => (options.SiloPort, options.GatewayPort) = (siloPort, gatewayPort));
    }

    public static class MemoryGrainStorageSiloBuilderExtensions
    {
        /// <summary>A grain storage that ends with the process.</summary>
        public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name, Action<MemoryGrainStorageOptions> configureOptions) =>
            builder.AddMemoryGrainStorage(name, options => options.Configure(configureOptions));

        public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name, Action<Microsoft.Extensions.Options.OptionsBuilder<MemoryGrainStorageOptions>>? configureOptions = null)
        {
            configureOptions?.Invoke(builder.Services.AddOptions<MemoryGrainStorageOptions>(name));
            builder.Services.TryAddKeyedSingleton<IGrainStorage, MemoryStorage>(name);
            return builder;
        }

        public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder, Action<MemoryGrainStorageOptions> configureOptions) =>
            builder.AddMemoryGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptions);

        public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder, Action<Microsoft.Extensions.Options.OptionsBuilder<MemoryGrainStorageOptions>>? configureOptions = null) =>
            builder.AddMemoryGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptions);
    }

    public static class SiloBuilderReminderExtensions
    {
        /// <summary>Reminders, in the <see cref="IReminderTable"/> of the services.</summary>
        public static ISiloBuilder AddReminders(this ISiloBuilder builder) => builder.ConfigureServices(AddReminders);

        public static void AddReminders(this IServiceCollection services)
        {
            services.TryAddSingleton<ReminderService>();
            services.AddOptions<ReminderOptions>();
        }
    }

    public static class SiloBuilderReminderMemoryExtensions
    {
        /// <summary>Reminders that end with the process.</summary>
        public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
        {
            builder.AddReminders();
            builder.Services.TryAddSingleton<IReminderTable, MemoryReminderTable>();
            return builder;
        }
    }

    public static class SiloBuilderStreamingExtensions
    {
        public static ISiloBuilder AddStreaming(this ISiloBuilder builder) => builder;
    }

    public static class SiloBuilderMemoryStreamExtensions
    {
        /// <summary>Streams of this name, in memory.</summary>
        public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name, Action<ISiloMemoryStreamConfigurator>? configure = null)
        {
            builder.Services.TryAddKeyedSingleton<IStreamProvider>(name, static (services, key) => new StreamProvider((string)key!, services.GetRequiredService<LocalCluster>()));
            configure?.Invoke(new StreamConfigurator(name, builder.Services));
            return builder;
        }
    }

    public static class ClientBuilderStreamingExtensions
    {
        public static IClientBuilder AddMemoryStreams(this IClientBuilder builder, string name, Action<IClusterClientMemoryStreamConfigurator>? configure = null)
        {
            builder.Services.TryAddKeyedSingleton<IStreamProvider>(name, static (services, key) => new StreamProvider((string)key!, services.GetRequiredService<ClientHost>().Cluster));
            configure?.Invoke(new StreamConfigurator(name, builder.Services));
            return builder;
        }
    }

    public interface INamedServiceConfigurator
    {
        string Name { get; }
        Action<Action<IServiceCollection>> ConfigureDelegate { get; }
    }

    public interface IPersistentStreamConfigurator : INamedServiceConfigurator;

    public interface IMemoryStreamConfigurator : INamedServiceConfigurator;

    public interface ISiloPersistentStreamConfigurator : IPersistentStreamConfigurator;

    public interface ISiloMemoryStreamConfigurator : IMemoryStreamConfigurator, ISiloPersistentStreamConfigurator;

    public interface IClusterClientMemoryStreamConfigurator : IMemoryStreamConfigurator, IPersistentStreamConfigurator;

    internal sealed class StreamConfigurator(string name, IServiceCollection services) : ISiloMemoryStreamConfigurator, IClusterClientMemoryStreamConfigurator
    {
        public string Name => name;

        public Action<Action<IServiceCollection>> ConfigureDelegate => configure => configure(services);
    }

    public static class MemoryStreamConfiguratorExtensions
    {
        /// <summary>How many queues the streams are spread over. The embedded engine has none.</summary>
        public static void ConfigurePartitioning(this IMemoryStreamConfigurator configurator, int numOfQueues = 8) => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numOfQueues);
    }

    public static class NamedServiceConfiguratorExtensions
    {
        public static void Configure<TOptions>(this INamedServiceConfigurator configurator, Action<Microsoft.Extensions.Options.OptionsBuilder<TOptions>> configureOptions) where TOptions : class, new() =>
            configurator.ConfigureDelegate(services => configureOptions(services.AddOptions<TOptions>(configurator.Name)));
    }

    public static class SiloPersistentStreamConfiguratorExtensions
    {
        public static void ConfigurePullingAgent(this ISiloPersistentStreamConfigurator configurator, Action<Microsoft.Extensions.Options.OptionsBuilder<StreamPullingAgentOptions>>? configureOptions = null) =>
            configurator.Configure<StreamPullingAgentOptions>(options => configureOptions?.Invoke(options));
    }

    public static class SiloBuilderStartupExtensions
    {
        /// <summary>Runs at the start of the silo, when grains can be called.</summary>
        public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder, int stage = ServiceLifecycleStage.Active) where TStartup : class, IStartupTask =>
            builder.AddStartupTask((services, token) => ActivatorUtilities.GetServiceOrCreateInstance<TStartup>(services).Execute(token), stage);

        public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, IStartupTask startupTask, int stage = ServiceLifecycleStage.Active) =>
            builder.AddStartupTask((_, token) => startupTask.Execute(token), stage);

        public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, Func<IServiceProvider, CancellationToken, Task> startupTask, int stage = ServiceLifecycleStage.Active)
        {
            builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new StartupParticipant(services, startupTask, stage));
            return builder;
        }
    }

    internal sealed class StartupParticipant(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> task, int stage) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<StartupParticipant>(stage, token => task(services, token));
    }
}

namespace Orleans.Runtime
{
    /// <summary>Something to do when the silo starts.</summary>
    public interface IStartupTask
    {
        Task Execute(CancellationToken cancellationToken);
    }
}
