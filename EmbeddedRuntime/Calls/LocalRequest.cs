using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Work of the runtime's own that waits its turn like a call: a timer's tick, a reminder, stream events.</summary>
internal abstract class LocalRequest : TaskRequest
{
    private static readonly MethodInfo Method = typeof(LocalRequest).GetMethod(nameof(InvokeInner), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Without the activation it was made for it has no meaning.</summary>
    internal override bool IsLocal => true;

    public override object? GetTarget() => Holder?.GrainInstance;

    public override void SetTarget(ITargetHolder holder) { }

    public override string GetActivityName() => $"{GetInterfaceName()}/{GetMethodName()}";

    public override Type GetInterfaceType() => GetType();

    public override MethodInfo GetMethod() => Method;

    public override void Dispose() { }
}
