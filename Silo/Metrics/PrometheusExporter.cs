using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace LiveChat.Silo.Metrics;

/// <summary>Writes what was measured as Prometheus reads it, when it is asked for.</summary>
/// <remarks>The text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/</remarks>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    /// <summary>The form of what is written.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <inheritdoc/>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>What the last collection found.</summary>
    public string Text { get; private set; } = "";

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        // Two hosts in one process measure under the same names, which Prometheus wants together.
        var metrics = new List<Metric>();
        foreach (var metric in batch) metrics.Add(metric);
        var text = new PrometheusText();
        foreach (var same in metrics.GroupBy(PrometheusText.NameOf, StringComparer.Ordinal)) text.Write(same.Key, [.. same]);
        Text = text.ToString();
        return ExportResult.Success;
    }
}
