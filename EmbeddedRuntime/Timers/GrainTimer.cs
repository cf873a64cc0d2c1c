using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>A timer whose ticks are calls to its own activation.</summary>
internal abstract class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ITimer _timer;
    private readonly GrainTimerCreationOptions _options;
    private TimeSpan _due;
    private TimeSpan _period;
    private bool _isTicking;
    private bool _isChanged;

    protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
    {
        if (!ReferenceEquals(Activation.Current, activation))
            throw new InvalidOperationException("A grain timer is registered from within the grain's own turns, not from Task.Run or another grain.");
        Validate(options.DueTime, options.Period);
        _activation = activation;
        _period = options.Period;
        _options = options;
        _timer = activation.Silo.TimeProvider.CreateDetachedTimer(static timer => ((GrainTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        activation.Add(this);
        _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, period);
        _due = dueTime;
        _period = period;
        if (_isTicking) _isChanged = true;
        else _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _activation.Remove(this);
        if (!_stopped.IsCancellationRequested) _stopped.Cancel();
    }

    protected abstract Task Call(CancellationToken token);

    private void Due()
    {
        if (!_stopped.IsCancellationRequested) _activation.TryEnqueue(new Tick(this, _options));
    }

    private async Task Run()
    {
        if (_stopped.IsCancellationRequested) return;
        _isTicking = true;
        _isChanged = false;
        try
        {
            await Call(_stopped.Token);
        }
        finally
        {
            _isTicking = false;
            if (!_stopped.IsCancellationRequested) _timer.Change(_isChanged ? _due : _period, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Validate(TimeSpan due, TimeSpan period)
    {
        const uint longest = 0xfffffffe;
        ArgumentOutOfRangeException.ThrowIfLessThan((long)due.TotalMilliseconds, -1, nameof(due));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)due.TotalMilliseconds, longest, nameof(due));
        ArgumentOutOfRangeException.ThrowIfLessThan((long)period.TotalMilliseconds, -1, nameof(period));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)period.TotalMilliseconds, longest, nameof(period));
    }

    /// <summary>One tick.</summary>
    private sealed class Tick : LocalRequest
    {
        private readonly GrainTimer _timer;
        private readonly bool _keepAlive;

        public Tick(GrainTimer timer, GrainTimerCreationOptions options)
        {
            _timer = timer;
            _keepAlive = options.KeepAlive;
            Options = InvokeMethodOptions.OneWay | (options.Interleave ? InvokeMethodOptions.AlwaysInterleave : InvokeMethodOptions.None);
        }

        internal override bool IsKeepAlive => _keepAlive;

        protected override Task InvokeInner() => _timer.Run();

        public override string GetMethodName() => "Tick";

        public override string GetInterfaceName() => nameof(IGrainTimer);
    }
}

internal sealed class GrainTimer<TState>(Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    : GrainTimer(activation, options)
{
    protected override Task Call(CancellationToken token) => callback(state, token);
}
