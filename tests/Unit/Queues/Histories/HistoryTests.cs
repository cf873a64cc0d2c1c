using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace LiveChat.Unit.Queues.Histories;

/// <summary>
/// Thousands of random histories of a desk. <c>QUEUE_HISTORIES</c> sets how many, <c>QUEUE_SEED</c> repeats a run.
/// </summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    private const int LongestHistory = 250;

    [Fact]
    public void No_history_breaks_an_invariant()
    {
        var count = Number("QUEUE_HISTORIES") is { } wanted ? (int)wanted : 2000;
        var seed = Number("QUEUE_SEED") ?? (ulong)Random.Shared.NextInt64();
        output.WriteLine($"QUEUE_SEED={seed} QUEUE_HISTORIES={count}");

        var config = Config.QuickThrowOnFailure.WithMaxTest(count).WithEndSize(LongestHistory)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None)));
        Check.One($"QUEUE_SEED={seed}", config, Prop.ForAll(Steps.Histories, Run));
    }

    private static void Run(Step[] history)
    {
        var world = new World();
        foreach (var step in history) world.Do(step);
        world.Do(new Step(StepKind.EndOfDay, 0, 0, Fate.Arrives));
    }

    private static ulong? Number(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : null;
}
