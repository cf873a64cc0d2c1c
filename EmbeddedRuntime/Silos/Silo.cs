using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Hosts the activations of this process: finds or makes them, lets idle ones go, and drains them at the end.</summary>
internal sealed partial class Silo : IGrainRuntime, IGrainContextAccessor
{
    private readonly ConcurrentDictionary<GrainType, GrainKind> _kinds = new();
    private readonly SiloMessagingOptions _messaging;
    private readonly (string, string) _name;
    private readonly ILogger<Silo> _logger;
    private volatile bool _accepts = true;
    private volatile bool _isDraining;
    private CoarseClock? _clock;
    private ITimer? _collector;
    private SiloMeter? _meter;

    public Silo(IServiceProvider services, LocalCluster cluster, TimeProvider time, ILogger<Silo> logger,
        IOptions<SiloOptions> silo, IOptions<ClusterOptions> names, IOptions<SiloMessagingOptions> messaging, IOptions<GrainCollectionOptions> collection)
    {
        Services = services;
        Cluster = cluster;
        TimeProvider = time;
        SiloIdentity = silo.Value.SiloName;
        Collection = collection.Value;
        Turns = services.GetService<TurnQueue>() ?? TurnQueue.Pool;
        Copier = StrictMode.CopierFor(services);
        IncomingFilters = [.. services.GetServices<IIncomingGrainCallFilter>()];
        Sender = new CallSender(cluster, messaging.Value.ResponseTimeout, services.GetServices<IOutgoingGrainCallFilter>(), Copier);
        Factory = new GrainFactory(Sender, services);
        Streams = new StreamHub(this);
        _messaging = messaging.Value;
        _name = (names.Value.ServiceId, names.Value.ClusterId);
        _logger = logger;
    }

    public IServiceProvider Services { get; }
    public LocalCluster Cluster { get; }
    public TimeProvider TimeProvider { get; }
    public string SiloIdentity { get; }
    public GrainCollectionOptions Collection { get; }
    public TurnQueue Turns { get; }
    public Copier? Copier { get; }
    public IIncomingGrainCallFilter[] IncomingFilters { get; }
    public CallSender Sender { get; }
    public GrainFactory Factory { get; }
    public StreamHub Streams { get; }
    public CoarseClock Clock => Cluster.Clock;
    public TimeSpan ResponseTimeout => _messaging.ResponseTimeout;
    public bool CancelsOnTimeout => _messaging.CancelRequestOnTimeout;

    IGrainFactory IGrainRuntime.GrainFactory => Factory;
    IServiceProvider IGrainRuntime.ServiceProvider => Services;
    IGrainContext? IGrainContextAccessor.GrainContext => Activation.Current;

    public void Start()
    {
        Manifest.Refresh();
        _clock = new CoarseClock(TimeProvider, _messaging.ResponseTimeout, ExpireCalls);
        Cluster.Attach(this, _name, _clock, _logger);
        _meter = new SiloMeter(() => _kinds.Values, () => Streams.SubscriptionCount);
        _collector = TimeProvider.CreateDetachedTimer(static silo => ((Silo)silo!).CollectIdle(null), this, Collection.CollectionQuantum, Collection.CollectionQuantum);
    }

    public GrainKind Kind(GrainType type) => _kinds.GetOrAdd(type, static (each, silo) => silo.CreateKind(each), this);

    /// <exception cref="SiloUnavailableException">The silo is stopping, and the call comes from outside grains.</exception>
    public void ThrowIfClosedTo(RequestBase request)
    {
        if (_isDraining && request.Source is null) throw new SiloUnavailableException($"Silo {SiloIdentity} is stopping.");
    }

    /// <exception cref="SiloUnavailableException">The silo has stopped.</exception>
    public void ThrowIfStopped()
    {
        if (!_accepts) throw new SiloUnavailableException($"Silo {SiloIdentity} has stopped.");
    }

    public int RequestLimit(GrainKind kind) => kind.MaxWorkers > 0 ? _messaging.MaxEnqueuedRequestsHardLimit_StatelessWorker : _messaging.MaxEnqueuedRequestsHardLimit;

    /// <summary>Sends a call on to the next activation, after its own has ended before it ran.</summary>
    public void Forward(RequestBase request, int limit)
    {
        if (request.IsLocal) return;
        try
        {
            if (++request.Forwards > limit)
                throw new OrleansMessageRejectionException($"{request} was refused: {request.Target!.GrainId} deactivated {limit} times before it could run.");
            request.Target!.Deliver(request);
        }
        catch (Exception exception) // it cannot be sent on: that is the caller's answer
        {
            if (!request.Refuse(exception)) LogUnheard(request, request.Holder!, exception);
        }
    }

    public void Remove(Activation activation)
    {
        if (!activation.Kind.Active.TryGetValue(activation.Key, out var target)) return;
        if (target is StatelessWorkers workers) workers.Remove(activation);
        else activation.Kind.Active.TryRemove(new(activation.Key, activation));
    }

    /// <summary>Lets idle activations go; those idle for <paramref name="age"/> if given, else each for its kind's age.</summary>
    public void CollectIdle(TimeSpan? age)
    {
        var now = Clock.Now;
        foreach (var activation in Activations) activation.CollectIfIdle(now, age);
    }

    public IEnumerable<Activation> Activations => _kinds.Values.SelectMany(kind => kind.Active.Values).SelectMany(static target =>
        target is StatelessWorkers workers ? workers.Workers : [(Activation)target]);

    /// <summary>Refuses new work, lets running calls end, deactivates every grain. What is not done by the deadline is dropped.</summary>
    public async Task StopAsync(CancellationToken deadline)
    {
        _isDraining = true;
        _collector?.Dispose();
        try
        {
            while (Activations.ToArray() is { Length: > 0 } activations && !deadline.IsCancellationRequested)
                await Task.WhenAll(activations.Select(each => each.DeactivateAsync(new(DeactivationReasonCode.ShuttingDown, "The silo stops."), deadline))).WaitAsync(deadline);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            LogDeadline(_logger, Activations.Count());
        }
        Kill();
    }

    /// <summary>Ends at once, as a crash would: nothing is deactivated.</summary>
    public void Kill()
    {
        _accepts = false;
        _collector?.Dispose();
        _meter?.Dispose();
        _clock?.Dispose();
        var exception = new SiloUnavailableException($"Silo {SiloIdentity} has stopped.");
        foreach (var activation in Activations) activation.Kill(exception);
        Streams.Dispose();
        Cluster.Detach(this, _name);
    }

    void IGrainRuntime.DeactivateOnIdle(IGrainContext grainContext) =>
        grainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    void IGrainRuntime.DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => ((Activation)grainContext).DelayDeactivation(timeSpan);

    private void ExpireCalls(long now)
    {
        Cluster.Observers.ExpireCalls(now);
        foreach (var kind in _kinds.Values)
            foreach (var (_, target) in kind.Active)
            {
                if (target is Activation activation) activation.ExpireCalls(now);
                else
                    foreach (var worker in ((StatelessWorkers)target).Workers) worker.ExpireCalls(now);
            }
    }

    private GrainKind CreateKind(GrainType type) => Manifest.Current.Classes.TryGetValue(type, out var grain)
        ? new GrainKind(this, type, grain, Collection)
        : throw new ArgumentException($"There is no grain of type \"{type}\".", nameof(type));
}
