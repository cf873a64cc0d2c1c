namespace LiveChat.Simulation.Engine;

/// <summary>The simulator's time; its timers run where they were made.</summary>
internal sealed class SimulatedClock(Simulator simulator, Lane lane) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => simulator.Now;

    public override long GetTimestamp() => simulator.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(simulator, lane, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimulatedTimer(Simulator simulator, Lane lane, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private int _version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (_version, _period) = (_version + 1, Whole(period));
            if (dueTime >= TimeSpan.Zero) simulator.After(Whole(dueTime), new Tick(this, _version));
            return true;
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        // As the timers of the system, which count whole milliseconds.
        private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Floor(time.TotalMilliseconds));

        private void Come(Tick tick, int version)
        {
            if (version != _version || lane.IsClosed) return;
            if (_period > TimeSpan.Zero) simulator.After(_period, tick);
            // A timer that is changed or ended between its time and its turn may go off all the same: so it is in real ones.
            lane.Post(() => callback(state));
        }

        private sealed class Tick(SimulatedTimer timer, int version) : Moment
        {
            public override void Come() => timer.Come(this, version);
        }
    }
}
