using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One activation of a grain, seen from the grain and from filters.</summary>
public interface IGrainContext : ITargetHolder, IEquatable<IGrainContext>
{
    GrainReference GrainReference { get; }
    GrainId GrainId { get; }
    object? GrainInstance { get; }

    /// <summary>The services of this activation: a scope that ends with it.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation is gone.</summary>
    Task Deactivated { get; }

    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

public static class GrainContextExtensions
{
    /// <summary>Ends the activation and waits until it is gone.</summary>
    public static Task DeactivateAsync(this IGrainContext grainContext, DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        grainContext.Deactivate(deactivationReason, cancellationToken);
        return grainContext.Deactivated;
    }
}

/// <summary>Tells which activation's turn the calling code runs in; null outside grains.</summary>
public interface IGrainContextAccessor
{
    IGrainContext? GrainContext { get; }
}

/// <summary>What the runtime offers to grains.</summary>
public interface IGrainRuntime
{
    IGrainFactory GrainFactory { get; }
    IServiceProvider ServiceProvider { get; }
    string SiloIdentity { get; }
    TimeProvider TimeProvider { get; }
    void DeactivateOnIdle(IGrainContext grainContext);
    void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan);
}
