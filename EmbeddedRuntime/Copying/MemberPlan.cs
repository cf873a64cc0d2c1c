using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>Copies a type that has <see cref="GenerateSerializerAttribute"/>: a new object, and each member with an <see cref="IdAttribute"/>.</summary>
internal sealed class MemberPlan : CopyPlan
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Type _type;
    private readonly bool _hasConstructor;
    private readonly (Func<object, object?> Get, Action<object, object?> Set)[] _members;

    public MemberPlan(Type type)
    {
        _type = type;
        _hasConstructor = !type.IsValueType && type.GetConstructor(Type.EmptyTypes) is not null;
        _members = [.. MembersOf(type).Select(Access)];
    }

    public override object Copy(object value, CopyContext context)
    {
        var copy = _hasConstructor ? Activator.CreateInstance(_type)! : RuntimeHelpers.GetUninitializedObject(_type);
        context.Remember(value, copy);
        CopyInto(copy, value, context);
        return copy;
    }

    public void CopyInto(object copy, object value, CopyContext context)
    {
        foreach (var (get, set) in _members) set(copy, context.Copy(get(value)));
    }

    /// <summary>Members with an id, of the type and of those of its bases that are serialised too.</summary>
    public static IEnumerable<MemberInfo> MembersOf(Type type)
    {
        for (var level = type; level is not null && level.IsDefined(typeof(GenerateSerializerAttribute), inherit: false); level = level.BaseType)
        {
            foreach (var member in level.GetMembers(Declared))
                if (member is FieldInfo or PropertyInfo && member.IsDefined(typeof(IdAttribute), inherit: false)) yield return member;
        }
    }

    private static (Func<object, object?>, Action<object, object?>) Access(MemberInfo member)
    {
        if (member is FieldInfo field) return (field.GetValue, field.SetValue);
        var property = (PropertyInfo)member;
        if (property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Declared) is { } backing) return (backing.GetValue, backing.SetValue);
        if (property.CanRead && property.CanWrite) return (property.GetValue, property.SetValue);
        throw new Serialization.SerializerException($"{property.DeclaringType}.{property.Name} has an [Id], but is neither automatic nor has both get and set.");
    }
}
