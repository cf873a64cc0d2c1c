using LiveChat.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace LiveChat.Silo.Metrics;

/// <summary>Gathers what the process measures: ours, the engine's, the web server's and the runtime's own figures.</summary>
internal sealed class Metering : IHostedService, IDisposable
{
    private const int CollectMilliseconds = 5_000;

    // Series of one instrument; what goes beyond is counted together, so that no caller can fill the memory.
    private const int MostSeries = 1_000;

    private static readonly string[] Meters =
    [
        LiveChatMeter.Name, "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
    ];

    private readonly PrometheusExporter _exporter = new();
    private readonly MeterProvider _provider;
    private readonly Lock _turn = new();

    public Metering(IOptions<MetricsOptions> options)
    {
        var builder = Sdk.CreateMeterProviderBuilder().AddMeter(Meters).AddReader(new BaseExportingMetricReader(_exporter))
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeries });
        if (options.Value.OtlpEndpoint is { } endpoint) builder.AddReader(Sender(endpoint, options.Value.OtlpInterval));
        _provider = builder.Build();
    }

    /// <summary>All figures as of now, as Prometheus reads them. One reader at a time.</summary>
    public string Read()
    {
        lock (_turn)
        {
            return _exporter.Collect?.Invoke(CollectMilliseconds) is true
                ? _exporter.Text
                : throw new TimeoutException("The figures could not be gathered in time.");
        }
    }

    // Made with the host, so that what happens before anybody asks is counted.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _provider.Dispose();

    private static PeriodicExportingMetricReader Sender(Uri endpoint, TimeSpan interval) =>
        new(new OtlpMetricExporter(new OtlpExporterOptions { Endpoint = endpoint, Protocol = OtlpExportProtocol.HttpProtobuf }), (int)interval.TotalMilliseconds);
}
