namespace LiveChat.Cluster;

/// <summary>Events in the order in which they came, and waiting for those that are still to come.</summary>
public sealed class EventTape<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _events = [];
    private readonly List<(Func<T, bool> Wanted, TaskCompletionSource<T> Found)> _waiting = [];

    /// <summary>What has come so far.</summary>
    public T[] All
    {
        get
        {
            lock (_lock) return [.. _events];
        }
    }

    /// <summary>Forgets what came up to this event, and the event.</summary>
    public void ForgetThrough(T last)
    {
        lock (_lock) _events.RemoveRange(0, _events.IndexOf(last) + 1);
    }

    public void Add(T happened)
    {
        lock (_lock)
        {
            _events.Add(happened);
            foreach (var (wanted, found) in _waiting)
            {
                if (wanted(happened)) found.TrySetResult(happened);
            }
            _waiting.RemoveAll(waiting => waiting.Found.Task.IsCompleted);
        }
    }

    /// <summary>The first event like this, come or to come.</summary>
    public async Task<TEvent> Expect<TEvent>(Func<TEvent, bool>? wanted = null) where TEvent : T
    {
        Task<T> found;
        lock (_lock)
        {
            if (_events.OfType<TEvent>().FirstOrDefault(happened => wanted?.Invoke(happened) ?? true) is { } past) return past;
            var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((happened => happened is TEvent one && (wanted?.Invoke(one) ?? true), source));
            found = source.Task;
        }
        try
        {
            return (TEvent)(await found.WaitAsync(ChatCluster.Patience))!;
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"No such {typeof(TEvent).Name} came; there were: {string.Join("; ", All)}", fault);
        }
    }
}
