using LiveChat.Silo.Hosting;
using Orleans.Runtime;

namespace LiveChat.WebFront.Realtime;

/// <summary>
/// Calls that are safe to repeat are repeated for a moment when the silo or the session's owner changed under them:
/// Orleans rejects such calls at once, or the answer went down with the silo; the next one finds the new owner.
/// </summary>
internal sealed class Patiently(ClusterNews news, TimeProvider clock)
{
    // 50 ms, 100, 200, 400, then 800 each: together four seconds, in which a dead silo is found out, and less than a caller's patience.
    private const int MostAttempts = 9;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(800);

    // An answer that was on its way when a silo went has come by then, or never will.
    private static readonly TimeSpan AnswerAfterLoss = TimeSpan.FromSeconds(1);

    /// <summary>Calls with what it needs, so that nothing is captured.</summary>
    public Task<T> Call<TState, T>(TState state, Func<TState, Task<T>> call)
    {
        var task = call(state);
        return task.IsCompletedSuccessfully ? task : Retry(task, state, call);
    }

    private async Task<T> Retry<TState, T>(Task<T> first, TState state, Func<TState, Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            var task = attempt == 1 ? first : call(state);
            try
            {
                if (news.NextLoss is not { } loss || await IsAnswered(task, loss) || attempt == MostAttempts) return await task;
            }
            catch (Exception e) when (attempt < MostAttempts && e is SequenceTakenException or OrleansMessageRejectionException)
            {
                await Task.Delay(PauseAfter(attempt), clock);
            }
        }
    }

    /// <summary>Waits for the answer; false when a silo went and none has come since.</summary>
    private async Task<bool> IsAnswered(Task task, Task loss)
    {
        if (await Task.WhenAny(task, loss) == task) return true;
        return await Task.WhenAny(task, Task.Delay(AnswerAfterLoss, clock)) == task;
    }

    private static TimeSpan PauseAfter(int attempt)
    {
        var pause = FirstPause * (1 << (attempt - 1));
        return pause < LongestPause ? pause : LongestPause;
    }
}
