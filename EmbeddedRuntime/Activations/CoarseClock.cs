namespace Orleans.Runtime;

/// <summary>Time in steps of a period: reading it costs nothing, so every call can have its deadline.</summary>
internal sealed class CoarseClock : IDisposable
{
    private static readonly TimeSpan Finest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Coarsest = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly TimeSpan _period;
    private readonly Action<long>? _elapsed;
    private readonly long _start;
    private readonly ITimer? _timer;
    private long _now;

    /// <param name="time">Whose time it is.</param>
    /// <param name="timeout">The shortest span that has to be kept with some precision.</param>
    /// <param name="elapsed">Called after each step; null for a clock that stands.</param>
    public CoarseClock(TimeProvider time, TimeSpan timeout, Action<long>? elapsed)
    {
        _time = time;
        _elapsed = elapsed;
        _start = time.GetTimestamp();
        _period = TimeSpan.FromTicks(Math.Clamp(timeout.Ticks / 20, Finest.Ticks, Coarsest.Ticks));
        if (elapsed is null) return;
        _timer = time.CreateDetachedTimer(static clock => ((CoarseClock)clock!).Step(), this, _period, _period);
    }

    /// <summary>Steps since the clock began.</summary>
    public long Now => Volatile.Read(ref _now);

    public long Ticks(TimeSpan span) => (span.Ticks + _period.Ticks - 1) / _period.Ticks;

    /// <summary>The step by which at least <paramref name="span"/> has passed; never, for an infinite one.</summary>
    public long After(TimeSpan span) => span < TimeSpan.Zero || span == TimeSpan.MaxValue ? long.MaxValue : Now + Ticks(span) + 1;

    public void Dispose() => _timer?.Dispose();

    private void Step()
    {
        var now = _time.GetElapsedTime(_start).Ticks / _period.Ticks;
        Volatile.Write(ref _now, now);
        _elapsed!(now);
    }
}
