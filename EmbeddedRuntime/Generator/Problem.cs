using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LiveChat.EmbeddedRuntime.Generator;

/// <summary>Something in a contract that cannot be a call. Comparable, so that the compiler can tell that nothing has changed.</summary>
internal sealed class Problem : System.IEquatable<Problem>
{
    private static readonly DiagnosticDescriptor Descriptor = new("LCG001", "Not a grain contract", "{0}", "EmbeddedRuntime", DiagnosticSeverity.Error, isEnabledByDefault: true);

    private readonly string _message;
    private readonly string _path;
    private readonly TextSpan _span;
    private readonly LinePositionSpan _lines;

    public Problem(ISymbol symbol, string message)
    {
        var location = symbol.Locations[0];
        _message = message;
        _path = location.SourceTree?.FilePath ?? "";
        _span = location.SourceSpan;
        _lines = location.GetLineSpan().Span;
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location.Create(_path, _span, _lines), _message);

    public bool Equals(Problem? other) => other is not null && _message == other._message && _path == other._path && _span == other._span;

    public override bool Equals(object? obj) => Equals(obj as Problem);

    public override int GetHashCode() => _message.GetHashCode();
}
