using System.Reflection;

namespace LiveChat.Runtime.Contracts;

/// <summary>What processes of two versions promise each other, a line for each name and number on the wire.</summary>
internal static class ContractLines
{
    /// <summary>All contracts of an assembly, in order of their names.</summary>
    public static string[] Of(Assembly assembly)
    {
        var types = assembly.GetTypes();
        var methods = types.Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)).SelectMany(Methods);
        var members = types.Where(type => !type.IsEnum && type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)).SelectMany(Members);
        var values = types.Where(type => type.IsEnum && type.IsPublic).SelectMany(Values);
        return [.. methods.Concat(members).Concat(values).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Methods(Type type) => type.GetMethods().Where(method => !method.IsStatic).Select(method =>
        $"call {NameOf(type)}.{method.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias}({string.Join(", ", method.GetParameters().Select(each => NameOf(each.ParameterType)))}) {NameOf(method.ReturnType)}");

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        yield return type.BaseType is { } parent && parent.Assembly == type.Assembly ? $"type {NameOf(type)} is a {NameOf(parent)}" : $"type {NameOf(type)}";
        foreach (var member in type.GetMembers(declared))
        {
            if (member.GetCustomAttribute<IdAttribute>() is not { } id) continue;
            var kind = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
            yield return $"member {NameOf(type)} {id.Id:000} {NameOf(kind)} {member.Name}";
        }
    }

    private static IEnumerable<string> Values(Type type) =>
        Enum.GetNames(type).Select(name => $"value {type.Name} {Convert.ToInt64(Enum.Parse(type, name), provider: null)} {name}");

    private static string NameOf(Type type)
    {
        if (type.IsArray) return $"{NameOf(type.GetElementType()!)}[]";
        if (Nullable.GetUnderlyingType(type) is { } plain) return $"{NameOf(plain)}?";
        var name = type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? type.Name;
        return type.IsGenericType && !type.IsGenericTypeDefinition ? $"{name.Split('`')[0]}<{string.Join(", ", type.GenericTypeArguments.Select(NameOf))}>" : name;
    }
}
