using System.Net;
using System.Security.Cryptography;
using System.Text;
using LiveChat.WebFront.Metrics;
using LiveChat.WebFront.Safety;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The process's figures for Prometheus. They tell how busy a company is, so not everybody reads them.</summary>
internal static class MetricsEndpoint
{
    private const string Scheme = "Bearer ";

    private static readonly Refusal NotForYou = new(RefusalCode.Unauthenticated,
        "Figures are read with the operator's token (Metrics:Token) as Authorization: Bearer; in development also on the same machine.");

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Read).WithTags("Health").WithSummary("What the process measures, in Prometheus' text format; with the operator's token, in development also to readers on the same machine").AllowAnonymous()
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(StatusCodes.Status401Unauthorized);

    private static IResult Read(HttpContext http, Metering metering, IOptions<MetricsOptions> options, IHostEnvironment environment) => MayRead(http, options.Value.Token, environment)
        ? Results.Text(metering.Read(), PrometheusExporter.ContentType)
        : Problems.From(NotForYou);

    private static bool MayRead(HttpContext http, string? token, IHostEnvironment environment)
    {
        // In production a proxy on this machine may bring the whole world and say nothing of it: only the token tells.
        if (token is null) return environment.IsDevelopment() && IsNear(http);
        var authorization = http.Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..]), Hash(token));
    }

    private static bool IsNear(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
