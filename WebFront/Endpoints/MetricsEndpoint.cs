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
        "Figures are read on this machine, or with the operator's token (Metrics:Token) as Authorization: Bearer.");

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Read).WithTags("Health").WithSummary("What the process measures, in Prometheus' text format; to readers on the same machine, or with the operator's token").AllowAnonymous()
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(StatusCodes.Status401Unauthorized);

    private static IResult Read(HttpContext http, Metering metering, IOptions<MetricsOptions> options) => MayRead(http, options.Value.Token)
        ? Results.Text(metering.Read(), PrometheusExporter.ContentType)
        : Problems.From(NotForYou);

    private static bool MayRead(HttpContext http, string? token)
    {
        if (token is null) return IsNear(http);
        var authorization = http.Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..]), Hash(token));
    }

    // A proxy on this machine brings others, and says so.
    private static bool IsNear(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
