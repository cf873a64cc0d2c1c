namespace LiveChat.Simulation.Engine;

/// <summary>
/// One thread, one clock, one order: whatever is ready runs next by the throw of the dice, and time moves on when nothing is
/// ready – or, on a slow machine, a little earlier.
/// </summary>
internal sealed class Simulator
{
    // A history takes some ten thousand steps; one that takes so many turns in circles.
    private const long MostSteps = 3_000_000;

    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Dice _dice;
    private readonly double _haste;
    private readonly double _orderly;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<(Lane Lane, object Work)> _ready = [];
    private readonly PriorityQueue<Moment, (long Due, long Number)> _moments = new();
    private volatile string? _escape;
    private long _number;

    public Simulator(Dice dice)
    {
        _dice = dice;
        _haste = dice.Of([0, 0, 0.001, 0.01]);
        _orderly = dice.Of([0, 0.5, 0.9]);
    }

    public DateTimeOffset Now { get; private set; } = Begin;

    public long Steps { get; private set; }

    /// <summary>A sum over every step so far: two runs that agree in it went the same way.</summary>
    public ulong Fingerprint { get; private set; }

    /// <summary>Has work run sometime.</summary>
    public void Post(Lane lane, object work)
    {
        if (Environment.CurrentManagedThreadId == _thread) _ready.Add((lane, work));
        else _escape ??= $"{work} came from another thread, outside of the order:\n{Environment.StackTrace}";
    }

    /// <summary>Has something happen after a time.</summary>
    public void After(TimeSpan time, Moment moment) => _moments.Enqueue(moment, ((Now + time).UtcTicks, ++_number));

    /// <summary>Goes on until it is done, or the time is over.</summary>
    /// <returns>Whether it is done.</returns>
    public bool Run(Func<bool> done, TimeSpan longest)
    {
        var end = (Now + longest).UtcTicks;
        while (!done())
        {
            if (_escape is { } escape) throw new InvalidOperationException(escape);
            if (++Steps > MostSteps) throw new TimeoutException("The simulation does not come to rest.");
            if (_ready.Count > 0 && !(_haste > 0 && _dice.Chance(_haste))) RunOne();
            else if (!MoveOn(end)) return false;
        }
        return true;
    }

    private void RunOne()
    {
        var index = _ready.Count == 1 || (_orderly > 0 && _dice.Chance(_orderly)) ? 0 : _dice.Below(_ready.Count);
        var (lane, work) = _ready[index];
        _ready.RemoveAt(index);
        Fingerprint = (Fingerprint * 1_099_511_628_211) ^ (ulong)((_ready.Count << 8) + index + (lane.Number << 20));
        lane.Run(work);
    }

    /// <summary>Lets time pass up to the next moment, and whatever is due then become ready.</summary>
    private bool MoveOn(long end)
    {
        if (!_moments.TryPeek(out _, out var next) || next.Due > end)
        {
            // A slow machine still gets done what is ready.
            if (_ready.Count == 0) return false;
            RunOne();
            return true;
        }
        if (next.Due > Now.UtcTicks) Now = new(next.Due, TimeSpan.Zero);
        Fingerprint = (Fingerprint * 1_099_511_628_211) ^ (ulong)next.Due;
        while (_moments.TryPeek(out var moment, out var at) && at.Due <= Now.UtcTicks)
        {
            _moments.Dequeue();
            moment.Come();
        }
        return true;
    }
}

/// <summary>Something that comes at its time.</summary>
internal abstract class Moment
{
    public abstract void Come();
}
