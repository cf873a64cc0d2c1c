using LiveChat.Silo.Metrics;
using LiveChat.WebFront.Safety;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The process's figures for Prometheus.</summary>
internal static class MetricsEndpoint
{
    private static readonly Refusal NotForYou = new(RefusalCode.Unauthenticated, MetricsReading.NotForYou);

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Read).WithTags("Health").WithSummary("What the process measures, in Prometheus' text format; with the operator's token, in development also to readers on the same machine").AllowAnonymous()
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(StatusCodes.Status401Unauthorized);

    private static IResult Read(HttpContext http, MetricsReading figures) =>
        figures.Read(http) is { } text ? Results.Text(text, MetricsReading.ContentType) : Problems.From(NotForYou);
}
