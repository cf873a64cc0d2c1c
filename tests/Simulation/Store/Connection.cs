using LiveChat.Simulation.Engine;

namespace LiveChat.Simulation.Store;

/// <summary>
/// One process's way to the database. Each call takes effect after a while, and is answered after another; with the process
/// goes what had not taken effect. Nothing comes in the order in which it was asked.
/// </summary>
internal sealed class Connection(Simulator simulator, Lane lane, Lane outside, Weather weather)
{
    public Task<T> Read<T>(Func<Task<T>> call) => Call(call, writes: false);

    public Task<T> Write<T>(Func<Task<T>> call) => Call(call, writes: true);

    public Task Write(Func<Task> call) => Write(async () =>
    {
        await call();
        return true;
    });

    private Task<T> Call<T>(Func<Task<T>> call, bool writes)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var fault = weather.Next(writes);
        After(() =>
        {
            if (lane.IsClosed) return;
            if (weather.IsAway) fault = Fault.Refused;
            var done = fault is Fault.None or Fault.AnswerLost ? Try(call) : null;
            After(() =>
            {
                if (fault is Fault.None) answer.SetFromTask(done!);
                else answer.SetException(fault is Fault.Overloaded ? new StoreOverloadedException("The queue is full.") : new StoreUnavailableException("The database is away."));
            });
        });
        return answer.Task;
    }

    private void After(Action work) => simulator.After(weather.Latency(), new Step(outside, work));

    // The stores in memory answer at once, by a result or by an exception.
    private static Task<T> Try<T>(Func<Task<T>> call)
    {
        try
        {
            return call();
        }
        catch (Exception fault) // it is the caller's answer
        {
            return Task.FromException<T>(fault);
        }
    }

    private sealed class Step(Lane lane, Action work) : Moment
    {
        public override void Come() => lane.Post(work);
    }
}
