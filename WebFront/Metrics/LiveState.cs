using System.Diagnostics;
using System.Diagnostics.Metrics;
using LiveChat.Metrics;
using LiveChat.Silo.Hosting;
using LiveChat.WebFront.Realtime;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Metrics;

/// <summary>How this process stands at this moment: its grains, queues, streams, sockets and log, for an operator's eyes.</summary>
internal sealed class LiveState(Relay relay, TimeProvider clock)
{
    private static readonly string[] Meters = [LiveChatMeter.Name, "Microsoft.Orleans"];

    /// <summary>Reads it. Cheap, but not free: each look counts the activations.</summary>
    public WireSystem Read()
    {
        using var process = Process.GetCurrentProcess();
        return new(clock.GetUtcNow(), new DateTimeOffset(process.StartTime).ToUniversalTime(), ActorEngine.Name, Environment.ProcessorCount, process.TotalProcessorTime.TotalSeconds,
            process.WorkingSet64, GC.GetTotalMemory(forceFullCollection: false), ThreadPool.ThreadCount, ThreadPool.PendingWorkItemCount, relay.TopicCount, Gauges());
    }

    /// <summary>What our instruments and the engine's show when they are looked at.</summary>
    private static WireGauge[] Gauges()
    {
        var gauges = new List<WireGauge>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.IsObservable && Meters.Contains(instrument.Meter.Name)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => gauges.Add(Gauge(instrument, value, tags)));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => gauges.Add(Gauge(instrument, value, tags)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => gauges.Add(Gauge(instrument, value, tags)));
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. gauges.OrderBy(gauge => gauge.Name, StringComparer.Ordinal).ThenByDescending(gauge => gauge.Value).ThenBy(gauge => gauge.Of, StringComparer.Ordinal)];
    }

    private static WireGauge Gauge(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        new(instrument.Name, tags.IsEmpty ? null : tags[0].Value?.ToString(), value);
}
