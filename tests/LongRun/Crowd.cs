using System.Collections.Concurrent;
using LiveChat.Tests;

namespace LiveChat.LongRun;

/// <summary>So many visits at a time, one after the other, until told to stop; and how they went.</summary>
internal sealed class Crowd(Site site, int seed, bool withSilent)
{
    private const int MostFaults = 10;

    // A busy machine may have to send somebody away; that is its right, and they leave as all do.
    private static readonly string[] Busy = ["OVERLOADED", "RATE_LIMITED", "TIMEOUT"];

    private readonly (string Name, int Weight, Func<Site, Random, Task> Make)[] _visits = Visits.All(withSilent);
    private readonly ConcurrentDictionary<string, int> _made = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>What went otherwise than it should: the first few.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Visits that came to their end.</summary>
    public int Count => _made.Values.Sum();

    public override string ToString() => string.Join(", ", _made.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Value} {each.Key}"));

    public Task Come(int atATime, CancellationToken closing) =>
        Task.WhenAll(Enumerable.Range(0, atATime).Select(number => OneAfterTheOther(new Random(seed + number), closing)));

    private async Task OneAfterTheOther(Random random, CancellationToken closing)
    {
        while (!closing.IsCancellationRequested && _faults.Count < MostFaults)
        {
            var (name, make) = Choose(random);
            try
            {
                await make(site, random);
                _made.AddOrUpdate(name, 1, (_, count) => count + 1);
            }
            catch (HubRefusal refusal) when (Busy.Contains(refusal.Code, StringComparer.Ordinal))
            {
                _made.AddOrUpdate($"sent away ({refusal.Code})", 1, (_, count) => count + 1);
            }
            catch (Exception fault)
            {
                // Whatever it is, it is the test's to tell once all have gone.
                _faults.Enqueue($"{name}: {fault}");
            }
        }
    }

    private (string Name, Func<Site, Random, Task> Make) Choose(Random random)
    {
        var at = random.Next(_visits.Sum(visit => visit.Weight));
        foreach (var (name, weight, make) in _visits)
        {
            if ((at -= weight) < 0) return (name, make);
        }
        throw new InvalidOperationException("The weights are counted above.");
    }
}
