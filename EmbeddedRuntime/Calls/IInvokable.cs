using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.Serialization.Invocation
{
    /// <summary>One call as an object: which method, which arguments.</summary>
    public interface IInvokable : IDisposable
    {
        bool IsCancellable => false;
        object? GetTarget();
        void SetTarget(ITargetHolder holder);
        ValueTask<Response> Invoke();
        int GetArgumentCount();
        object? GetArgument(int index);
        void SetArgument(int index, object? value);
        string GetMethodName();
        string GetInterfaceName();
        string GetActivityName();
        MethodInfo GetMethod();
        Type GetInterfaceType();
        TimeSpan? GetDefaultResponseTimeout();
        CancellationToken GetCancellationToken() => CancellationToken.None;
        bool TryCancel() => false;
    }

    /// <summary>Has the object that a call runs on.</summary>
    public interface ITargetHolder
    {
        object? GetTarget();
        object? GetComponent(Type componentType);
    }
}

namespace Orleans.Runtime
{
    /// <summary>A call that is sent through a reference.</summary>
    public interface IRequest : IInvokable
    {
        InvokeMethodOptions Options { get; }
        void AddInvokeMethodOptions(InvokeMethodOptions options);
    }
}
