using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>Makes references: one prototype an interface and kind, cloned for each key.</summary>
internal sealed class ReferenceFactory(CallSender sender)
{
    private readonly ConcurrentDictionary<Type, GrainReference> _byInterface = new();
    private readonly ConcurrentDictionary<(Type, GrainType), GrainReference> _byKind = new();

    /// <exception cref="ArgumentException">No grain class implements the interface.</exception>
    public GrainReference Of(Type interfaceType, IdSpan key, string? classNamePrefix = null)
    {
        if (key.IsDefault) throw new ArgumentException($"A {interfaceType.Name} needs a key that is not empty.", nameof(key));
        var prototype = classNamePrefix is null
            ? _byInterface.GetOrAdd(interfaceType, static (type, self) => self.Prototype(type, Manifest.Current.GrainTypeOf(type, null)), this)
            : Of(interfaceType, Manifest.Current.GrainTypeOf(interfaceType, classNamePrefix));
        return prototype.WithKey(key);
    }

    public GrainReference Of(Type interfaceType, GrainId id) => Of(interfaceType, id.Type).WithKey(id.Key);

    private GrainReference Of(Type interfaceType, GrainType grainType) =>
        _byKind.GetOrAdd((interfaceType, grainType), static (pair, self) => self.Prototype(pair.Item1, pair.Item2), this);

    private GrainReference Prototype(Type interfaceType, GrainType grainType)
    {
        var shared = new GrainReferenceShared(grainType, Manifest.Current.InterfaceTypeOf(interfaceType), sender);
        return (GrainReference)Activator.CreateInstance(Manifest.Current.ProxyOf(interfaceType), shared, default(IdSpan))!;
    }
}
