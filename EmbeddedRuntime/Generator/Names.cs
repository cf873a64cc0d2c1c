using System.Linq;
using Microsoft.CodeAnalysis;

namespace LiveChat.EmbeddedRuntime.Generator;

/// <summary>How types are written in generated code, and how they are recognised.</summary>
internal static class Names
{
    public const string Namespace = "LiveChat.EmbeddedRuntime.Generated";

    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Plain = SymbolDisplayFormat.FullyQualifiedFormat;

    public static string Of(ITypeSymbol type) => type.ToDisplayString(Annotated);

    public static string OfTypeOf(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Plain);

    public static string Metadata(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    /// <summary>A name for generated types that no other interface gets.</summary>
    public static string Identifier(ITypeSymbol type) => new(Metadata(type).Select(each => char.IsLetterOrDigit(each) ? each : '_').ToArray());

    public static bool Is(this ITypeSymbol type, string fullName) => type.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) == fullName;

    public static bool Implements(this ITypeSymbol type, string fullName) => type.AllInterfaces.Any(each => each.Is(fullName));

    public static AttributeData? Attribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(each => each.AttributeClass is { } type && type.Is(fullName));

    /// <summary>Whether generated code of the same project can name it.</summary>
    public static bool IsReachable(this INamedTypeSymbol type)
    {
        for (var each = type; each is not null; each = each.ContainingType)
        {
            if (each.IsFileLocal || each.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal) return false;
        }
        return true;
    }
}
