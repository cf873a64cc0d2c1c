using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.Runtime;

/// <summary>What silo and clients of this process share: the way from a reference to what serves it. At most one silo runs.</summary>
internal sealed partial class LocalCluster
{
    private static readonly ConcurrentDictionary<(string Service, string Cluster), LocalCluster> ByName = new();

    private volatile Silo? _silo;

    public ObserverRegistry Observers { get; } = new();

    public CoarseClock Clock { get; private set; } = new(TimeProvider.System, TimeSpan.FromSeconds(30), elapsed: null);

    public ILogger Logger { get; private set; } = NullLogger.Instance;

    /// <exception cref="SiloUnavailableException">No silo runs.</exception>
    public Silo Silo => _silo ?? throw new SiloUnavailableException("No silo of this cluster runs in this process.");

    /// <summary>The running cluster of these ids, for a client that is configured in a host of its own.</summary>
    public static LocalCluster? Find(string serviceId, string clusterId) => ByName.GetValueOrDefault((serviceId, clusterId));

    public void Attach(Silo silo, (string, string) name, CoarseClock clock, ILogger logger)
    {
        if (Interlocked.CompareExchange(ref _silo, silo, null) is not null)
            throw new OrleansConfigurationException("A silo of this cluster runs already; the embedded engine has one.");
        Clock = clock;
        Logger = logger;
        ByName[name] = this;
    }

    public void Detach(Silo silo, (string, string) name)
    {
        if (Interlocked.CompareExchange(ref _silo, null, silo) == silo) ByName.TryRemove(new(name, this));
    }

    public ICallTarget Locate(GrainReference reference) =>
        Observers.Find(reference.GrainId) ?? Silo.Kind(reference.Shared.GrainType).TargetFor(reference.Key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Request} could not be sent, and nobody waits for its answer.")]
    private static partial void LogLost(ILogger logger, string request, Exception exception);

    public void LogLost(RequestBase request, Exception exception) => LogLost(Logger, request.ToString(), exception);
}
