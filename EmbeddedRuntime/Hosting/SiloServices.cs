using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>The services of a silo and of a client; adding them again changes nothing.</summary>
internal static class SiloServices
{
    public static ISiloBuilder AddSilo(IServiceCollection services, IConfiguration configuration)
    {
        if (!services.Any(each => each.ServiceType == typeof(Silo)))
        {
            services.AddOptions().AddLogging();
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<LocalCluster>();
            services.AddSingleton<Silo>();
            services.AddSingleton<SiloLifecycle>();
            services.AddSingleton<SiloHost>();
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SiloHost>());
            services.AddSingleton<ISiloLifecycle>(provider => provider.GetRequiredService<SiloLifecycle>());
            services.AddSingleton<IGrainRuntime>(provider => provider.GetRequiredService<Silo>());
            services.AddSingleton<IGrainContextAccessor>(provider => provider.GetRequiredService<Silo>());
            services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<Silo>().Factory);
            services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<Silo>().Factory);
            services.Configure<ClusterOptions>(configuration.GetSection("Orleans"));
        }
        return new SiloBuilder(services, configuration);
    }

    public static IClientBuilder AddClient(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(each => each.ServiceType == typeof(Silo)))
            throw new OrleansConfigurationException("The host has a silo, and with it a client; UseOrleansClient is for hosts without one.");
        if (!services.Any(each => each.ServiceType == typeof(ClientHost)))
        {
            services.AddOptions().AddLogging();
            services.AddSingleton<ClientHost>();
            services.TryAddSingleton(provider => provider.GetRequiredService<ClientHost>().Cluster);
            services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<ClientHost>().Factory);
            services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<ClientHost>().Factory);
            services.Configure<ClusterOptions>(configuration.GetSection("Orleans"));
        }
        return new ClientBuilder(services, configuration);
    }
}
