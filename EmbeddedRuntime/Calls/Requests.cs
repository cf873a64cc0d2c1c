using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call of a method that returns <see cref="Task"/>.</summary>
public abstract class TaskRequest : RequestBase
{
    private TaskCompletionSource? _answer;

    public sealed override async ValueTask<Response> Invoke()
    {
        try
        {
            await InvokeInner();
            return Response.Completed;
        }
        catch (Exception exception) // it becomes the caller's
        {
            return Response.FromException(exception);
        }
    }

    protected abstract Task InvokeInner();

    internal override bool HasCaller => _answer is not null;

    internal override Task Expect() => (_answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    internal override bool Start([NotNullWhen(false)] out Task? pending)
    {
        var task = InvokeInner();
        pending = task.IsCompletedSuccessfully ? null : task;
        if (pending is not null) return false;
        _answer?.TrySetResult();
        return true;
    }

    internal override void Finish(Task done) => _answer?.TrySetResult();

    internal override void Complete(Response response)
    {
        if (response.Exception is { } exception) Fail(exception);
        else _answer?.TrySetResult();
    }

    internal override bool Fail(Exception exception) => _answer?.TrySetException(exception) ?? false;

    internal override bool Cancel(CancellationToken token) => _answer?.TrySetCanceled(token) ?? false;
}

/// <summary>A call of a method that returns <see cref="Task{T}"/>.</summary>
public abstract class TaskRequest<TResult> : RequestBase
{
    private TaskCompletionSource<TResult>? _answer;

    public sealed override async ValueTask<Response> Invoke()
    {
        try
        {
            return Response.FromResult(await InvokeInner());
        }
        catch (Exception exception) // it becomes the caller's
        {
            return Response.FromException(exception);
        }
    }

    protected abstract Task<TResult> InvokeInner();

    internal override bool HasCaller => _answer is not null;

    internal override Task Expect() => (_answer = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    internal override bool Start([NotNullWhen(false)] out Task? pending)
    {
        var task = InvokeInner();
        pending = task.IsCompletedSuccessfully ? null : task;
        if (pending is not null) return false;
        _answer?.TrySetResult(Answers.Copied(this, task.Result));
        return true;
    }

    internal override void Finish(Task done) => Answers.SettleCopied(this, _answer, ((Task<TResult>)done).Result);

    internal override void Complete(Response response) => Answers.Settle(this, _answer, response);

    internal override bool Fail(Exception exception) => _answer?.TrySetException(exception) ?? false;

    internal override bool Cancel(CancellationToken token) => _answer?.TrySetCanceled(token) ?? false;
}

/// <summary>A call of a method that returns <see cref="ValueTask"/>.</summary>
public abstract class Request : RequestBase
{
    private TaskCompletionSource? _answer;

    public sealed override async ValueTask<Response> Invoke()
    {
        try
        {
            await InvokeInner();
            return Response.Completed;
        }
        catch (Exception exception) // it becomes the caller's
        {
            return Response.FromException(exception);
        }
    }

    protected abstract ValueTask InvokeInner();

    internal override bool HasCaller => _answer is not null;

    internal override Task Expect() => (_answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    internal override bool Start([NotNullWhen(false)] out Task? pending)
    {
        var task = InvokeInner();
        pending = task.IsCompletedSuccessfully ? null : task.AsTask();
        if (pending is not null) return false;
        task.GetAwaiter().GetResult(); // completed: this only gives the source back to its pool
        _answer?.TrySetResult();
        return true;
    }

    internal override void Finish(Task done) => _answer?.TrySetResult();

    internal override void Complete(Response response)
    {
        if (response.Exception is { } exception) Fail(exception);
        else _answer?.TrySetResult();
    }

    internal override bool Fail(Exception exception) => _answer?.TrySetException(exception) ?? false;

    internal override bool Cancel(CancellationToken token) => _answer?.TrySetCanceled(token) ?? false;
}

/// <summary>A call of a method that returns <see cref="ValueTask{T}"/>.</summary>
public abstract class Request<TResult> : RequestBase
{
    private TaskCompletionSource<TResult>? _answer;

    public sealed override async ValueTask<Response> Invoke()
    {
        try
        {
            return Response.FromResult(await InvokeInner());
        }
        catch (Exception exception) // it becomes the caller's
        {
            return Response.FromException(exception);
        }
    }

    protected abstract ValueTask<TResult> InvokeInner();

    internal override bool HasCaller => _answer is not null;

    internal override Task Expect() => (_answer = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    internal override bool Start([NotNullWhen(false)] out Task? pending)
    {
        var task = InvokeInner();
        pending = task.IsCompletedSuccessfully ? null : task.AsTask();
        if (pending is not null) return false;
        _answer?.TrySetResult(Answers.Copied(this, task.Result));
        return true;
    }

    internal override void Finish(Task done) => Answers.SettleCopied(this, _answer, ((Task<TResult>)done).Result);

    internal override void Complete(Response response) => Answers.Settle(this, _answer, response);

    internal override bool Fail(Exception exception) => _answer?.TrySetException(exception) ?? false;

    internal override bool Cancel(CancellationToken token) => _answer?.TrySetCanceled(token) ?? false;
}

/// <summary>A call of an observer's method that returns nothing.</summary>
public abstract class VoidRequest : RequestBase
{
    public sealed override ValueTask<Response> Invoke()
    {
        try
        {
            InvokeInner();
            return new(Response.Completed);
        }
        catch (Exception exception) // filters see it; there is no caller
        {
            return new(Response.FromException(exception));
        }
    }

    protected abstract void InvokeInner();

    internal override bool HasCaller => false;

    internal override Task Expect() => Task.CompletedTask;

    internal override bool Start([NotNullWhen(false)] out Task? pending)
    {
        InvokeInner();
        pending = null;
        return true;
    }

    internal override void Finish(Task done) { }

    internal override void Complete(Response response) { }

    internal override bool Fail(Exception exception) => false;

    internal override bool Cancel(CancellationToken token) => false;
}
