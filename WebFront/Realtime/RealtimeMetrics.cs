using System.Diagnostics.Metrics;
using LiveChat.Metrics;

namespace LiveChat.WebFront.Realtime;

/// <summary>What operators see of this front's sockets.</summary>
internal static class RealtimeMetrics
{
    private static int _hubs;
    private static int _plain;
    private static int _topics;

    private static readonly Histogram<double> Lag = LiveChatMeter.Meter.CreateHistogram(
        "livechat.delivery.lag", "s", "From the time that a message bears to its way out to this front's sockets.", tags: null, LiveChatMeter.Durations);

    private static readonly Histogram<double> Calls = LiveChatMeter.Meter.CreateHistogram(
        "livechat.hub.call.duration", "s", "How long a call of a hub method took, by method.", tags: null, LiveChatMeter.Durations);

    // Observed, not counted up and down: whoever begins to listen later sees as many as there are.
    static RealtimeMetrics()
    {
        LiveChatMeter.Meter.CreateObservableUpDownCounter(
            "livechat.connections", () => new[] { Of(_hubs, "hub"), Of(_plain, "plain") }, "{connection}", "Sockets open now, by transport.");
        LiveChatMeter.Meter.CreateObservableUpDownCounter("livechat.streams.followed", () => _topics, "{stream}", "Streams that are followed now for sockets.");
    }

    /// <summary>A socket came.</summary>
    public static void Came(Socket socket) => Add(socket, 1);

    /// <summary>A socket went.</summary>
    public static void Went(Socket socket) => Add(socket, -1);

    /// <summary>A stream is followed for the first socket that asks.</summary>
    public static void Opened() => Interlocked.Increment(ref _topics);

    /// <summary>The last socket that followed a stream went.</summary>
    public static void Closed() => Interlocked.Decrement(ref _topics);

    /// <summary>A message sets out to the sockets.</summary>
    public static void SetOut(TimeSpan late) => Lag.Record(Math.Max(0, late.TotalSeconds));

    /// <summary>A hub method answered or refused.</summary>
    public static void Called(string method, TimeSpan took) => Calls.Record(took.TotalSeconds, new KeyValuePair<string, object?>("method", method));

    private static int Add(Socket socket, int change) => socket is HubSocket ? Interlocked.Add(ref _hubs, change) : Interlocked.Add(ref _plain, change);

    private static Measurement<int> Of(int count, string transport) => new(count, new KeyValuePair<string, object?>("transport", transport));
}
