using LiveChat.Tracing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Diagnostics;

namespace LiveChat.Silo.Tracing;

/// <summary>Sends traces, from a call of the hub or of a route over the grains to the commit and the delivery, to where the settings say.</summary>
/// <remarks>Sending is bounded and never waited for: when the collector is away, traces are dropped and nothing else.</remarks>
internal sealed class TraceSending : IHostedService, IDisposable
{
    private const string ServiceName = "livechat";
    private const int LongestFlush = 2_000;

    // The hub's calls, the routes, the grains, what is ours, and the database's commands (PostgreSQL's driver tells of them).
    private static readonly string[] Sources =
        ["Microsoft.AspNetCore.SignalR.Server", "Microsoft.AspNetCore", ActivitySources.ApplicationGrainActivitySourceName, LiveChatTrace.Name, "Npgsql"];

    private readonly TracerProvider? _provider;

    public TraceSending(IOptions<TracingOptions> options)
    {
        if (options.Value.OtlpEndpoint is not { } endpoint) return;
        _provider = Sdk.CreateTracerProviderBuilder().AddSource(Sources)
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceInstanceId: Environment.MachineName))
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Value.Share)))
            .AddProcessor(new Discretion())
            .AddProcessor(new BatchActivityExportProcessor(new OtlpTraceExporter(new() { Endpoint = endpoint, Protocol = OtlpExportProtocol.HttpProtobuf })))
            .Build();
    }

    // Made with the host, so that the first call is seen.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _provider?.ForceFlush(LongestFlush);
        return Task.CompletedTask;
    }

    public void Dispose() => _provider?.Dispose();
}
