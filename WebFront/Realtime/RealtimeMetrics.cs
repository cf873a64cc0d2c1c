using System.Diagnostics.Metrics;
using LiveChat.Metrics;

namespace LiveChat.WebFront.Realtime;

/// <summary>What operators see of this front's sockets.</summary>
internal static class RealtimeMetrics
{
    private static readonly UpDownCounter<int> Connections = LiveChatMeter.Meter.CreateUpDownCounter<int>(
        "livechat.connections", "{connection}", "Sockets open now, by transport.");

    private static readonly Histogram<double> Lag = LiveChatMeter.Meter.CreateHistogram(
        "livechat.delivery.lag", "s", "From the time that a message bears to its way out to this front's sockets.", tags: null, LiveChatMeter.Durations);

    private static readonly Histogram<double> Calls = LiveChatMeter.Meter.CreateHistogram(
        "livechat.hub.call.duration", "s", "How long a call of a hub method took, by method.", tags: null, LiveChatMeter.Durations);

    /// <summary>A socket came.</summary>
    public static void Came(Socket socket) => Connections.Add(1, Transport(socket));

    /// <summary>A socket went.</summary>
    public static void Went(Socket socket) => Connections.Add(-1, Transport(socket));

    /// <summary>A message sets out to the sockets.</summary>
    public static void SetOut(TimeSpan late) => Lag.Record(Math.Max(0, late.TotalSeconds));

    /// <summary>A hub method answered or refused.</summary>
    public static void Called(string method, TimeSpan took) => Calls.Record(took.TotalSeconds, new KeyValuePair<string, object?>("method", method));

    private static KeyValuePair<string, object?> Transport(Socket socket) => new("transport", socket is HubSocket ? "hub" : "plain");
}
