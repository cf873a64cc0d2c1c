using System.Collections.Immutable;
using System.Reflection;

namespace LiveChat.Runtime.Contracts;

/// <summary>Walks everything that crosses a boundary from the grain interfaces of an assembly, and says what is wrong with it.</summary>
internal sealed class ContractWalker(Assembly assembly)
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly), typeof(Uri),
        typeof(CancellationToken), typeof(GrainId), typeof(StreamId), typeof(TickStatus), typeof(void),
    ];

    private static readonly HashSet<Type> Collections =
    [
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>),
        typeof(KeyValuePair<,>), typeof(Nullable<>), typeof(IAsyncEnumerable<>),
        typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
    ];

    private readonly HashSet<Type> _seen = [];
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    /// <summary>How many types crossed were looked at: a walk that finds none has looked in the wrong place.</summary>
    public int Types => _seen.Count;

    public IReadOnlyList<string> Walk()
    {
        foreach (var type in assembly.GetTypes().Where(each => each.IsInterface && typeof(IAddressable).IsAssignableFrom(each)).OrderBy(each => each.FullName, StringComparer.Ordinal))
            WalkInterface(type);
        foreach (var type in assembly.GetTypes().Where(each => !each.IsEnum && each.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) && !each.IsGenericTypeDefinition))
            WalkType(type, "the assembly");
        return _problems;
    }

    private void WalkInterface(Type type)
    {
        Alias(type, type.FullName!);
        var methods = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var method in type.GetMethods().Where(each => !each.IsStatic))
        {
            var where = $"{type.FullName}.{method.Name}";
            if (method.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias is not { } alias) Problem(where, "has no [Alias]");
            else if (!methods.TryAdd(alias, where)) Problem(where, $"has the [Alias] \"{alias}\" of another method");
            foreach (var parameter in method.GetParameters()) WalkType(parameter.ParameterType, $"{where}({parameter.Name})");
            WalkType(Result(method.ReturnType, where), $"{where}'s result");
        }
    }

    private Type Result(Type type, string where)
    {
        if (type == typeof(Task) || type == typeof(ValueTask) || type == typeof(void)) return typeof(void);
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>))) return type.GenericTypeArguments[0];
        Problem(where, $"returns {type}");
        return typeof(void);
    }

    private void WalkType(Type type, string where)
    {
        if (type.IsPrimitive || type.IsEnum || Plain.Contains(type) || typeof(IAddressable).IsAssignableFrom(type) || !_seen.Add(type)) return;
        if (type.IsArray)
        {
            WalkType(type.GetElementType()!, where);
        }
        else if (type.IsGenericType && Collections.Contains(type.GetGenericTypeDefinition()))
        {
            foreach (var argument in type.GenericTypeArguments) WalkType(argument, where);
        }
        else if (type.Assembly != assembly)
        {
            Problem(where, $"has a {type}, for which no codec is known");
        }
        else if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            Problem(type.FullName!, $"lacks [GenerateSerializer], but crosses in {where}");
        }
        else
        {
            WalkMembers(type);
        }
    }

    private void WalkMembers(Type type)
    {
        var name = type.IsGenericType ? type.GetGenericTypeDefinition().FullName! : type.FullName!;
        if (!type.IsAbstract) Alias(type, name);
        if (!type.IsDefined(typeof(ImmutableAttribute), inherit: false)) Problem(name, "lacks [Immutable]");
        var ids = new Dictionary<uint, string>();
        foreach (var member in Members(type))
        {
            var kind = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
            if (member.GetCustomAttribute<IdAttribute>() is not { } id) Problem($"{name}.{member.Name}", "has no [Id]: it would be lost on the wire");
            else if (!ids.TryAdd(id.Id, member.Name)) Problem($"{name}.{member.Name}", $"has the [Id] {id.Id} of {ids[id.Id]}");
            if (kind.IsClass && typeof(Delegate).IsAssignableFrom(kind)) Problem($"{name}.{member.Name}", "is a delegate");
            WalkType(kind, $"{name}.{member.Name}");
        }
        if (type.BaseType is { } parent && parent.Assembly == assembly) WalkType(parent, $"{name}'s base");
        foreach (var child in assembly.GetTypes().Where(each => each.BaseType == type)) WalkType(child, $"a {name}");
    }

    /// <summary>All that holds data: fields, and properties that the compiler has made a field for.</summary>
    private static IEnumerable<MemberInfo> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var field in type.GetFields(declared))
        {
            if (!field.Name.StartsWith('<')) yield return field;
            else if (type.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], declared) is { } property) yield return property;
        }
    }

    private void Alias(Type type, string name)
    {
        if (type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias is not { } alias) Problem(name, "has no [Alias]");
        else if (!_aliases.TryAdd(alias, name) && _aliases[alias] != name) Problem(name, $"has the [Alias] \"{alias}\" of {_aliases[alias]}");
    }

    private void Problem(string where, string what) => _problems.Add($"{where} {what}.");
}
