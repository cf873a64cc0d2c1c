using System.Globalization;

namespace LiveChat.Chaos.Plan;

/// <summary>A fault of a round.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When, from the beginning of the round.</param>
/// <param name="Lasts">For how long, where it lasts.</param>
/// <param name="Strength">0 to 99: how much, where there is more and less.</param>
internal sealed record PlannedFault(FaultKind Kind, TimeSpan At, TimeSpan Lasts, int Strength)
{
    /// <summary>Whether it takes the server, its database or its disk away: one such at a time.</summary>
    public bool IsOutage => Kind is FaultKind.Kill or FaultKind.Stop or FaultKind.Freeze or FaultKind.DiskFull or FaultKind.DatabaseCrash or FaultKind.DatabaseFreeze;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}@{At.TotalSeconds:F1}s/{Lasts.TotalSeconds:F1}s/{Strength}");
}

/// <summary>What happens in a round: the same for the same seed, number and kinds.</summary>
internal sealed record RoundPlan(int Round, int Seed, TimeSpan Load, PlannedFault[] Faults)
{
    private const int ShortestFaultMs = 300;
    private const int LongestFaultMs = 2500;

    /// <summary>A round by the dice: one or two faults in three to six seconds.</summary>
    public static RoundPlan ByChance(int seed, int round, FaultKind[] kinds)
    {
        var random = new Random(HashOf(seed, round));
        var load = TimeSpan.FromMilliseconds(random.Next(3000, 6000));
        var chosen = Shuffled(kinds, random).Take(random.Next(1, 3));
        return new(round, random.Next(), load, [.. chosen.Select(kind => Plan(kind, load / 2, random))]);
    }

    /// <summary>One of so many short rounds in which together each kind is seen once.</summary>
    public static RoundPlan OfTour(int seed, int round, int rounds, FaultKind[] kinds)
    {
        var dealt = Shuffled(kinds, new Random(seed)).Where((_, index) => index % rounds == (round - 1) % rounds);
        var random = new Random(HashOf(seed, round));
        var load = TimeSpan.FromSeconds(4);
        return new(round, random.Next(), load, [.. dealt.Select(kind => Plan(kind, load / 2, random) is var fault ? fault with { Lasts = fault.Lasts / 2 } : fault)]);
    }

    public override string ToString() => $"{Load.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s: {string.Join(", ", Faults.Select(fault => fault.ToString()))}";

    private static PlannedFault Plan(FaultKind kind, TimeSpan latest, Random random) => new(
        kind, TimeSpan.FromMilliseconds(random.Next(200, (int)latest.TotalMilliseconds)),
        TimeSpan.FromMilliseconds(random.Next(ShortestFaultMs, LongestFaultMs)), random.Next(100));

    private static FaultKind[] Shuffled(FaultKind[] kinds, Random random)
    {
        var shuffled = kinds.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    // Not HashCode, which is another in each process.
    private static int HashOf(int seed, int round) => unchecked((seed * 486187739) + (round * 16777619));
}
