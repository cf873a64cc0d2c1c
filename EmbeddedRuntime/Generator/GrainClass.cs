using Microsoft.CodeAnalysis;

namespace LiveChat.EmbeddedRuntime.Generator;

/// <summary>A grain class of the project.</summary>
internal sealed record GrainClass(string TypeName, Problem? Problem)
{
    /// <summary>Null for classes that are none.</summary>
    public static GrainClass? For(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.TypeKind != TypeKind.Class || !type.Implements("Orleans.IGrain") || !type.Implements("Orleans.IGrainBase")) return null;
        var name = Names.OfTypeOf(type);
        if (type.IsGenericType) return new(name, new(type, $"{name} is generic; the embedded engine has no generic grains."));
        return type.IsReachable() ? new(name, Problem: null) : new(name, new(type, $"{name} is a grain: make it internal or public, so that the runtime can find it."));
    }
}
