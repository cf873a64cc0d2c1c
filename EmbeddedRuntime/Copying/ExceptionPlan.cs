using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Orleans.Runtime;

/// <summary>
/// Copies an exception with its message, stack and inner ones. A type of ours crosses as itself only with
/// <see cref="GenerateSerializerAttribute"/>; without, the caller gets the fallback that names it, as over the wire.
/// </summary>
internal sealed class ExceptionPlan(Type type) : CopyPlan
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;
    private static readonly FieldInfo Message = typeof(Exception).GetField("_message", Hidden)!;
    private static readonly FieldInfo Inner = typeof(Exception).GetField("_innerException", Hidden)!;

    private readonly MemberPlan? _members = type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) ? new MemberPlan(type) : null;
    private readonly bool _isKnown = type.Assembly == typeof(Copier).Assembly
        || new[] { "System", "Microsoft", "Azure" }.Any(each => (type.Namespace ?? "").StartsWith(each, StringComparison.Ordinal));

    public override object Copy(object value, CopyContext context)
    {
        var exception = (Exception)value;
        if (_members is null && _isKnown) return exception;
        var copy = _members is null ? new Serialization.UnavailableExceptionFallbackException { ExceptionType = type.FullName! } : (Exception)RuntimeHelpers.GetUninitializedObject(type);
        context.Remember(exception, copy);
        Message.SetValue(copy, exception.Message);
        Inner.SetValue(copy, context.Copy(exception.InnerException));
        copy.HResult = exception.HResult;
        if (_members is not null) _members.CopyInto(copy, exception, context);
        return exception.StackTrace is { } stack ? ExceptionDispatchInfo.SetRemoteStackTrace(copy, stack) : copy;
    }
}
