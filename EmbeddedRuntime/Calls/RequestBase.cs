using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>
/// One call: what the generated code fills in, and the letter that travels to the activation and back, in one object.
/// </summary>
public abstract class RequestBase : IRequest
{
    public InvokeMethodOptions Options { get; protected set; }

    public virtual bool IsCancellable => false;

    // The letter. Written by the sender before it is sent; the links belong to the queue that holds it, under its lock.
    internal GrainReference? Target;
    internal Activation? Source;
    internal Activation? Holder;
    internal Dictionary<string, object>? Context;
    internal RequestBase? Next;
    internal RequestBase? Previous;
    internal CancellationTokenRegistration CallerToken;
    internal long Deadline = long.MaxValue;
    internal byte Forwards;
    internal RequestStage Stage;

    public void AddInvokeMethodOptions(InvokeMethodOptions options) => Options |= options;

    public virtual int GetArgumentCount() => 0;

    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index), $"{GetMethodName()} has no argument {index}.");

    public virtual void SetArgument(int index, object? value) => throw new ArgumentOutOfRangeException(nameof(index), $"{GetMethodName()} has no argument {index}.");

    public virtual TimeSpan? GetDefaultResponseTimeout() => null;

    public virtual CancellationToken GetCancellationToken() => CancellationToken.None;

    public virtual bool TryCancel() => false;

    public abstract object? GetTarget();

    public abstract void SetTarget(ITargetHolder holder);

    public abstract ValueTask<Response> Invoke();

    public abstract string GetMethodName();

    public abstract string GetInterfaceName();

    public abstract string GetActivityName();

    public abstract Type GetInterfaceType();

    public abstract MethodInfo GetMethod();

    public abstract void Dispose();

    public override string ToString() => $"{GetInterfaceName()}.{GetMethodName()}";

    internal bool IsOneWay => Options.HasFlag(InvokeMethodOptions.OneWay);

    internal bool IsReadOnly => Options.HasFlag(InvokeMethodOptions.ReadOnly);

    internal bool IsAlwaysInterleave => Options.HasFlag(InvokeMethodOptions.AlwaysInterleave);

    /// <summary>May have to be found among waiting calls while another runs.</summary>
    internal bool IsEager => IsAlwaysInterleave || IsReadOnly || (Context is not null && RequestContext.ReentrancyIdOf(Context) != Guid.Empty);

    /// <summary>Belongs to this activation, such as a timer's tick: never goes to another one.</summary>
    internal virtual bool IsLocal => false;

    /// <summary>Whether running it counts as use of the activation.</summary>
    internal virtual bool IsKeepAlive => true;

    /// <summary>The same call as a letter of its own.</summary>
    internal RequestBase Copy() => (RequestBase)MemberwiseClone();

    /// <summary>Whether somebody waits for the answer, so that failures need not be logged.</summary>
    internal abstract bool HasCaller { get; }

    /// <summary>The caller's task, which this request will complete.</summary>
    internal abstract Task Expect();

    /// <summary>Calls the method on the target set before.</summary>
    /// <returns>Whether it is done and answered; otherwise there is a task to wait for.</returns>
    internal abstract bool Start([NotNullWhen(false)] out Task? pending);

    /// <summary>Answers the caller with the result of the task that <see cref="Start"/> gave, which has succeeded.</summary>
    internal abstract void Finish(Task done);

    /// <summary>Answers the caller with what filters made of the call.</summary>
    internal abstract void Complete(Response response);

    /// <summary>Answers the caller with an exception. False when it had an answer already.</summary>
    internal abstract bool Fail(Exception exception);

    internal abstract bool Cancel(CancellationToken token);

    /// <summary>Fails a call that will not run.</summary>
    internal bool Refuse(Exception exception)
    {
        CallerToken.Unregister();
        return Fail(exception);
    }
}

/// <summary>Where a request is, for the one who must take it back.</summary>
internal enum RequestStage : byte
{
    Sent,
    Waiting,
    Running,
    Done,
}
