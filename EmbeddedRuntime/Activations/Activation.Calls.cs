using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>The calls: which wait, which run, which of them may run between the awaits of another.</summary>
internal sealed partial class Activation
{
    private static readonly Action<Task, object?> FinishCall = static (done, request) => Finish((RequestBase)request!, done, isFiltered: false);
    private static readonly Action<Task, object?> FinishFiltered = static (done, request) => Finish((RequestBase)request!, done, isFiltered: true);

    private CallList _waiting;
    private CallList _running;

    // The running call that others have to wait for; null when none runs, or only such as interleave with everything.
    private RequestBase? _blocking;
    private bool _isServing;
    private long _lastUse;

    /// <summary>How many calls wait or run; read without the lock, as a hint.</summary>
    public int Load => _waiting.Count + _running.Count;

    public bool TryEnqueue(RequestBase request)
    {
        if (_stage == ActivationStage.Gone) return false;
        if (!request.IsLocal) Silo.ThrowIfClosedTo(request);
        var pump = false;
        lock (this)
        {
            if (_stage == ActivationStage.Gone) return false;
            if (!request.IsLocal && Silo.RequestLimit(kind) is > 0 and var limit && Load >= limit)
                throw new LimitExceededException("MaxEnqueuedRequestsHardLimit", Load, limit, this);
            request.Holder = this;
            request.Stage = RequestStage.Waiting;
            _waiting.Add(request);
            if (_stage == ActivationStage.Created)
            {
                _stage = ActivationStage.Activating;
                _isActivating = true;
                pump = IsPumpNeeded(Work.Activate);
            }
            else if (!_isServing && MayStart(request))
            {
                pump = IsServingNeeded();
            }
        }
        if (pump) Schedule();
        return true;
    }

    /// <summary>A caller gave up: its call is taken from the queue, or told through its token when it runs.</summary>
    public static void CancelCall(RequestBase request, CancellationToken token)
    {
        if (request.Holder is { } holder) holder.TakeBack(request);
        request.Cancel(token);
    }

    /// <summary>Answers with a time-out the calls whose time is over.</summary>
    public void ExpireCalls(long now)
    {
        if (_waiting.Count == 0 && _running.Count == 0) return;
        List<RequestBase>? expired = null;
        lock (this)
        {
            _waiting.CollectExpired(now, ref expired);
            _running.CollectExpired(now, ref expired);
            foreach (var request in expired ?? [])
                if (request.Stage == RequestStage.Waiting) Drop(request);
        }
        foreach (var request in expired ?? [])
        {
            if (request.Stage == RequestStage.Done) request.CallerToken.Unregister();
            if (request.Fail(new TimeoutException($"{request} was not answered in time by {GrainId}: it {(request.Stage == RequestStage.Running ? "still runs" : "waited for other calls")}.")))
                Silo.LogTimeout(request, this);
            if (Silo.CancelsOnTimeout) CancelRunning(request);
        }
    }

    private bool IsServingNeeded()
    {
        _isServing = true;
        return IsPumpNeeded(Work.Serve);
    }

    private void Serve()
    {
        while (TakeNext() is { } request) Run(request);
    }

    private RequestBase? TakeNext()
    {
        bool pump;
        lock (this)
        {
            for (var request = _waiting.First; request is not null; request = request.Next)
            {
                if (!MayStart(request))
                {
                    if (_waiting.Eager == 0 && !kind.ChoosesInterleaving) break; // so that a long queue is not looked through at each call's end
                    continue;
                }
                _waiting.Remove(request);
                _running.Add(request);
                request.Stage = RequestStage.Running;
                if (_blocking is null && !request.IsAlwaysInterleave) _blocking = request;
                return request;
            }
            _isServing = false;
            pump = IsEndDue() && IsPumpNeeded(Work.End);
        }
        if (pump) Schedule();
        return null;
    }

    private bool MayStart(RequestBase request)
    {
        if (_stage != ActivationStage.Active) return false;
        if (_blocking is not { } blocking || request.IsAlwaysInterleave || kind.IsReentrant) return true;
        if (blocking.IsReadOnly && request.IsReadOnly) return true;
        if (_extras is { ReentrantSections: { Count: > 0 } sections } && sections.ContainsKey(RequestContext.ReentrancyIdOf(request.Context))) return true;
        return kind.MayInterleave(request, blocking);
    }

    private void Run(RequestBase request)
    {
        var before = ExecutionContext.Capture();
        Task? pending;
        var isFiltered = (Silo.IncomingFilters.Length > 0 || kind.FiltersOwnCalls) && !request.IsLocal;
        try
        {
            RequestContext.Current = request.Context;
            request.SetTarget(this);
            if (isFiltered) pending = RunFiltered(request);
            else request.Start(out pending);
        }
        catch (Exception exception) // the method threw before its first await: the caller's answer
        {
            pending = Task.FromException(exception);
        }
        // A method that is not async leaves its changes of the context behind; they end with the call.
        if (before is not null && !ReferenceEquals(before, ExecutionContext.Capture())) ExecutionContext.Restore(before);

        if (pending is null) Completed(request);
        else if (pending.IsCompleted) Finish(request, pending, isFiltered);
        else _ = pending.ContinueWith(isFiltered ? FinishFiltered : FinishCall, request, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Default);
    }

    private async Task RunFiltered(RequestBase request)
    {
        var call = new IncomingCall(this, request, Silo.IncomingFilters);
        await call.Invoke();
        request.Complete(call.Response ?? Response.Completed);
    }

    /// <param name="isFiltered">The filters have answered already, unless they failed.</param>
    private static void Finish(RequestBase request, Task done, bool isFiltered)
    {
        var activation = request.Holder!;
        if (done.IsFaulted)
        {
            var exception = done.Exception.InnerException!;
            if (!request.HasCaller) activation.Silo.LogUnheard(request, activation, exception);
            else request.Fail(activation.Silo.Copier?.CopyException(exception) ?? exception);
        }
        else if (done.IsCanceled)
        {
            request.Fail(new TaskCanceledException(done));
        }
        else if (!isFiltered)
        {
            request.Finish(done);
        }
        activation.Completed(request);
    }

    private void Completed(RequestBase request)
    {
        request.CallerToken.Unregister();
        bool pump;
        lock (this)
        {
            if (_stage == ActivationStage.Gone) return;
            request.Stage = RequestStage.Done;
            _running.Remove(request);
            if (request.IsKeepAlive) _lastUse = Silo.Clock.Now;
            if (ReferenceEquals(_blocking, request)) _blocking = _running.FirstBlocking();
            if (_isServing) return;
            pump = _waiting.Count > 0 && _stage == ActivationStage.Active ? IsServingNeeded() : IsEndDue() && IsPumpNeeded(Work.End);
        }
        if (pump) Schedule();
    }

    private void TakeBack(RequestBase request)
    {
        lock (this)
        {
            if (request.Stage == RequestStage.Waiting) Drop(request);
        }
        CancelRunning(request);
    }

    private void Drop(RequestBase request)
    {
        _waiting.Remove(request);
        request.Stage = RequestStage.Done;
    }

    /// <summary>Signals the method's token, in a turn of its own so that what is registered on it runs here.</summary>
    private void CancelRunning(RequestBase request)
    {
        if (!request.IsCancellable || request.Stage != RequestStage.Running) return;
        Silo.Turns.Add(static each => new Task(static state => ((RequestBase)state!).TryCancel(), each).Start(each.Holder!), request);
    }

    public void EnterReentrantSection(Guid id)
    {
        lock (this) Rare.ReentrantSections[id] = Rare.ReentrantSections.GetValueOrDefault(id) + 1;
    }

    public void ExitReentrantSection(Guid id)
    {
        lock (this)
        {
            if (--Rare.ReentrantSections[id] == 0) Rare.ReentrantSections.Remove(id);
        }
    }
}
