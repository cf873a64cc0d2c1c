using System.Collections.ObjectModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo and a client in hosts of their own, in the test's process. Strict mode is on unless the test says otherwise.</summary>
public sealed class InProcessTestCluster : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(2);

    private readonly LocalCluster _cluster = new();
    private readonly List<InProcessSiloHandle> _silos = [];
    private IHost? _client;

    internal InProcessTestCluster(InProcessTestClusterOptions options) => Options = options;

    public InProcessTestClusterOptions Options { get; }

    /// <exception cref="InvalidOperationException">The cluster is not deployed.</exception>
    public IClusterClient Client => _client?.Services.GetRequiredService<IClusterClient>() ?? throw new InvalidOperationException("The cluster has no client: call DeployAsync first.");

    public ReadOnlyCollection<InProcessSiloHandle> Silos => _silos.AsReadOnly();

    public async Task DeployAsync()
    {
        if (_silos.Count > 0) throw new InvalidOperationException("The cluster is deployed already.");
        await Start(new InProcessTestSiloSpecificOptions { SiloName = "Primary" });
        if (Options.InitializeClientOnDeploy) await InitializeClientAsync();
    }

    /// <summary>Makes the client, in place of the one there may be.</summary>
    public async Task InitializeClientAsync()
    {
        await StopClusterClientAsync();
        var builder = NewHost();
        builder.Services.AddSingleton(new LocalClusterOfTest(_cluster));
        foreach (var configure in Options.ClientHostConfigurationDelegates) configure(builder);
        builder.UseOrleansClient();
        _client = builder.Build();
        await _client.StartAsync();
    }

    public IEnumerable<InProcessSiloHandle> GetActiveSilos() => _silos.Where(each => each.IsActive);

    /// <summary>Ends the silo as a crash would: no grain is deactivated, waiting callers fail.</summary>
    public Task KillSiloAsync(InProcessSiloHandle instance) => instance.StopSiloAsync(stopGracefully: false);

    public Task StopSiloAsync(InProcessSiloHandle instance) => instance.StopSiloAsync(stopGracefully: true);

    /// <summary>Stops the silo if it runs, and starts a new one in its place.</summary>
    public async Task<InProcessSiloHandle> RestartSiloAsync(InProcessSiloHandle instance)
    {
        if (instance.IsActive) await StopSiloAsync(instance);
        _silos.Remove(instance);
        return await Start(new InProcessTestSiloSpecificOptions { SiloName = instance.Name });
    }

    public async Task StopSilosAsync()
    {
        foreach (var silo in _silos.ToArray()) await StopSiloAsync(silo);
        _silos.Clear();
    }

    public async Task StopClusterClientAsync()
    {
        if (_client is not { } client) return;
        _client = null;
        using var timeout = new CancellationTokenSource(StopTimeout);
        await client.StopAsync(timeout.Token);
        client.Dispose();
    }

    public Task KillClientAsync() => StopClusterClientAsync();

    public async Task StopAllSilosAsync()
    {
        await StopClusterClientAsync();
        await StopSilosAsync();
    }

    /// <summary>Ends the grain's activation, if it has one, and waits for that.</summary>
    public Task DeactivateAsync(IAddressable grain) => DeactivateAsync(grain.GetGrainId());

    public Task DeactivateAsync(GrainId grainId) => TryGetGrainContext(grainId, out var context)
        ? context!.DeactivateAsync(new(DeactivationReasonCode.RuntimeRequested, "The test asked for it."))
        : Task.CompletedTask;

    public Task WaitForDeactivationAsync(IAddressable grain) => WaitForDeactivationAsync(grain.GetGrainId());

    public Task WaitForDeactivationAsync(GrainId grainId) => TryGetGrainContext(grainId, out var context) ? context!.Deactivated : Task.CompletedTask;

    public bool TryGetGrainContext(GrainId grainId, out IGrainContext? grainContext)
    {
        grainContext = _cluster.Silo.Kind(grainId.Type).Active.GetValueOrDefault(grainId.Key) as Activation;
        return grainContext is not null;
    }

    /// <summary>Stops everything. Grains whose calls do not end in time are dropped: a test may well leave some hanging.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopClusterClientAsync();
        foreach (var silo in _silos.Where(each => each.IsActive).ToArray())
        {
            using var timeout = new CancellationTokenSource(DisposeTimeout);
            await silo.StopSiloAsync(timeout.Token);
        }
        _silos.Clear();
    }

    public void Dispose()
    {
        foreach (var silo in _silos) silo.Kill();
        _client?.Dispose();
    }

    private async Task<InProcessSiloHandle> Start(InProcessTestSiloSpecificOptions options)
    {
        var builder = NewHost();
        builder.Services.AddSingleton(_cluster);
        builder.Services.Configure<SiloOptions>(silo => silo.SiloName = options.SiloName);
        foreach (var configure in Options.SiloHostConfigurationDelegates) configure(options, builder);
        builder.UseOrleans();
        var host = builder.Build();
        await host.StartAsync();
        var handle = new InProcessSiloHandle { Name = options.SiloName, SiloHost = host };
        _silos.Add(handle);
        return handle;
    }

    private HostApplicationBuilder NewHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = nameof(InProcessTestCluster) });
        builder.Configuration.AddInMemoryCollection([new(StrictMode.Key, "true"), new("Orleans:ClusterId", Options.ClusterId), new("Orleans:ServiceId", Options.ServiceId)]);
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        return builder;
    }
}
