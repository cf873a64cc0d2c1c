using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LiveChat.Metrics;

namespace LiveChat.Queues;

/// <summary>What operators see of the queues.</summary>
internal static class QueueMetrics
{
    private static readonly ConcurrentDictionary<string, (int Waiting, int Serving)> Desks = new(StringComparer.Ordinal);

    private static readonly Histogram<double> Waits = LiveChatMeter.Meter.CreateHistogram(
        "livechat.queue.wait.duration", "s", "How long a session waited for its agent.", tags: null, LiveChatMeter.Waits);

    static QueueMetrics()
    {
        LiveChatMeter.Meter.CreateObservableGauge("livechat.queue.waiting", () => Measure(desk => desk.Waiting), "{session}", "Sessions that wait, by desk.");
        LiveChatMeter.Meter.CreateObservableGauge("livechat.queue.agents", () => Measure(desk => desk.Serving), "{agent}", "Agents who take sessions, by desk.");
    }

    /// <summary>How a desk stands now.</summary>
    public static void Show(string deskId, int waiting, int serving) => Desks[deskId] = (waiting, serving);

    /// <summary>The desk's queue is not in this process any more.</summary>
    public static void Forget(string deskId) => Desks.TryRemove(deskId, out _);

    /// <summary>A session got its agent.</summary>
    public static void Assigned(string deskId, Assignment assignment) =>
        Waits.Record(assignment.WaitedSeconds, new("desk", deskId), new("reason", assignment.Reason));

    private static IEnumerable<Measurement<int>> Measure(Func<(int Waiting, int Serving), int> figure) =>
        Desks.Select(desk => new Measurement<int>(figure(desk.Value), new KeyValuePair<string, object?>("desk", desk.Key)));
}
