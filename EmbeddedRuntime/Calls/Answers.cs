using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>How a caller's task gets its result.</summary>
internal static class Answers
{
    public static void Settle<T>(RequestBase request, TaskCompletionSource<T>? answer, Response response)
    {
        if (answer is null) return;
        if (response.Exception is { } exception) answer.TrySetException(exception);
        else SettleCopied(request, answer, response.GetResult<T>());
    }

    /// <summary>The result as the caller may have it: its own copy in strict mode.</summary>
    public static T Copied<T>(RequestBase request, T result) =>
        request.Target?.Shared.Sender.Copier is { } copier ? copier.Copy(result) : result;

    public static void SettleCopied<T>(RequestBase request, TaskCompletionSource<T>? answer, T result)
    {
        if (answer is null) return;
        try
        {
            answer.TrySetResult(Copied(request, result));
        }
        catch (Exception exception) // the result cannot cross: that is the caller's answer
        {
            answer.TrySetException(exception);
        }
    }
}
