namespace Orleans.Runtime;

/// <summary>From the first call to the end.</summary>
internal sealed partial class Activation
{
    // A call that found so many activations on their way out is refused rather than sent round for ever.
    private const int MaxForwards = 5;

    private ActivationStage _stage;
    private bool _wasActive;
    private bool _isActivating;
    private bool _isEnding;
    private DeactivationReason _reason;

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        bool pump;
        lock (this)
        {
            if (_reason.ReasonCode == DeactivationReasonCode.None) _reason = deactivationReason;
            if (_stage is ActivationStage.Deactivating or ActivationStage.Gone) return;
            _wasActive = _stage == ActivationStage.Active;
            _stage = ActivationStage.Deactivating;
            pump = !_isActivating && IsEndDue() && IsPumpNeeded(Work.End);
        }
        if (pump) Schedule();
    }

    public void DelayDeactivation(TimeSpan timeSpan)
    {
        lock (this)
        {
            Rare.KeepUntil = timeSpan == TimeSpan.MaxValue || timeSpan == Timeout.InfiniteTimeSpan ? long.MaxValue
                : timeSpan <= TimeSpan.Zero ? 0
                : Silo.Clock.After(timeSpan);
        }
    }

    /// <summary>Ends the activation if nothing has used it for its kind's age.</summary>
    public void CollectIfIdle(long now, TimeSpan? age = null)
    {
        lock (this)
        {
            var limit = age ?? kind.CollectionAge;
            if (_stage != ActivationStage.Active || _waiting.Count + _running.Count > 0 || limit == TimeSpan.MaxValue) return;
            if (now - _lastUse < Silo.Clock.Ticks(limit) || _extras?.KeepUntil > now) return;
        }
        Deactivate(new(DeactivationReasonCode.ActivationIdle, $"Idle for {age ?? kind.CollectionAge}."));
    }

    /// <summary>What a crash does: no more turns, no OnDeactivateAsync, callers are told that the silo is gone.</summary>
    public void Kill(Exception exception)
    {
        RequestBase[] calls;
        lock (this)
        {
            if (_stage == ActivationStage.Gone) return;
            _stage = ActivationStage.Gone;
            calls = [.. _waiting.TakeAll(), .. _running.TakeAll()];
        }
        Silo.Remove(this);
        StopTimers();
        foreach (var call in calls) call.Refuse(exception);
        _extras?.Gone.TrySetResult();
    }

    private async Task ActivateAsync()
    {
        try
        {
            var timeout = new CancellationTokenSource(); // not disposed: its timer may go off at that very moment
            RequestContext.Current = _waiting.First?.Context;
            s_beingBuilt = this;
            try
            {
                _instance = kind.Create(this);
            }
            finally
            {
                s_beingBuilt = null;
            }
            var ready = Prepare(timeout.Token);
            if (!ready.IsCompletedSuccessfully)
            {
                using var limit = Silo.TimeProvider.CreateDetachedTimer(static source => ((CancellationTokenSource)source!).Cancel(), timeout, Silo.Collection.ActivationTimeout, Timeout.InfiniteTimeSpan);
                await ready.WaitAsync(timeout.Token);
            }
        }
        catch (Exception exception) // the waiting callers' answer; the next call tries anew
        {
            Silo.LogActivationFailed(this, exception);
            await EndFailed(exception);
            return;
        }

        bool pump;
        lock (this)
        {
            _isActivating = false;
            _lastUse = Silo.Clock.Now;
            if (_stage == ActivationStage.Activating)
            {
                _stage = ActivationStage.Active;
                pump = IsServingNeeded();
            }
            else
            {
                pump = IsEndDue() && IsPumpNeeded(Work.End); // it asked for its end while it began
            }
        }
        if (pump) Schedule();
    }

    private async Task Prepare(CancellationToken token)
    {
        if (_extras?.States is { Count: > 0 } states)
            foreach (var state in states) await state.ReadFirst(token);
        if (_instance is IGrainBase grain) await grain.OnActivateAsync(token);
    }

    /// <summary>Whether the last turn is due, now that no call runs any more; true once. Under the lock.</summary>
    private bool IsEndDue()
    {
        if (_stage != ActivationStage.Deactivating || _isEnding || _isServing || _running.Count > 0) return false;
        return _isEnding = true;
    }

    private async Task DeactivateAsync()
    {
        StopTimers();
        if (_wasActive && _instance is IGrainBase grain)
        {
            try
            {
                using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.TimeProvider);
                await grain.OnDeactivateAsync(_reason, timeout.Token).WaitAsync(timeout.Token);
            }
            catch (Exception exception) // the grain goes all the same; its last words are lost
            {
                Silo.LogDeactivationFailed(this, exception);
            }
        }
        foreach (var request in await End()) Silo.Forward(request, MaxForwards);
    }

    private async Task EndFailed(Exception exception)
    {
        StopTimers();
        foreach (var request in await End())
        {
            request.Refuse(Silo.Copier?.CopyException(exception) ?? exception);
        }
    }

    /// <summary>Leaves the directory and gives everything back. What still waits is the caller's to answer.</summary>
    private async Task<RequestBase[]> End()
    {
        Silo.Remove(this);
        RequestBase[] waiting;
        lock (this)
        {
            _stage = ActivationStage.Gone;
            waiting = _waiting.TakeAll();
        }
        try
        {
            if (_instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (_instance as IDisposable)?.Dispose();
            if (_scope is IAsyncDisposable scope) await scope.DisposeAsync();
            else _scope?.Dispose();
        }
        catch (Exception exception) // user code; the activation is over in any case
        {
            Silo.LogDeactivationFailed(this, exception);
        }
        (_instance, _scope) = (null, null); // references to this activation may outlive it
        _extras?.Gone.TrySetResult();
        return waiting;
    }

    public void Add(GrainTimer timer)
    {
        lock (this) Rare.Timers.Add(timer);
    }

    public void Remove(GrainTimer timer)
    {
        lock (this) _extras?.Timers.Remove(timer);
    }

    private void StopTimers()
    {
        if (_extras is null) return;
        GrainTimer[] timers;
        lock (this) timers = [.. _extras.Timers];
        foreach (var timer in timers) timer.Dispose();
    }
}
