using System.Runtime.CompilerServices;

namespace LiveChat.Assistant;

/// <summary>Reads a stream whose source may ignore its cancellation token: the reader leaves at once all the same.</summary>
public static class CancellableStream
{
    /// <summary>The same items; when the token is cancelled, this ends with <see cref="OperationCanceledException"/> though the source may hang on.</summary>
    /// <remarks>A source left behind is disposed of when it comes round; what it throws then concerns nobody.</remarks>
    public static async IAsyncEnumerable<T> UntilCancelled<T>(this IAsyncEnumerable<T> source, [EnumeratorCancellation] CancellationToken token)
    {
        var reader = source.GetAsyncEnumerator(token);
        var step = Task.FromResult(true);
        try
        {
            while (true)
            {
                token.ThrowIfCancellationRequested();
                var next = reader.MoveNextAsync();
                if (next.IsCompletedSuccessfully)
                {
                    if (!next.Result) yield break;
                }
                else
                {
                    step = next.AsTask();
                    if (!await step.WaitAsync(token)) yield break;
                }

                yield return reader.Current;
            }
        }
        finally
        {
            if (step.IsCompleted) await reader.DisposeAsync();
            else _ = DisposeLater(step, reader);
        }
    }

    private static async Task DisposeLater<T>(Task step, IAsyncEnumerator<T> reader)
    {
        await step.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await reader.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
