using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Calls to one observer, one at a time and in their order. The observer is held weakly.</summary>
internal sealed class ObserverTarget(IGrainObserver observer, LocalCluster cluster) : ICallTarget, ITargetHolder
{
    // As many calls may wait for an observer that does not return; further ones are refused.
    private const int Bound = 10_000;

    private readonly WeakReference<IGrainObserver> _observer = new(observer);
    private readonly Queue<RequestBase> _waiting = new();
    private RequestBase? _running;
    private bool _isRunning;
    private bool _isClosed;

    public bool IsAlive => !_isClosed && _observer.TryGetTarget(out _);

    public object? GetTarget() => _observer.TryGetTarget(out var target) ? target : null;

    public object? GetComponent(Type componentType) => GetTarget() is { } target && componentType.IsInstanceOfType(target) ? target : null;

    public bool TryEnqueue(RequestBase request)
    {
        lock (_waiting)
        {
            if (!IsAlive) return false;
            if (_waiting.Count >= Bound) throw new LimitExceededException($"{Bound} calls wait for {request.Target!.GrainId} already.");
            _waiting.Enqueue(request);
            if (_isRunning) return true;
            _isRunning = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.Run(), this, preferLocal: false);
        return true;
    }

    public void Close() => _isClosed = true;

    /// <summary>Answers with a time-out the calls whose time is over.</summary>
    public void ExpireCalls(long now)
    {
        List<RequestBase>? expired = null;
        lock (_waiting)
        {
            foreach (var request in _waiting)
                if (request.Deadline <= now) (expired ??= []).Add(request);
            if (_running is { } running && running.Deadline <= now) (expired ??= []).Add(running);
        }
        foreach (var request in expired ?? [])
            request.Fail(new TimeoutException($"{request} was not answered in time by the observer {request.Target!.GrainId}."));
    }

    private async Task Run()
    {
        while (Next() is { } request)
        {
            RequestContext.Current = request.Context;
            await Call(request);
        }
    }

    private RequestBase? Next()
    {
        lock (_waiting)
        {
            _running = _waiting.TryDequeue(out var request) ? request : null;
            _isRunning = _running is not null;
            return _running;
        }
    }

    private async Task Call(RequestBase request)
    {
        try
        {
            if (!IsAlive) throw new ClientNotAvailableException(request.Target!.GrainId);
            if (cluster.Clock.Now >= request.Deadline) return; // it has had its time-out
            request.SetTarget(this);
            if (request.Start(out var pending)) return;
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (pending.IsCompletedSuccessfully) request.Finish(pending);
            else throw pending.Exception?.InnerException ?? new TaskCanceledException(pending);
        }
        catch (Exception exception) // the observer's or ours: the caller's answer
        {
            if (!request.Fail(exception)) cluster.LogLost(request, exception);
        }
        finally
        {
            request.CallerToken.Unregister();
        }
    }
}
