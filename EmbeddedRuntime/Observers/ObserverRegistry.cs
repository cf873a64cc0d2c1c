using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>The objects outside grains that can be called, by the ids of their references.</summary>
internal sealed class ObserverRegistry
{
    private static readonly GrainType Kind = GrainType.Create("sys.client");
    private readonly ConcurrentDictionary<GrainId, ObserverTarget> _targets = new();

    public GrainId Add(IGrainObserver observer, LocalCluster cluster)
    {
        if (observer is GrainReference or IGrainBase)
            throw new ArgumentException($"{observer.GetType()} is a grain or a reference already; only other objects become references.", nameof(observer));
        var id = GrainId.Create(Kind, IdSpan.Create(Guid.CreateVersion7().ToString("N")));
        _targets[id] = new ObserverTarget(observer, cluster);
        foreach (var (each, target) in _targets)
            if (!target.IsAlive) _targets.TryRemove(each, out _);
        return id;
    }

    public void Remove(GrainId id)
    {
        if (_targets.TryRemove(id, out var target)) target.Close();
    }

    public void ExpireCalls(long now)
    {
        foreach (var (_, target) in _targets) target.ExpireCalls(now);
    }

    /// <summary>Null for grains.</summary>
    /// <exception cref="ClientNotAvailableException">The observer is gone.</exception>
    public ICallTarget? Find(GrainId id)
    {
        if (!id.Type.Equals(Kind)) return null;
        if (_targets.TryGetValue(id, out var target) && target.IsAlive) return target;
        _targets.TryRemove(id, out _);
        throw new ClientNotAvailableException(id);
    }
}
