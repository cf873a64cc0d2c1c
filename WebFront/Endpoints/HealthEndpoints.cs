using LiveChat.Accounts;
using LiveChat.WebFront.Realtime;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Whether the process lives, and whether it can serve.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new Health("live", null))).WithTags("Health").WithSummary("The process lives").AllowAnonymous();
        routes.MapGet("/health/ready", Ready).WithTags("Health").WithSummary("The server can serve: it is not stopping, and the database answers").AllowAnonymous()
            .Produces<Health>().Produces<Health>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> Ready(Readiness readiness) => await readiness.WhyNot() is { } reason
        ? TypedResults.Json(new Health("unavailable", reason), WireJson.Default.Health, statusCode: StatusCodes.Status503ServiceUnavailable)
        : TypedResults.Ok(new Health("ready", null));
}

/// <summary>Asks the store through a grain, at most once a second whoever asks.</summary>
internal sealed class Readiness(IGrainFactory grains, Draining draining, TimeProvider clock)
{
    private const string Nobody = "readiness-probe";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private long? _askedAt; // by the timestamp: the clock may be set
    private string? _whyNot;

    /// <summary>Null when the server can serve; else why not.</summary>
    public async Task<string?> WhyNot()
    {
        if (draining.Begun) return "The server is stopping.";
        await _turn.WaitAsync();
        try
        {
            if (_askedAt is { } at && clock.GetElapsedTime(at) < GoodFor) return _whyNot;
            _whyNot = await Ask();
            _askedAt = clock.GetTimestamp();
            return _whyNot;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<string?> Ask()
    {
        try
        {
            await grains.GetGrain<IUserAccount>(Nobody).Find().WaitAsync(Patience, clock);
            return null;
        }
        catch (StoreUnavailableException)
        {
            return "The database is away.";
        }
        catch (TimeoutException)
        {
            return "The database does not answer in time.";
        }
        catch (Exception)
        {
            // Whatever it is, who asks is a load balancer: it wants to know that we cannot serve, and the grain's own log has the rest.
            return "The server cannot reach its actors.";
        }
    }
}
