using System.Globalization;
using System.Reflection;

namespace LiveChat.Runtime.Parity;

/// <summary>Prints types and members as the listing of Orleans' public API does.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(bool)] = "bool", [typeof(object)] = "object",
        [typeof(void)] = "void", [typeof(uint)] = "uint", [typeof(byte)] = "byte", [typeof(double)] = "double",
    };

    public static IEnumerable<string> Members(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return [$"virtual {Name(invoke.ReturnType)} Invoke({Parameters(invoke)})"];
        }
        if (type.IsEnum)
            return type.GetFields(BindingFlags.Static | BindingFlags.Public).Select(each => $"{each.Name} = {Convert.ToInt64(each.GetRawConstantValue(), CultureInfo.InvariantCulture)}");
        return [
            .. type.GetConstructors(Declared & ~BindingFlags.Static).Where(IsVisible).Select(each => $"{Access(each)}.ctor({Parameters(each)})"),
            .. type.GetFields(Declared).Where(each => each.IsPublic || each.IsFamily || each.IsFamilyOrAssembly).Select(Field),
            .. type.GetProperties(Declared).Where(each => each.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property),
            .. type.GetMethods(Declared).Where(each => IsVisible(each) && !each.IsSpecialName).Select(Method),
        ];
    }

    /// <summary>The type's full name with its parameters, nested types after a dot.</summary>
    public static string FullName(Type type) => (type.DeclaringType is { } outer ? $"{FullName(outer)}." : $"{type.Namespace}.") + Plain(type);

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"const {Name(field.FieldType)} {field.Name} = {Constant(field.GetRawConstantValue(), "True", "False")}"
        : $"{(field.IsPublic ? "" : "protected ")}{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}";

    private static string Property(PropertyInfo property)
    {
        var accessors = new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsVisible).ToArray();
        var words = accessors.Select(each => each == property.GetMethod ? "get;" : IsInit(each) ? "init;" : "set;");
        var widest = accessors.FirstOrDefault(each => each.IsPublic) ?? accessors[0];
        return $"{Access(widest)}{Modifiers(widest)}{Name(property.PropertyType)} {property.Name} {{ {string.Join(' ', words)} }}";
    }

    private static string Method(MethodInfo method) =>
        $"{Access(method)}{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Generic(method.GetGenericArguments())}({Extension(method)}{Parameters(method)})";

    private static string Extension(MethodInfo method) => method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute)) ? "this " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(each =>
        $"{(each.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(each.ParameterType)} {each.Name}{(each.HasDefaultValue ? $" = {Default(each)}" : "")}"));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue is null ? "default" : Constant(parameter.RawDefaultValue, "true", "false");

    private static string Constant(object? value, string yes, string no) => value switch
    {
        string text => $"\"{text}\"",
        bool truth => truth ? yes : no,
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface) return method.IsStatic ? "static " : "";
        if (method.IsStatic) return "static ";
        if (method.IsAbstract) return "abstract ";
        return method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static string Name(Type type)
    {
        if (type.IsByRef) return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[]";
        if (Nullable.GetUnderlyingType(type) is { } value) return $"{Name(value)}?";
        if (type.IsGenericParameter) return type.Name;
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        return type.Namespace is { } space && space.StartsWith("Orleans", StringComparison.Ordinal) ? FullName(type) : Plain(type);
    }

    private static string Plain(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : type.Name[..tick] + Generic(type.GetGenericArguments());
    }

    private static string Generic(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
