using System.Globalization;

namespace LiveChat.LongRun;

/// <summary>How the server stood at a moment, right after a full collection.</summary>
/// <param name="At">Since people began to come.</param>
/// <param name="Figures">All that <c>/metrics</c> told.</param>
/// <param name="ResidentBytes">What the process has of the machine's memory.</param>
/// <param name="SocketHandles">Its open sockets as the system counts them.</param>
internal sealed record Sample(TimeSpan At, IReadOnlyDictionary<string, double> Figures, long ResidentBytes, int SocketHandles)
{
    public const string Header = "seconds,live_bytes,resident_bytes,sockets,connections,streams,subscriptions,activations,timers";

    /// <summary>Managed memory in use: the heap after the collection, without its holes.</summary>
    public double LiveBytes => Sum("dotnet_gc_last_collection_heap_size_bytes") - Sum("dotnet_gc_last_collection_heap_fragmentation_size_bytes");

    /// <summary>People's sockets.</summary>
    public double Connections => Sum("livechat_connections");

    /// <summary>Streams that are followed for them.</summary>
    public double Streams => Sum("livechat_streams_followed");

    /// <summary>Subscriptions of the engine's, which counts for itself.</summary>
    public double Subscriptions => Sum("orleans_streams_pubsub_consumers_total");

    /// <summary>Timers of all kinds.</summary>
    public double Timers => Sum("dotnet_timer_count");

    /// <summary>Grains in memory.</summary>
    public double Activations => Sum("orleans_grains");

    /// <summary>Grains in memory, by type.</summary>
    public Dictionary<string, double> ByType => Figures.Where(each => each.Key.StartsWith("orleans_grains{", StringComparison.Ordinal)).ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal);

    /// <summary>A line under <see cref="Header"/>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.TotalSeconds:0},{LiveBytes:0},{ResidentBytes},{SocketHandles},{Connections},{Streams},{Subscriptions},{Activations},{Timers}");

    private double Sum(string name) =>
        Figures.Where(each => each.Key == name || each.Key.StartsWith(name + "{", StringComparison.Ordinal)).Sum(each => each.Value);
}
