using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call on its way through the caller's filters.</summary>
internal sealed class OutgoingCall(GrainReference target, RequestBase request, IOutgoingGrainCallFilter[] filters, Func<RequestBase, Task<Response>> send) : IOutgoingGrainCallContext
{
    private int _next;

    public IInvokable Request => request;
    public object Grain => target;
    public GrainId? SourceId => SourceContext?.GrainId;
    public GrainId TargetId => target.GrainId;
    public GrainInterfaceType InterfaceType => target.InterfaceType;
    public string InterfaceName => request.GetInterfaceName();
    public string MethodName => request.GetMethodName();
    public MethodInfo InterfaceMethod => request.GetMethod();
    public IGrainContext? SourceContext { get; } = Activation.Current;
    public Response? Response { get; set; }

    public object? Result
    {
        get => Response?.Result;
        set => Response = Response.FromResult(value);
    }

    public async Task Invoke()
    {
        var step = _next++;
        try
        {
            if (step < filters.Length) await filters[step].Invoke(this);
            else Response = await send(request.Copy()); // each try is a letter of its own: the last one may still be under way
        }
        finally
        {
            _next = step; // a filter may try again
        }
    }
}

/// <summary>A call on its way through the silo's filters, then the grain's own, to the grain.</summary>
internal sealed class IncomingCall(Activation activation, RequestBase request, IIncomingGrainCallFilter[] filters) : IIncomingGrainCallContext
{
    private static readonly ConcurrentDictionary<(Type, MethodInfo), MethodInfo> Implementations = new();
    private int _next;

    public IInvokable Request => request;
    public object Grain => activation.GrainInstance!;
    public GrainId? SourceId => request.Source?.GrainId;
    public GrainId TargetId => activation.GrainId;
    public GrainInterfaceType InterfaceType => request.Target!.InterfaceType;
    public string InterfaceName => request.GetInterfaceName();
    public string MethodName => request.GetMethodName();
    public MethodInfo InterfaceMethod => request.GetMethod();
    public IGrainContext TargetContext => activation;
    public MethodInfo ImplementationMethod => Implementations.GetOrAdd((Grain.GetType(), InterfaceMethod), static pair => Implementation(pair.Item1, pair.Item2));
    public Response? Response { get; set; }

    public object? Result
    {
        get => Response?.Result;
        set => Response = Response.FromResult(value);
    }

    public async Task Invoke()
    {
        var step = _next++;
        try
        {
            if (step < filters.Length) await filters[step].Invoke(this);
            else if (step == filters.Length && Grain is IIncomingGrainCallFilter own) await own.Invoke(this);
            else await InvokeMethod();
        }
        finally
        {
            _next = step; // a filter may try again
        }
    }

    private async Task InvokeMethod()
    {
        Response = await request.Invoke();
        if (Response.Exception is { } exception) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
    }

    private static MethodInfo Implementation(Type grain, MethodInfo method)
    {
        var map = grain.GetInterfaceMap(method.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method)];
    }
}
