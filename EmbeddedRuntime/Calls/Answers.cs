using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>How a caller's task gets its end.</summary>
internal static class Answers
{
    public static void Settle(TaskCompletionSource? answer, Task done)
    {
        if (answer is null) return;
        if (done.IsCompletedSuccessfully) answer.TrySetResult();
        else if (done.IsCanceled) answer.TrySetException(CancellationOf(done));
        else answer.TrySetException(done.Exception!.InnerExceptions);
    }

    public static void Settle<T>(RequestBase request, TaskCompletionSource<T>? answer, Task<T> done)
    {
        if (answer is null) return;
        if (done.IsCompletedSuccessfully) SettleCopied(request, answer, done.Result);
        else if (done.IsCanceled) answer.TrySetException(CancellationOf(done));
        else answer.TrySetException(done.Exception!.InnerExceptions);
    }

    public static void Settle<T>(RequestBase request, TaskCompletionSource<T>? answer, Response response)
    {
        if (answer is null) return;
        if (response.Exception is { } exception) answer.TrySetException(exception);
        else SettleCopied(request, answer, response.GetResult<T>());
    }

    /// <summary>The result as the caller may have it: its own copy in strict mode.</summary>
    public static T Copied<T>(RequestBase request, T result) =>
        request.Target?.Shared.Sender.Copier is { } copier ? copier.Copy(result) : result;

    private static void SettleCopied<T>(RequestBase request, TaskCompletionSource<T> answer, T result)
    {
        try
        {
            answer.TrySetResult(Copied(request, result));
        }
        catch (Exception exception) // the result cannot cross: that is the caller's answer
        {
            answer.TrySetException(exception);
        }
    }

    private static Exception CancellationOf(Task done)
    {
        try
        {
            done.GetAwaiter().GetResult();
            throw new InvalidOperationException("A cancelled task was expected.");
        }
        catch (OperationCanceledException exception)
        {
            return exception;
        }
    }
}
