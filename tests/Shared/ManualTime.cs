namespace LiveChat.Testing;

/// <summary>
/// A clock that tells the time a test sets: it stands still until <see cref="Advance"/>. Timers made by it run in real
/// time all the same, with the short periods that tests configure, so that nothing has to guess when to advance.
/// </summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    /// <summary>A clock that begins on an ordinary morning.</summary>
    public ManualTime() : this(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)) { }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
