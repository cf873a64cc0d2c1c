using FsCheck;
using FsCheck.Fluent;

namespace LiveChat.Unit.Queues.Histories;

public enum StepKind
{
    Arrive,
    AnswerOffer,
    PickByHand,
    Decline,
    Close,
    Transfer,
    Escalate,
    Status,
    Disconnect,
    Reconnect,
    Repeat,
    Wait,
    Silence,
    CustomerSays,
    AgentSays,
    Reschedule,
    ReadHeaders,
    Sweep,
    Settle,
    EndOfDay,
    Restart,
}

/// <summary>One thing that happens. The numbers choose who and what among those there are, so that any part of a history is a history.</summary>
public sealed record Step(StepKind Kind, int One, int Other, Fate Fate);

/// <summary>What becomes of the message that a step sends.</summary>
public enum Fate
{
    Arrives,
    ArrivesTwice,
    Lost,
}

public static class Steps
{
    private static readonly Gen<StepKind> Kinds = Gen.Frequency(
        (20, Gen.Constant(StepKind.Arrive)),
        (18, Gen.Constant(StepKind.AnswerOffer)),
        (10, Gen.Constant(StepKind.PickByHand)),
        (8, Gen.Constant(StepKind.Decline)),
        (10, Gen.Constant(StepKind.Close)),
        (6, Gen.Constant(StepKind.Transfer)),
        (3, Gen.Constant(StepKind.Escalate)),
        (8, Gen.Constant(StepKind.Status)),
        (6, Gen.Constant(StepKind.Disconnect)),
        (8, Gen.Constant(StepKind.Reconnect)),
        (12, Gen.Constant(StepKind.Repeat)),
        (16, Gen.Constant(StepKind.Wait)),
        (3, Gen.Constant(StepKind.Silence)),
        (12, Gen.Constant(StepKind.CustomerSays)),
        (12, Gen.Constant(StepKind.AgentSays)),
        (2, Gen.Constant(StepKind.Reschedule)),
        (3, Gen.Constant(StepKind.ReadHeaders)),
        (3, Gen.Constant(StepKind.Sweep)),
        (2, Gen.Constant(StepKind.Settle)),
        (1, Gen.Constant(StepKind.EndOfDay)),
        (2, Gen.Constant(StepKind.Restart)));

    private static readonly Gen<Fate> Fates = Gen.Frequency(
        (85, Gen.Constant(Fate.Arrives)), (8, Gen.Constant(Fate.ArrivesTwice)), (7, Gen.Constant(Fate.Lost)));

    private static readonly Gen<Step> Any =
        from kind in Kinds
        from one in Gen.Choose(0, 1000)
        from other in Gen.Choose(0, 1000)
        from fate in Fates
        select new Step(kind, one, other, fate);

    /// <summary>Histories, which shrink by leaving parts out.</summary>
    public static Arbitrary<Step[]> Histories { get; } = Arb.From(Any.ArrayOf(), Shorter);

    private static IEnumerable<Step[]> Shorter(Step[] history)
    {
        for (var part = history.Length / 2; part >= 1; part /= 2)
            for (var from = 0; from + part <= history.Length; from += part)
                yield return [.. history[..from], .. history[(from + part)..]];
    }
}
