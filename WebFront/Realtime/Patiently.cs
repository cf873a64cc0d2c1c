using Orleans.Runtime;

namespace LiveChat.WebFront.Realtime;

/// <summary>
/// Calls that are safe to repeat are repeated for a moment when the silo or the session's owner changed under them:
/// Orleans rejects such calls at once, and the next one finds the new owner.
/// </summary>
internal static class Patiently
{
    private const int MostAttempts = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Calls with what it needs, so that nothing is captured.</summary>
    public static Task<T> Call<TState, T>(TState state, Func<TState, Task<T>> call)
    {
        var task = call(state);
        return task.IsCompletedSuccessfully ? task : Retry(task, state, call);
    }

    private static async Task<T> Retry<TState, T>(Task<T> first, TState state, Func<TState, Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await (attempt == 1 ? first : call(state));
            }
            catch (Exception e) when (attempt < MostAttempts && e is SequenceTakenException or OrleansMessageRejectionException)
            {
                // 50 ms, 100, 200, 400, 800: together less than a caller's patience.
                await Task.Delay(FirstPause * (1 << (attempt - 1)));
            }
        }
    }
}
