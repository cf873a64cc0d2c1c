using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace LiveChat.Silo.Metrics;

/// <summary>Metrics in Prometheus' words: names with underscores and units, a line a series.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    /// <summary>A metric's name as Prometheus has it.</summary>
    public static string NameOf(Metric metric) => NameOf(metric.Name, metric.Unit, TypeOf(metric.MetricType));

    /// <summary>Adds the metrics of one name with all their series. Of two series that are the same but for who measured, the first stands.</summary>
    public void Write(string name, Metric[] metrics)
    {
        var (first, written) = (metrics[0], new HashSet<string>(StringComparer.Ordinal));
        if (first.Description.Length > 0) _text.Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(first.Description)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(first.MetricType)).Append('\n');
        foreach (var metric in metrics)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                var labels = LabelsOf(point.Tags);
                if (written.Add(labels)) Write(name, labels, metric.MetricType, in point);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Write(string name, string labels, MetricType type, in MetricPoint point)
    {
        switch (type)
        {
            case MetricType.Histogram:
                WriteHistogram(name, labels, in point);
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                WriteLine(name, labels, point.GetSumDouble());
                break;
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                WriteLine(name, labels, point.GetSumLong());
                break;
            case MetricType.DoubleGauge:
                WriteLine(name, labels, point.GetGaugeLastValueDouble());
                break;
            case MetricType.LongGauge:
                WriteLine(name, labels, point.GetGaugeLastValueLong());
                break;
        }
    }

    private void WriteHistogram(string name, string labels, in MetricPoint point)
    {
        var count = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            var bound = $"le=\"{NumberOf(bucket.ExplicitBound)}\"";
            WriteLine(name + "_bucket", labels.Length > 0 ? $"{labels},{bound}" : bound, count);
        }
        WriteLine(name + "_sum", labels, point.GetHistogramSum());
        WriteLine(name + "_count", labels, count);
    }

    private void WriteLine(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0) _text.Append('{').Append(labels).Append('}');
        _text.Append(' ').Append(NumberOf(value)).Append('\n');
    }

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.Histogram => "histogram",
        MetricType.DoubleSum or MetricType.LongSum => "counter",
        _ => "gauge",
    };

    /// <summary>OpenTelemetry's name in Prometheus' form: https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/</summary>
    internal static string NameOf(string name, string unit, string type)
    {
        var made = new StringBuilder(name.Length + 16);
        foreach (var letter in name) made.Append(char.IsAsciiLetterOrDigit(letter) || letter is ':' ? letter : '_');
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "1" when type == "gauge" => "_ratio",
            _ => "",
        };
        if (suffix.Length > 0 && !made.ToString().EndsWith(suffix, StringComparison.Ordinal)) made.Append(suffix);
        if (type == "counter" && !made.ToString().EndsWith("_total", StringComparison.Ordinal)) made.Append("_total");
        return made.ToString();
    }

    private static string LabelsOf(ReadOnlyTagCollection tags)
    {
        if (tags.Count == 0) return "";
        // Two tags may come to one name ("a.b" and "a_b"), which Prometheus does not take: the first stands.
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags) labels.TryAdd(LabelOf(key), Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return string.Join(',', labels.Select(label => $"{label.Key}=\"{EscapeValue(label.Value)}\""));
    }

    private static string LabelOf(string key)
    {
        var label = string.Concat(key.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return label.Length == 0 || char.IsAsciiDigit(label[0]) ? "_" + label : label;
    }

    private static string NumberOf(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string EscapeHelp(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeValue(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}
