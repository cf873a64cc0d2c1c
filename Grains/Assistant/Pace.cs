namespace LiveChat.Assistant;

/// <summary>An even pace on the clock: delays do not add up, and what came late is caught up, within limits.</summary>
/// <param name="interval">The time from one step to the next; zero for no pace.</param>
/// <param name="credit">How much delay can be caught up at once.</param>
/// <param name="clock">The time.</param>
public sealed class Pace(TimeSpan interval, TimeSpan credit, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _due;

    /// <summary>Waits until the next step is due.</summary>
    public Task Next(CancellationToken token)
    {
        var now = clock.GetElapsedTime(_start);
        _due += interval;
        if (_due < now - credit) _due = now - credit;
        return _due > now ? Task.Delay(_due - now, clock, token) : Task.CompletedTask;
    }
}
