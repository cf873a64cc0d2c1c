using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>The calls: which wait, which run, which of them may run between the awaits of another.</summary>
internal sealed partial class Activation
{
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
        Task? start = null;
        lock (this)
        {
            if (_stage == ActivationStage.Gone) return false;
            if (Silo.RequestLimit(kind) is > 0 and var limit && _waiting.Count + _running.Count >= limit)
                throw new LimitExceededException("MaxEnqueuedRequestsHardLimit", _waiting.Count + _running.Count, limit, this);
            request.Holder = this;
            request.Stage = RequestStage.Waiting;
            _waiting.Add(request);
            if (_stage == ActivationStage.Created)
            {
                _stage = ActivationStage.Activating;
                start = new Task(static self => _ = ((Activation)self!).ActivateAsync(), this);
            }
            else if (!_isServing && MayStart(request))
            {
                start = ServeLater();
            }
        }
        start?.Start(this);
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
            if (request.Fail(new TimeoutException($"{request} was not answered in time by {GrainId}: it {(request.Stage == RequestStage.Running ? "still runs" : "waited for other calls")}.")))
                Silo.LogTimeout(request, this);
            if (Silo.CancelsOnTimeout) CancelRunning(request);
        }
    }

    private Task ServeLater()
    {
        _isServing = true;
        return new Task(static self => ((Activation)self!).Serve(), this);
    }

    private void Serve()
    {
        while (TakeNext() is { } request) Run(request);
    }

    private RequestBase? TakeNext()
    {
        Task? end;
        lock (this)
        {
            for (var request = _waiting.First; request is not null; request = request.Next)
            {
                if (!MayStart(request)) continue;
                _waiting.Remove(request);
                _running.Add(request);
                request.Stage = RequestStage.Running;
                if (_blocking is null && !request.IsAlwaysInterleave) _blocking = request;
                return request;
            }
            _isServing = false;
            end = IsEndDue() ? EndLater() : null;
        }
        end?.Start(this);
        return null;
    }

    private bool MayStart(RequestBase request)
    {
        if (_stage != ActivationStage.Active) return false;
        if (_blocking is not { } blocking || request.IsAlwaysInterleave || kind.IsReentrant) return true;
        if (blocking.IsReadOnly && request.IsReadOnly) return true;
        if (_extras is { ReentrantSections: { Count: > 0 } sections } && sections.ContainsKey(RequestContext.ReentrancyIdOf(request.Context))) return true;
        return kind.HasInterleavePredicate && (kind.MayInterleave(request) || kind.MayInterleave(blocking));
    }

    private void Run(RequestBase request)
    {
        var before = ExecutionContext.Capture();
        Task? pending;
        try
        {
            RequestContext.Current = request.Context;
            request.SetTarget(this);
            if (Silo.IncomingFilters.Length > 0 || kind.FiltersOwnCalls) pending = RunFiltered(request);
            else request.Start(out pending);
        }
        catch (Exception exception) // the method threw before its first await: the caller's answer
        {
            pending = Task.FromException(exception);
        }
        // A method that is not async leaves its changes of the context behind; they end with the call.
        if (before is not null && !ReferenceEquals(before, ExecutionContext.Capture())) ExecutionContext.Restore(before);

        if (pending is null) Completed(request);
        else if (pending.IsCompleted) Finish(request, pending);
        else _ = pending.ContinueWith(static (task, state) => Finish((RequestBase)state!, task), request, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Default);
    }

    private async Task RunFiltered(RequestBase request)
    {
        if (request.IsLocal)
        {
            if (!request.Start(out var pending)) await pending;
            return;
        }
        var call = new IncomingCall(this, request, Silo.IncomingFilters);
        await call.Invoke();
        request.Complete(call.Response ?? Response.Completed);
    }

    private static void Finish(RequestBase request, Task done)
    {
        var activation = request.Holder!;
        if (done.IsFaulted)
        {
            var exception = done.Exception.InnerException!;
            if (!request.HasCaller) activation.Silo.LogUnheard(request, activation, exception);
            else request.Fail(activation.Silo.Copier?.CopyException(exception) ?? exception);
        }
        else
        {
            request.Finish(done);
        }
        activation.Completed(request);
    }

    private void Completed(RequestBase request)
    {
        request.CallerToken.Dispose();
        Task? start = null;
        lock (this)
        {
            request.Stage = RequestStage.Done;
            _running.Remove(request);
            if (request.IsKeepAlive) _lastUse = Silo.Clock.Now;
            if (ReferenceEquals(_blocking, request)) _blocking = _running.FirstBlocking();
            if (_isServing) return;
            start = _waiting.Count > 0 && _stage == ActivationStage.Active ? ServeLater() : IsEndDue() ? EndLater() : null;
        }
        start?.Start(this);
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
        if (request.IsCancellable && request.Stage == RequestStage.Running)
            new Task(static state => ((RequestBase)state!).TryCancel(), request).Start(this);
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
