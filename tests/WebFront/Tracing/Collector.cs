using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveChat.WebFront.Tests.Tracing;

/// <summary>Takes traces as OTLP over HTTP, as a collector does, and keeps them.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _bodies = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _bodies.Enqueue(body.ToArray());
        });
    }

    /// <summary>Where to send them.</summary>
    public string Endpoint => $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/v1/traces";

    /// <summary>All that came, as bytes.</summary>
    public byte[][] Bodies => [.. _bodies];

    /// <summary>All that came.</summary>
    public Span[] Spans => [.. _bodies.SelectMany(Span.ReadAll)];

    public static async Task<Collector> Start()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
