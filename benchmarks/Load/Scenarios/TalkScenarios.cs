using System.Diagnostics;
using LiveChat.Load.Servers;
using LiveChat.Load.Wire;

namespace LiveChat.Load.Scenarios;

/// <summary>The scenarios in which people talk. Each answers its one figure.</summary>
public static class TalkScenarios
{
    private static readonly TimeSpan SteadyLimit = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>How long each stretch is measured.</summary>
    public static TimeSpan Step { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Two people in one session, one message at a time: the median from send to receipt, in microseconds.</summary>
    public static async Task<double> Ping(ChatTarget target)
    {
        const int rounds = 4000;
        var meter = new Meter();
        var pair = await target.OpenPairs(1, meter);
        var done = new SemaphoreSlim(0);
        pair[0].OnReceipt = _ => done.Release();
        for (var round = 0; round < rounds; round++)
        {
            if (round == rounds / 2) meter.Restart();
            pair[0].Say(Stopwatch.GetTimestamp());
            await Within(done);
        }

        Close(pair);
        return Refuse(meter).Receipts.At(0.5).TotalMicroseconds;
    }

    /// <summary>The highest rate at which 99 % of receipts and deliveries come within 100 ms, in messages a second.</summary>
    public static async Task<double> Steady(ChatTarget target, int sessions)
    {
        var meter = new Meter();
        var talkers = await target.OpenPairs(sessions, meter);
        await Pace.Run(talkers, 1500, WarmUp);
        await Pace.Run(talkers, 4000, WarmUp);
        double best = 0;
        double rate = 2000;
        var factor = 1.35;
        while (factor > 1.04)
        {
            if (await Holds(talkers, meter, rate)) best = rate;
            else factor = Math.Sqrt(factor);
            rate = Math.Max(best, 500) * factor;
            if (best == 0 && factor < 1.1) break;
        }

        Close(talkers);
        return best;
    }

    /// <summary>Everybody sends as fast as receipts come, with a few outstanding each: receipts a second.</summary>
    public static async Task<double> Blast(ChatTarget target, int sessions)
    {
        const int outstanding = 4;
        var meter = new Meter();
        var talkers = await target.OpenPairs(sessions, meter);
        var going = true;
        foreach (var talker in talkers)
        {
            talker.OnReceipt = self =>
            {
                if (Volatile.Read(ref going)) self.Say(Stopwatch.GetTimestamp());
            };
        }

        foreach (var talker in talkers)
        {
            for (var i = 0; i < outstanding; i++) talker.Say(Stopwatch.GetTimestamp());
        }

        await Task.Delay(WarmUp);
        meter.Restart();
        var since = Stopwatch.GetTimestamp();
        var processor = target.Server.ProcessorTime;
        await Task.Delay(Step);
        var rate = meter.ReceiptCount / Stopwatch.GetElapsedTime(since).TotalSeconds;
        await Console.Error.WriteLineAsync($"    {(target.Server.ProcessorTime - processor).TotalMicroseconds / meter.ReceiptCount:0.0} µs of the server's processor a message");
        Volatile.Write(ref going, false);
        await Settle(talkers);
        Close(talkers);
        Refuse(meter);
        return rate;
    }

    /// <summary>One session at many sockets, ten messages a second: when 99 % of all sockets have each, in milliseconds.</summary>
    public static async Task<double> FanOut(ChatTarget target, int sockets)
    {
        var meter = new Meter();
        var crowd = await target.OpenCrowd(sockets, meter);
        await Pace.Run(crowd[..1], 10, WarmUp);
        meter.Restart();
        await Pace.Run(crowd[..1], 10, Step);
        await Settle(crowd);
        Close(crowd);
        return Refuse(meter).Hearings.At(0.99).TotalMilliseconds;
    }

    private static async Task<bool> Holds(Talker[] talkers, Meter meter, double rate)
    {
        await Pace.Run(talkers, rate, TimeSpan.FromSeconds(1));
        await Settle(talkers);
        meter.Restart();
        var skipped = await Pace.Run(talkers, rate, Step);
        var settled = await Settle(talkers);
        var holds = settled && skipped == 0 && meter.RefusedCount == 0 && meter.Receipts.At(0.99) <= SteadyLimit && meter.Hearings.At(0.99) <= SteadyLimit;
        await Console.Error.WriteLineAsync($"    {rate,8:0}/s  p50 {meter.Receipts.At(0.5).TotalMilliseconds:0.0} ms  p99 {meter.Receipts.At(0.99).TotalMilliseconds:0.0} ms  heard p99 {meter.Hearings.At(0.99).TotalMilliseconds:0.0} ms  {(holds ? "holds" : "does not hold")}");
        return holds;
    }

    private static async Task<bool> Settle(Talker[] talkers)
    {
        for (var waited = 0; waited < 200; waited++)
        {
            if (talkers.All(talker => talker.Outstanding == 0)) return true;
            await Task.Delay(25);
        }

        return false;
    }

    private static async Task Within(SemaphoreSlim done)
    {
        if (!await done.WaitAsync(TimeSpan.FromSeconds(10))) throw new TimeoutException("No receipt within 10 s.");
    }

    private static Meter Refuse(Meter meter) =>
        meter.RefusedCount == 0 ? meter : throw new InvalidOperationException($"{meter.RefusedCount} sends were refused, the first: {meter.Refusal}");

    private static void Close(Talker[] talkers)
    {
        foreach (var talker in talkers) talker.Dispose();
    }
}
