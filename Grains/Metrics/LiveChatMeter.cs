using System.Diagnostics.Metrics;

namespace LiveChat.Metrics;

/// <summary>The one meter of LiveChat. Each noun keeps its own instruments; all are named here-under, in the words of OpenTelemetry.</summary>
/// <remarks>Durations are seconds. Nothing that people wrote, and no id of a person or a session, is ever a tag.</remarks>
public static class LiveChatMeter
{
    /// <summary>Its name, for whoever listens.</summary>
    public const string Name = "LiveChat";

    /// <summary>Bounds, in seconds, for what takes from a tenth of a millisecond to ten seconds.</summary>
    public static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    /// <summary>Bounds, in seconds, for what people wait for: from a second to an hour.</summary>
    public static readonly InstrumentAdvice<double> Waits = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600] };

    /// <summary>The meter.</summary>
    public static Meter Meter { get; } = new(Name);
}
