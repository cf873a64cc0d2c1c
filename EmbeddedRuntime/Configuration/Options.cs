namespace Orleans.Configuration;

/// <summary>Which cluster this is.</summary>
public class ClusterOptions
{
    public const string DefaultClusterId = "default";
    public const string DefaultServiceId = "default";

    /// <summary>The running cluster; changes with a deployment.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>The service; stays the same as long as its data does.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}

/// <summary>The name of this silo.</summary>
public class SiloOptions
{
    public string SiloName { get; set; } = $"Silo_{Guid.CreateVersion7():N}";
}

/// <summary>How calls travel.</summary>
public abstract class MessagingOptions
{
    protected MessagingOptions() { }

    /// <summary>How long a caller waits for an answer before it gets a <see cref="TimeoutException"/>. Default 30 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a call that timed out has its cancellation token signalled. Default false.</summary>
    public bool CancelRequestOnTimeout { get; set; }
}

public class ClientMessagingOptions : MessagingOptions;

public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How many calls may wait for or run in one activation before further ones are refused; 0 for no bound.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }

    /// <summary>The same for each activation of a stateless worker.</summary>
    public int MaxEnqueuedRequestsHardLimit_StatelessWorker { get; set; }
}

/// <summary>When idle activations go.</summary>
public class GrainCollectionOptions
{
    public static readonly TimeSpan DEFAULT_COLLECTION_QUANTUM = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan DEFAULT_ACTIVATION_TIMEOUT = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan DEFAULT_DEACTIVATION_TIMEOUT = TimeSpan.FromSeconds(30);

    /// <summary>How often idle activations are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = DEFAULT_COLLECTION_QUANTUM;

    /// <summary>How long an activation may be idle. Default 15 min.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The same by the full name of the grain class.</summary>
    public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How long an activation may take.</summary>
    public TimeSpan ActivationTimeout { get; set; } = DEFAULT_ACTIVATION_TIMEOUT;

    /// <summary>How long a deactivation may take.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = DEFAULT_DEACTIVATION_TIMEOUT;
}

/// <summary>Ports of a silo. The embedded engine opens none.</summary>
public class EndpointOptions
{
    public const int DEFAULT_SILO_PORT = 11111;
    public const int DEFAULT_GATEWAY_PORT = 30000;

    public int SiloPort { get; set; } = DEFAULT_SILO_PORT;

    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;
}

/// <summary>A memory storage.</summary>
public class MemoryGrainStorageOptions
{
    public const int NumStorageGrainsDefaultValue = 10;

    public int NumStorageGrains { get; set; } = NumStorageGrainsDefaultValue;
}

/// <summary>A stream provider's deliveries.</summary>
public class StreamPullingAgentOptions
{
    /// <summary>How long an event is offered to a subscriber that throws, before it is given up. Default 1 min.</summary>
    public TimeSpan MaxEventDeliveryTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many events a batch observer may get at once at most.</summary>
    public int BatchContainerBatchSize { get; set; } = 1;

    /// <summary>The period at which queues are read. The embedded engine has nothing to read: it delivers at once.</summary>
    public TimeSpan GetQueueMsgsTimerPeriod { get; set; } = TimeSpan.FromMilliseconds(100);
}

/// <summary>The bound on what a subscriber has not taken yet.</summary>
public class SimpleQueueCacheOptions
{
    public const int DEFAULT_CACHE_SIZE = 4096;

    /// <summary>Events a subscription.</summary>
    public int CacheSize { get; set; } = DEFAULT_CACHE_SIZE;
}
