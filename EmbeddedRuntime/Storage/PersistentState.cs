using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>A grain's state in a storage, read before the grain activates.</summary>
internal abstract class PersistentState
{
    private static readonly MethodInfo Open = typeof(PersistentState).GetMethod(nameof(Create), BindingFlags.Static | BindingFlags.NonPublic)!;

    public abstract Task ReadFirst(CancellationToken token);

    /// <summary>How to fill a constructor parameter that carries <see cref="PersistentStateAttribute"/>.</summary>
    /// <exception cref="OrleansConfigurationException">The parameter is no <see cref="IPersistentState{T}"/>.</exception>
    public static Func<Activation, object?> Factory(Type parameter, PersistentStateAttribute attribute, Type grain)
    {
        if (!parameter.IsGenericType || parameter.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new OrleansConfigurationException($"{grain}: [PersistentState(\"{attribute.StateName}\")] belongs on an IPersistentState<T>, not on {parameter}.");
        var create = Open.MakeGenericMethod(parameter.GenericTypeArguments).CreateDelegate<Func<Activation, string, string?, object>>();
        return activation => create(activation, attribute.StateName, attribute.StorageName);
    }

    public static PersistentState<T> ForGrain<T>(Activation activation, Type grain) =>
        (PersistentState<T>)Create<T>(activation, "state", grain.GetCustomAttribute<StorageProviderAttribute>()?.ProviderName);

    private static object Create<T>(Activation activation, string name, string? storageName)
    {
        var state = new PersistentState<T>(activation, name, Storage(activation, storageName));
        activation.Add(state);
        return state;
    }

    private static IGrainStorage Storage(Activation activation, string? name)
    {
        var services = activation.Silo.Services;
        var found = name is null
            ? services.GetService<IGrainStorage>() ?? services.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME)
            : services.GetKeyedService<IGrainStorage>(name);
        return found ?? throw new OrleansConfigurationException($"{activation.Kind.Class} wants the grain storage \"{name ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME}\", which is not configured.");
    }
}

internal sealed class PersistentState<T>(Activation activation, string name, IGrainStorage storage) : PersistentState, IPersistentState<T>
{
    private readonly GrainState<T> _record = new(StateCopy.New<T>());

    public T State
    {
        get => _record.State;
        set => _record.State = value;
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _record.RecordExists;

    public override Task ReadFirst(CancellationToken token) => ReadStateAsync(token);

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public async Task ReadStateAsync(CancellationToken cancellationToken)
    {
        await storage.ReadStateAsync(name, activation.GrainId, _record, cancellationToken);
        if (!_record.RecordExists && _record.State is null) _record.State = StateCopy.New<T>();
    }

    public Task WriteStateAsync(CancellationToken cancellationToken) => storage.WriteStateAsync(name, activation.GrainId, _record, cancellationToken);

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        await storage.ClearStateAsync(name, activation.GrainId, _record, cancellationToken);
        _record.State = StateCopy.New<T>();
    }
}

internal static class StateCopy
{
    /// <summary>The state of a grain that has never written: as its parameterless constructor makes it.</summary>
    public static T New<T>() => typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is null ? default! : Activator.CreateInstance<T>();
}
