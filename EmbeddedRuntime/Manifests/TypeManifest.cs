using Microsoft.Extensions.Options;

namespace Orleans.Serialization.Configuration;

/// <summary>On an assembly: the generated class that lists its grains, interfaces and references.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class TypeManifestProviderAttribute : Attribute
{
    public TypeManifestProviderAttribute(Type providerType)
    {
        ArgumentNullException.ThrowIfNull(providerType);
        if (!typeof(ITypeManifestProvider).IsAssignableFrom(providerType))
            throw new ArgumentException($"{providerType} does not implement {nameof(ITypeManifestProvider)}.", nameof(providerType));
        ProviderType = providerType;
    }

    public Type ProviderType { get; }
}

public interface ITypeManifestProvider : IConfigureOptions<TypeManifestOptions>;

/// <summary>Base of the generated lists.</summary>
public abstract class TypeManifestProviderBase : ITypeManifestProvider
{
    protected TypeManifestProviderBase() { }

    void IConfigureOptions<TypeManifestOptions>.Configure(TypeManifestOptions options) => ConfigureInner(options);

    protected abstract void ConfigureInner(TypeManifestOptions options);
}

/// <summary>What assemblies have that the runtime must know.</summary>
public sealed class TypeManifestOptions
{
    /// <summary>Interfaces of grains and observers.</summary>
    public HashSet<Type> Interfaces { get; } = [];

    /// <summary>The generated references.</summary>
    public HashSet<Type> InterfaceProxies { get; } = [];

    /// <summary>Grain classes.</summary>
    public HashSet<Type> InterfaceImplementations { get; } = [];
}
