using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of grain classes. Its methods run one turn at a time, on the activation's own scheduler.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <exception cref="InvalidOperationException">The grain was made by hand instead of by a call to it.</exception>
    protected Grain() => GrainContext = Activation.BeingBuilt
        ?? throw new InvalidOperationException($"{GetType()} can only be constructed by the runtime, when the grain is called.");

    protected Grain(IGrainContext grainContext, IGrainRuntime? grainRuntime = null) => GrainContext = grainContext;

    public IGrainContext GrainContext { get; }

    public GrainReference GrainReference => GrainContext.GrainReference;

    public string IdentityString => GrainContext.GrainId.ToString();

    public string RuntimeIdentity => Silo.SiloIdentity;

    protected IGrainFactory GrainFactory => Silo.Factory;

    protected IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    private Silo Silo => ((Activation)GrainContext).Silo;

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the activation once the running calls are done; calls that wait go to the next activation.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps the activation for at least this long, used or not; zero or less takes an earlier request back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => ((Activation)GrainContext).DelayDeactivation(timeSpan);
}

/// <summary>A grain with one state, read from the default storage before it activates.</summary>
public class Grain<TGrainState> : Grain
{
    private readonly IStorage<TGrainState> _storage;

    protected Grain() => _storage = PersistentState.ForGrain<TGrainState>((Activation)GrainContext, GetType());

    protected Grain(IStorage<TGrainState> storage) => _storage = storage;

    protected TGrainState State
    {
        get => _storage.State;
        set => _storage.State = value;
    }

    protected virtual Task ClearStateAsync() => _storage.ClearStateAsync();

    protected virtual Task ReadStateAsync() => _storage.ReadStateAsync();

    protected virtual Task WriteStateAsync() => _storage.WriteStateAsync();
}
