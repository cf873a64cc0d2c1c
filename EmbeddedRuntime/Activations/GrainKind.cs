using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A grain class as a silo sees it: what its attributes say, how to build one, and which are active.</summary>
internal sealed class GrainKind
{
    private readonly ConstructorInvoker _constructor;
    private readonly Func<Activation, object?>[] _arguments;
    private readonly Func<IInvokable, bool>? _mayInterleave;

    public GrainKind(Silo silo, GrainType type, Type grainClass, GrainCollectionOptions collection)
    {
        Silo = silo;
        Type = type;
        Class = grainClass;
        var worker = grainClass.GetCustomAttribute<StatelessWorkerAttribute>();
        MaxWorkers = worker?.MaxLocalWorkers ?? 0;
        IsReentrant = grainClass.IsDefined(typeof(ReentrantAttribute), inherit: true);
        FiltersOwnCalls = typeof(IIncomingGrainCallFilter).IsAssignableFrom(grainClass);
        _mayInterleave = Predicate(grainClass);
        CollectionAge = AgeOf(grainClass, collection);
        (_constructor, _arguments) = Construction(grainClass);
    }

    public Silo Silo { get; }
    public GrainType Type { get; }
    public Type Class { get; }
    public bool IsReentrant { get; }
    public bool FiltersOwnCalls { get; }

    /// <summary>Whether it depends on more than a call's own attributes what may run between the awaits of another.</summary>
    public bool ChoosesInterleaving => IsReentrant || _mayInterleave is not null;

    /// <summary>How many activations one id may have; 0 when the grain is no stateless worker.</summary>
    public int MaxWorkers { get; }

    public TimeSpan CollectionAge { get; }

    /// <summary>What takes calls, by key.</summary>
    public ConcurrentDictionary<IdSpan, ICallTarget> Active { get; } = new();

    /// <summary>How many are active.</summary>
    public int Count => MaxWorkers == 0 ? Active.Count : Active.Values.Sum(static target => ((StatelessWorkers)target).Workers.Length);

    /// <summary>The class's grain type: its attribute's, or its name in lower case without "Grain".</summary>
    public static GrainType TypeOf(Type grainClass)
    {
        if (grainClass.GetCustomAttribute<GrainTypeAttribute>() is { } attribute) return attribute.GetGrainType(null!, grainClass);
        var name = grainClass.Name.ToLowerInvariant();
        return GrainType.Create(name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name);
    }

    public ICallTarget TargetFor(IdSpan key)
    {
        if (Active.TryGetValue(key, out var target)) return target;
        Silo.ThrowIfStopped();
        return Active.GetOrAdd(key, static (each, kind) => kind.MaxWorkers > 0 ? new StatelessWorkers(kind, each) : new Activation(kind, each), this);
    }

    public object Create(Activation activation)
    {
        var arguments = new object?[_arguments.Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = _arguments[i](activation);
        try
        {
            return _constructor.Invoke(arguments.AsSpan());
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
            throw;
        }
    }

    /// <summary>What the class's own predicate says of two calls; an exception means no.</summary>
    public bool MayInterleave(IInvokable request, IInvokable running)
    {
        if (_mayInterleave is not { } predicate) return false;
        try
        {
            return predicate(request) || predicate(running);
        }
        catch (Exception exception) // the call waits its turn, as it would without a predicate
        {
            Silo.LogPredicateFailed(Class, exception);
            return false;
        }
    }

    private static Func<IInvokable, bool>? Predicate(Type grainClass)
    {
        if (grainClass.GetCustomAttribute<MayInterleaveAttribute>() is not { } attribute) return null;
        var method = grainClass.GetMethod(attribute.CallbackMethodName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy)
            ?? throw new OrleansConfigurationException($"{grainClass} names {attribute.CallbackMethodName} in [MayInterleave], but has no such static method.");
        return method.CreateDelegate<Func<IInvokable, bool>>();
    }

    private static TimeSpan AgeOf(Type grainClass, GrainCollectionOptions collection)
    {
        if (grainClass.IsDefined(typeof(KeepAliveAttribute), inherit: true)) return TimeSpan.MaxValue;
        if (collection.ClassSpecificCollectionAge.TryGetValue(grainClass.FullName!, out var age)) return age;
        return grainClass.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit ?? collection.CollectionAge;
    }

    private static (ConstructorInvoker, Func<Activation, object?>[]) Construction(Type grainClass)
    {
        var constructors = grainClass.GetConstructors();
        var constructor = constructors.FirstOrDefault(each => each.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.MaxBy(each => each.GetParameters().Length)
            ?? throw new OrleansConfigurationException($"{grainClass} has no public constructor.");
        return (ConstructorInvoker.Create(constructor), [.. constructor.GetParameters().Select(Argument)]);
    }

    private static Func<Activation, object?> Argument(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(IGrainContext)) return static activation => activation;
        if (type == typeof(IServiceProvider)) return static activation => activation.ActivationServices;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state)
            return PersistentState.Factory(type, state, parameter.Member.DeclaringType!);
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { Key: { } key })
            return activation => activation.ActivationServices.GetRequiredKeyedService(type, key);
        if (parameter.HasDefaultValue)
            return activation => activation.ActivationServices.GetService(type) ?? parameter.DefaultValue;
        return activation => activation.ActivationServices.GetRequiredService(type);
    }
}
