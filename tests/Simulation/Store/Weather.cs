using LiveChat.Simulation.Engine;

namespace LiveChat.Simulation.Store;

/// <summary>How a history's database behaves: how late it answers, and how often it fails.</summary>
internal sealed class Weather(Dice dice)
{
    private readonly double _slow = dice.Of([0, 0.02, 0.1]);
    private readonly double _faults = dice.Of([0, 0, 0.02, 0.08]);
    private readonly double _outages = dice.Of([0, 0, 0.3, 1]);
    private bool _isFair;

    /// <summary>While true, everything fails at once.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether the database goes away now and then.</summary>
    public bool HasOutage => !_isFair && dice.Chance(_outages);

    /// <summary>From here on nothing fails, and everything answers soon.</summary>
    public void Clear() => (_isFair, IsAway) = (true, false);

    /// <summary>How long one way takes. An answer is never later than the database's own limit.</summary>
    public TimeSpan Latency() => _isFair || !dice.Chance(_slow)
        ? dice.Within(TimeSpan.Zero, TimeSpan.FromMilliseconds(3))
        : dice.Within(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(dice.Of([100, 1_000, 4_000])));

    public Fault Next(bool writes)
    {
        if (_isFair || !dice.Chance(_faults)) return Fault.None;
        return !writes ? Fault.Refused : dice.Of([Fault.Refused, Fault.AnswerLost, Fault.AnswerLost, Fault.Overloaded]);
    }
}

/// <summary>What goes wrong with one call.</summary>
internal enum Fault
{
    None,

    /// <summary>It did not happen.</summary>
    Refused,

    /// <summary>It happened, but nobody hears of it.</summary>
    AnswerLost,

    /// <summary>Too much waits already; it did not happen.</summary>
    Overloaded,
}
