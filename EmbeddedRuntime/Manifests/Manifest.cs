using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Metadata;
using Orleans.Serialization.Configuration;

namespace Orleans.Runtime;

/// <summary>All grain interfaces, their references and the grain classes of this process.</summary>
internal sealed class Manifest
{
    private static readonly Lock Gate = new();
    private static volatile Manifest? s_current;
    private static int s_assemblies;

    private readonly HashSet<Assembly> _assemblies = [];
    private readonly Dictionary<Type, Type> _proxies = [];
    private readonly Dictionary<GrainType, Type> _classes = [];
    private readonly Dictionary<string, Type> _interfacesByName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _interfaceTypes = new();

    public IReadOnlyDictionary<GrainType, Type> Classes => _classes;

    /// <summary>Read again when assemblies have been loaded since: tests and plug-ins load late.</summary>
    public static Manifest Current
    {
        get
        {
            if (s_current is { } current) return current;
            lock (Gate) return s_current ??= Read();
        }
    }

    /// <summary>Called when a silo or client starts.</summary>
    public static void Refresh()
    {
        lock (Gate)
        {
            var assemblies = AppDomain.CurrentDomain.GetAssemblies();
            if (s_current is null || s_assemblies != assemblies.Length) s_current = Read();
        }
    }

    /// <exception cref="ArgumentException">None or several classes implement the interface.</exception>
    public GrainType GrainTypeOf(Type interfaceType, string? classNamePrefix)
    {
        if (interfaceType.GetCustomAttribute<DefaultGrainTypeAttribute>() is { } chosen && classNamePrefix is null) return chosen.GrainType;
        var found = _classes.Where(each => interfaceType.IsAssignableFrom(each.Value)).ToArray();
        if (classNamePrefix is not null)
            found = [.. found.Where(each => each.Value.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))];
        if (found.Length > 1 && found.Where(each => NamedAfter(each.Value, interfaceType)).ToArray() is [var match]) return match.Key;
        return found switch
        {
            [var only] => only.Key,
            [] => throw new ArgumentException($"No grain class implements {interfaceType}" + (classNamePrefix is null ? "." : $" with a name that starts with \"{classNamePrefix}\"."), nameof(interfaceType)),
            _ => throw new ArgumentException($"Several grain classes implement {interfaceType}: {string.Join(", ", found.Select(each => each.Value))}. Name one by a class name prefix or [DefaultGrainType].", nameof(interfaceType)),
        };
    }

    public GrainInterfaceType InterfaceTypeOf(Type type) => _interfaceTypes.GetOrAdd(type, static each =>
        GrainInterfaceType.Create(each.GetCustomAttribute<AliasAttribute>()?.Alias ?? each.FullName!));

    public Type InterfaceOf(GrainInterfaceType type) => _interfacesByName.GetValueOrDefault(type.ToString())
        ?? throw new ArgumentException($"No grain interface is named \"{type}\".", nameof(type));

    public Type FirstInterfaceOf(GrainType type) =>
        _classes.TryGetValue(type, out var grain) && grain.GetInterfaces().FirstOrDefault(_proxies.ContainsKey) is { } found
            ? found
            : throw new ArgumentException($"There is no grain of type \"{type}\".", nameof(type));

    public Type ProxyOf(Type interfaceType) => _proxies.GetValueOrDefault(interfaceType)
        ?? throw new ArgumentException($"{interfaceType} has no generated reference: its project needs the EmbeddedRuntime generator (UsesActors), and it must be a grain or observer interface.", nameof(interfaceType));

    private static bool NamedAfter(Type grain, Type interfaceType) =>
        interfaceType.Name.AsSpan(1).SequenceEqual(grain.Name) || $"{interfaceType.Name[1..]}Grain" == grain.Name;

    private static Manifest Read()
    {
        var manifest = new Manifest();
        if (Assembly.GetEntryAssembly() is { } entry) manifest.Visit(entry);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()) manifest.Visit(assembly);
        s_assemblies = AppDomain.CurrentDomain.GetAssemblies().Length;
        return manifest;
    }

    private void Visit(Assembly assembly)
    {
        if (assembly.IsDynamic || IsFramework(assembly.GetName()) || !_assemblies.Add(assembly)) return;
        foreach (var provider in assembly.GetCustomAttributes<TypeManifestProviderAttribute>()) Add(provider.ProviderType);
        foreach (var name in assembly.GetReferencedAssemblies())
            if (!IsFramework(name) && Load(name) is { } referenced) Visit(referenced);
    }

    private void Add(Type providerType)
    {
        var options = new TypeManifestOptions();
        ((ITypeManifestProvider)Activator.CreateInstance(providerType)!).Configure(options);
        foreach (var type in options.Interfaces) _interfacesByName[InterfaceTypeOf(type).ToString()] = type;
        foreach (var proxy in options.InterfaceProxies)
            foreach (var type in proxy.GetInterfaces())
                if (options.Interfaces.Contains(type) && InterfaceServedBy(proxy) == type) _proxies[type] = proxy;
        foreach (var grain in options.InterfaceImplementations)
            if (!_classes.TryAdd(GrainKind.TypeOf(grain), grain))
                throw new OrleansConfigurationException($"{grain} and {_classes[GrainKind.TypeOf(grain)]} have the same grain type \"{GrainKind.TypeOf(grain)}\"; give one a [GrainType].");
    }

    /// <summary>The most derived interface: a reference implements those that its own interface inherits, too.</summary>
    private static Type InterfaceServedBy(Type proxy)
    {
        var all = proxy.GetInterfaces();
        return all.First(each => typeof(IAddressable).IsAssignableFrom(each) && !all.Any(other => other != each && each.IsAssignableFrom(other)));
    }

    private static bool IsFramework(AssemblyName name) => name.Name is not { } text
        || text.StartsWith("System", StringComparison.Ordinal) || text.StartsWith("Microsoft", StringComparison.Ordinal)
        || text is "netstandard" or "mscorlib" || text.StartsWith("xunit", StringComparison.Ordinal);

    private static Assembly? Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (IOException) // an optional reference that is not deployed has no grains either
        {
            return null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
