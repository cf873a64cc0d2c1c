using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace LiveChat.Silo.Tracing;

/// <summary>Traces of a process, when its settings name where they go.</summary>
public static class TraceHosting
{
    /// <summary>Sends them.</summary>
    public static void AddTracing(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<TracingOptions>, TracingOptionsValidator>();
        builder.Services.AddOptions<TracingOptions>().BindConfiguration(TracingOptions.Section).ValidateOnStart();
        builder.Services.AddHostedService<TraceSending>();
    }

    /// <summary>Lets them go on through the calls of grains; where nothing is sent, calls stay as light as they are.</summary>
    public static ISiloBuilder AddTracing(this ISiloBuilder silo) => IsTraced(silo.Configuration) ? silo.AddActivityPropagation() : silo;

    /// <inheritdoc cref="AddTracing(ISiloBuilder)"/>
    public static IClientBuilder AddTracing(this IClientBuilder client) => IsTraced(client.Configuration) ? client.AddActivityPropagation() : client;

    private static bool IsTraced(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration[$"{TracingOptions.Section}:{nameof(TracingOptions.OtlpEndpoint)}"]);
}
