using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Metrics;

/// <summary>Gives the process's figures to who may have them: they tell how busy a company is, so not everybody may.</summary>
public sealed class MetricsReading
{
    /// <summary>The form of the figures.</summary>
    public const string ContentType = PrometheusExporter.ContentType;

    /// <summary>What to tell who may not.</summary>
    public const string NotForYou = "Figures are read with the operator's token (Metrics:Token) as Authorization: Bearer; in development also on the same machine.";

    private const string Scheme = "Bearer ";

    private readonly Metering _metering;
    private readonly string? _token;
    private readonly bool _isDevelopment;

    internal MetricsReading(Metering metering, IOptions<MetricsOptions> options, IHostEnvironment environment) =>
        (_metering, _token, _isDevelopment) = (metering, options.Value.Token, environment.IsDevelopment());

    /// <summary>All figures as of now; null for who may not have them.</summary>
    /// <exception cref="TimeoutException">They could not be gathered in time.</exception>
    public string? Read(HttpContext http) => MayRead(http) ? _metering.Read() : null;

    private bool MayRead(HttpContext http)
    {
        // In production a proxy on this machine may bring the whole world and say nothing of it: only the token tells.
        if (_token is null) return _isDevelopment && IsNear(http);
        var authorization = http.Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..]), Hash(_token));
    }

    private static bool IsNear(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <summary>What measures in a process.</summary>
internal static class MetricsHosting
{
    /// <summary>Measures from the start on.</summary>
    public static void AddMetering(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>();
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateOnStart();
        services.AddSingleton<Metering>();
        services.AddHostedService(provider => provider.GetRequiredService<Metering>());
        services.AddSingleton(provider => new MetricsReading(
            provider.GetRequiredService<Metering>(), provider.GetRequiredService<IOptions<MetricsOptions>>(), provider.GetRequiredService<IHostEnvironment>()));
    }
}
