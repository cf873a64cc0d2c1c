using LiveChat.Silo.Hosting;
using LiveChat.Silo.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Silo.Composition;

/// <summary>A silo as a process of its own. Over HTTP it answers about its health and its figures alone.</summary>
internal static class SiloProcess
{
    // What the settings say goes before these.
    private static readonly Dictionary<string, string?> Defaults = new(StringComparer.Ordinal)
    {
        ["urls"] = "http://127.0.0.1:5081",
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Orleans"] = "Warning",
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss.fff ",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
    };

    /// <summary>Runs until it is stopped.</summary>
    /// <returns>The exit code: 0 after a stop in order, 1 when it is not set up to be one of a cluster.</returns>
    public static async Task<int> Run(string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        var cluster = ClusterSettings.From(builder.Configuration);
        if (cluster.Membership == ClusterMembership.Alone)
        {
            await Console.Error.WriteLineAsync(ActorEngine.CanCluster
                ? $"A silo that nobody can join serves nobody: set {ClusterSettings.Section}:{nameof(cluster.Membership)} to Redis, AdoNet or Development."
                : "In this build one process does everything: run WebFront. For silos of their own build with ActorRuntime=Orleans.");
            return 1;
        }
        builder.HostLiveChat();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = cluster.DrainTime);
        builder.Services.AddSingleton<SiloReadiness>();
        await using var app = builder.Build();
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" }));
        app.MapGet("/health/ready", async (SiloReadiness readiness) => await readiness.WhyNot() is { } reason
            ? Results.Json(new { status = "unavailable", reason }, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Ok(new { status = "ready" }));
        app.MapGet("/metrics", (HttpContext http, MetricsReading figures) => figures.Read(http) is { } text
            ? Results.Text(text, MetricsReading.ContentType)
            : Results.Problem(MetricsReading.NotForYou, statusCode: StatusCodes.Status401Unauthorized));
        await app.RunAsync();
        return 0;
    }
}
