using System.Diagnostics;
using LiveChat.Load.Servers;
using LiveChat.Load.Wire;

namespace LiveChat.Load.Scenarios;

/// <summary>What a run under twice the load that the server can take came to.</summary>
/// <param name="Capacity">Messages a second that it takes when everybody waits for receipts.</param>
/// <param name="Accepted">Receipts a second while twice as many were sent.</param>
/// <param name="Refused">Refusals a second.</param>
/// <param name="AcceptedAfter">Under which 99 % of the receipts came, from when the message was due.</param>
/// <param name="RefusedAfter">The same of the refusals.</param>
/// <param name="Recovered">From the load's end until a second in which nothing was refused and nine tenths of the capacity were reached.</param>
/// <param name="Wrong">Messages that were lost or stored twice, once each refused one had been sent again.</param>
public sealed record Overloaded(double Capacity, double Accepted, double Refused, TimeSpan AcceptedAfter, TimeSpan RefusedAfter, TimeSpan Recovered, long Wrong);

/// <summary>Twice as much is said as the server can take.</summary>
public static class OverloadScenario
{
    private const int Outstanding = 4;
    private const double FullSpeed = 0.9;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestRepeating = TimeSpan.FromSeconds(60);

    /// <summary>Runs it with so many sessions of two.</summary>
    public static async Task<Overloaded> Run(ChatTarget target, int sessions, TimeSpan duration)
    {
        var meter = new Meter();
        var talkers = await target.OpenPairs(sessions, meter);
        await Converse(talkers, meter, TimeSpan.FromSeconds(5));
        var (capacity, _) = await Converse(talkers, meter, TimeSpan.FromSeconds(5));
        await Repeat(talkers);

        meter.Restart();
        var since = Stopwatch.GetTimestamp();
        var processor = target.Server.ProcessorTime;
        var skipped = await Pace.Run(talkers, capacity * 2, duration);
        var took = Stopwatch.GetElapsedTime(since).TotalSeconds;
        var (accepted, refused) = (meter.ReceiptCount / took, meter.RefusedCount / took);
        var (acceptedAfter, refusedAfter) = (meter.Receipts.At(0.99), meter.Refusals.At(0.99));
        await Console.Error.WriteLineAsync(
            $"    offered {capacity * 2:0}/s: accepted {accepted:0}/s p50 {meter.Receipts.At(0.5).TotalMilliseconds:0} ms p99 {acceptedAfter.TotalMilliseconds:0} ms, heard p99 {meter.Hearings.At(0.99).TotalMilliseconds:0} ms, "
            + $"refused {refused:0}/s p99 {refusedAfter.TotalMilliseconds:0} ms, not sent {skipped}, server's processor {(target.Server.ProcessorTime - processor).TotalSeconds / took:0.00}; {meter.Refusal}");

        var recovered = await Recover(talkers, meter, capacity);
        await Repeat(talkers);
        var stored = await target.CountStored(talkers);
        foreach (var talker in talkers) talker.Dispose();
        return new(capacity, accepted, refused, acceptedAfter, refusedAfter, recovered, Math.Abs(stored - talkers.Sum(talker => talker.SaidCount)));
    }

    /// <summary>Everybody says something new for each answer, with a few outstanding: receipts and refusals a second.</summary>
    private static async Task<(double Receipts, double Refusals)> Converse(Talker[] talkers, Meter meter, TimeSpan duration)
    {
        var going = true;
        meter.Restart();
        var since = Stopwatch.GetTimestamp();
        foreach (var talker in talkers)
        {
            talker.OnReceipt = self =>
            {
                if (Volatile.Read(ref going) && self.Outstanding < Outstanding) self.Say(Stopwatch.GetTimestamp());
            };
            for (var i = talker.Outstanding; i < Outstanding; i++) talker.Say(Stopwatch.GetTimestamp());
        }

        await Task.Delay(duration);
        var took = Stopwatch.GetElapsedTime(since).TotalSeconds;
        var rates = (meter.ReceiptCount / took, meter.RefusedCount / took);
        Volatile.Write(ref going, false);
        foreach (var talker in talkers) talker.OnReceipt = null;
        return rates;
    }

    private static async Task<TimeSpan> Recover(Talker[] talkers, Meter meter, double capacity)
    {
        var ended = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(ended) < LongestRecovery)
        {
            var begun = Stopwatch.GetElapsedTime(ended);
            var (receipts, refusals) = await Converse(talkers, meter, Slice);
            await Console.Error.WriteLineAsync($"    {begun.TotalSeconds:0.0} s after: {receipts:0} receipts/s, {refusals:0} refusals/s, p99 {meter.Receipts.At(0.99).TotalMilliseconds:0} ms");
            if (refusals == 0 && receipts >= capacity * FullSpeed) return begun;
        }

        return LongestRecovery;
    }

    /// <summary>Says again what was refused until nothing is left, as a client's outbox does.</summary>
    private static async Task Repeat(Talker[] talkers)
    {
        var since = Stopwatch.GetTimestamp();
        while (talkers.Any(talker => talker.RefusedCount > 0 || talker.Outstanding > 0))
        {
            if (Stopwatch.GetElapsedTime(since) > LongestRepeating) throw new TimeoutException("What was refused was not taken within a minute.");
            foreach (var talker in talkers)
            {
                while (talker.Outstanding < Outstanding && talker.SayAgain()) { }
            }

            await Task.Delay(10);
        }
    }
}
