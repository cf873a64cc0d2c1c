using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LiveChat.EmbeddedRuntime.Generator;

/// <summary>One method of a contract: how the reference sends it, and the request that carries it.</summary>
internal sealed class MethodCode
{
    private readonly string _request;
    private readonly string _owner;
    private readonly string _returnType;
    private readonly string _baseType;
    private readonly string _innerType;
    private readonly string _send;
    private readonly string _name;
    private readonly string _displayOwner;
    private readonly string[] _types;
    private readonly string[] _typeOfs;
    private readonly int _token;
    private readonly string _options;
    private readonly long? _timeout;

    public MethodCode(string id, int number, INamedTypeSymbol owner, IMethodSymbol method)
    {
        _request = $"Request_{id}_{number}_{method.Name}";
        _owner = Names.OfTypeOf(owner);
        _displayOwner = Names.Metadata(owner);
        _name = method.Name;
        _returnType = Names.Of(method.ReturnType);
        _types = [.. method.Parameters.Select(each => Names.Of(each.Type))];
        _typeOfs = [.. method.Parameters.Select(each => Names.OfTypeOf(each.Type))];
        _token = Array.FindIndex([.. method.Parameters], each => each.Type.Is("System.Threading.CancellationToken"));
        _timeout = Timeout(method) ?? Timeout(owner);
        var isOneWay = method.ReturnsVoid || method.Attribute("Orleans.Concurrency.OneWayAttribute") is not null;
        _options = string.Join(" | ", new[]
        {
            isOneWay ? "OneWay" : null,
            method.Attribute("Orleans.Concurrency.ReadOnlyAttribute") is not null ? "ReadOnly" : null,
            method.Attribute("Orleans.Concurrency.AlwaysInterleaveAttribute") is not null ? "AlwaysInterleave" : null,
        }.OfType<string>().Select(each => $"global::Orleans.CodeGeneration.InvokeMethodOptions.{each}"));
        (_baseType, _innerType, _send) = Shape(method);
        Problem = Check(method, isOneWay);
    }

    /// <summary>Why the method cannot be a call; null when it can.</summary>
    public Problem? Problem { get; }

    private string Arguments => string.Join(", ", _types.Select((_, i) => i == _token ? "_cancellation.Token" : $"arg{i}"));

    public void WriteProxy(StringBuilder text)
    {
        var parameters = string.Join(", ", _types.Select((type, i) => $"{type} arg{i}"));
        text.AppendLine();
        text.AppendLine($"        {_returnType} {_owner}.{_name}({parameters})");
        text.AppendLine("        {");
        text.AppendLine($"            var request = GetInvokable<{_request}>();");
        for (var i = 0; i < _types.Length; i++) text.AppendLine($"            request.arg{i} = arg{i};");
        text.AppendLine($"            {_send}");
        text.AppendLine("        }");
    }

    public void WriteRequest(StringBuilder text)
    {
        text.AppendLine();
        text.AppendLine("    [global::System.CodeDom.Compiler.GeneratedCode(\"EmbeddedRuntime.Generator\", \"1.0\")]");
        text.AppendLine($"    internal sealed class {_request} : {_baseType}");
        text.AppendLine("    {");
        text.AppendLine("        private static global::System.Reflection.MethodInfo? s_method;");
        text.AppendLine($"        private {_owner}? _target;");
        if (_token >= 0) text.AppendLine("        private readonly global::System.Threading.CancellationTokenSource _cancellation = new();");
        for (var i = 0; i < _types.Length; i++) text.AppendLine($"        public {_types[i]} arg{i} = default!;");
        if (_options.Length > 0)
        {
            text.AppendLine();
            text.AppendLine($"        public {_request}() => Options = {_options};");
            text.AppendLine();
        }
        text.AppendLine($"        protected override {_innerType} InvokeInner() => _target!.{_name}({Arguments});");
        text.AppendLine("        public override object? GetTarget() => _target;");
        text.AppendLine($"        public override void SetTarget(global::Orleans.Serialization.Invocation.ITargetHolder holder) => _target = ({_owner})holder.GetTarget()!;");
        text.AppendLine($"        public override string GetMethodName() => {Literal(_name)};");
        text.AppendLine($"        public override string GetInterfaceName() => {Literal(_displayOwner)};");
        text.AppendLine($"        public override string GetActivityName() => {Literal($"{_displayOwner}/{_name}")};");
        text.AppendLine($"        public override global::System.Type GetInterfaceType() => typeof({_owner});");
        text.AppendLine($"        public override global::System.Reflection.MethodInfo GetMethod() => s_method ??= typeof({_owner}).GetMethod({Literal(_name)}, new global::System.Type[] {{ {string.Join(", ", _typeOfs.Select(each => $"typeof({each})"))} }})!;");
        if (_timeout is { } timeout)
            text.AppendLine($"        public override global::System.TimeSpan? GetDefaultResponseTimeout() => new global::System.TimeSpan({timeout.ToString(CultureInfo.InvariantCulture)}L);");
        if (_token >= 0) WriteCancellation(text);
        if (_types.Length > 0) WriteArguments(text);
        text.AppendLine("        public override void Dispose() { }");
        text.AppendLine("    }");
    }

    private void WriteCancellation(StringBuilder text)
    {
        text.AppendLine("        public override bool IsCancellable => true;");
        text.AppendLine($"        public override global::System.Threading.CancellationToken GetCancellationToken() => arg{_token};");
        text.AppendLine("        public override bool TryCancel()");
        text.AppendLine("        {");
        text.AppendLine("            _cancellation.Cancel();");
        text.AppendLine("            return true;");
        text.AppendLine("        }");
    }

    private void WriteArguments(StringBuilder text)
    {
        text.AppendLine($"        public override int GetArgumentCount() => {_types.Length};");
        text.AppendLine("        public override object? GetArgument(int index) => index switch");
        text.AppendLine("        {");
        for (var i = 0; i < _types.Length; i++) text.AppendLine($"            {i} => arg{i},");
        text.AppendLine("            _ => base.GetArgument(index),");
        text.AppendLine("        };");
        text.AppendLine("        public override void SetArgument(int index, object? value)");
        text.AppendLine("        {");
        text.AppendLine("            switch (index)");
        text.AppendLine("            {");
        for (var i = 0; i < _types.Length; i++) text.AppendLine($"                case {i}: arg{i} = ({_types[i]})value!; break;");
        text.AppendLine("                default: base.SetArgument(index, value); break;");
        text.AppendLine("            }");
        text.AppendLine("        }");
    }

    private static (string Base, string Inner, string Send) Shape(IMethodSymbol method)
    {
        const string runtime = "global::Orleans.Runtime.";
        var type = Names.Of(method.ReturnType);
        var result = method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } generic ? Names.Of(generic.TypeArguments[0]) : "";
        if (method.ReturnsVoid) return ($"{runtime}VoidRequest", "void", "Invoke(request);");
        if (method.ReturnType.Is("System.Threading.Tasks.Task")) return ($"{runtime}TaskRequest", type, "return InvokeAsync(request).AsTask();");
        if (method.ReturnType.Is("System.Threading.Tasks.Task<TResult>")) return ($"{runtime}TaskRequest<{result}>", type, $"return InvokeAsync<{result}>(request).AsTask();");
        if (method.ReturnType.Is("System.Threading.Tasks.ValueTask")) return ($"{runtime}Request", type, "return InvokeAsync(request);");
        if (method.ReturnType.Is("System.Threading.Tasks.ValueTask<TResult>")) return ($"{runtime}Request<{result}>", type, $"return InvokeAsync<{result}>(request);");
        if (method.ReturnType.Is("System.Collections.Generic.IAsyncEnumerable<T>")) return ($"{runtime}AsyncEnumerableRequest<{result}>", type, "return request.InitializeRequest(this);");
        return ("", type, "");
    }

    private Problem? Check(IMethodSymbol method, bool isOneWay)
    {
        var where = $"{_displayOwner}.{_name}";
        if (_baseType.Length == 0) return new(method, $"{where} returns {_returnType}: a call returns Task, Task<T>, ValueTask, ValueTask<T>, IAsyncEnumerable<T>, or void for an observer.");
        if (isOneWay && !method.ReturnsVoid && method.ReturnType is INamedTypeSymbol { TypeArguments.Length: > 0 }) return new(method, $"{where} is [OneWay], so it has no result to return.");
        if (method.IsGenericMethod) return new(method, $"{where} is generic; the embedded engine has no generic calls.");
        if (method.Parameters.Any(each => each.RefKind != RefKind.None)) return new(method, $"{where} has a ref, in or out parameter, which cannot cross.");
        return null;
    }

    private static long? Timeout(ISymbol symbol) =>
        symbol.Attribute("Orleans.ResponseTimeoutAttribute")?.ConstructorArguments.FirstOrDefault().Value is string text && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout)
            ? timeout.Ticks
            : null;

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
