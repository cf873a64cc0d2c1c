using System.Diagnostics;
using LiveChat.Load.Wire;

namespace LiveChat.Load.Scenarios;

/// <summary>Sends at a fixed rate whatever the answers, so that a server which falls behind is seen to.</summary>
public static class Pace
{
    /// <summary>Sends for a while, by one thread of its own.</summary>
    /// <returns>How many were due and not sent, for too many were outstanding.</returns>
    public static Task<long> Run(Talker[] talkers, double perSecond, TimeSpan duration) =>
        Task.Factory.StartNew(
            () =>
            {
                var random = new Random();
                var start = Stopwatch.GetTimestamp();
                var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
                var interval = Stopwatch.Frequency / perSecond;
                double due = start;
                long skipped = 0;
                while (due < end)
                {
                    var now = Stopwatch.GetTimestamp();
                    if (due > now)
                    {
                        // A millisecond's worth is sent together: a finer pace would spin the load's own core.
                        Nap.For(TimeSpan.FromMilliseconds(1));
                        continue;
                    }

                    if (!talkers[random.Next(talkers.Length)].Say((long)due)) skipped++;
                    due += interval;
                }

                return skipped;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

/// <summary>A short sleep on a thread of one's own.</summary>
internal static class Nap
{
    private static readonly ManualResetEventSlim Never = new(initialState: false, spinCount: 0);

    public static void For(TimeSpan time) => Never.Wait(time);
}
