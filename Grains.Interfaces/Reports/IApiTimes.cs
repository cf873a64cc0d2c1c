namespace LiveChat.Reports;

/// <summary>Takes in what fronts measured of the API.</summary>
/// <remarks>Key: the front's id. A front's batches come one after the other.</remarks>
[Alias("IApiTimes")]
public interface IApiTimes : IGrainWithStringKey
{
    /// <summary>
    /// Adds a batch. The same one again is added once: a front that does not know whether a batch arrived sends it again.
    /// </summary>
    /// <param name="batchId">The front's id for it.</param>
    /// <param name="at">When it was measured, in UTC; the day counts.</param>
    /// <param name="times">What was measured; at most <see cref="ApiTime.Most"/>.</param>
    [Alias("Add")] Task<Refusal?> Add(Guid batchId, DateTimeOffset at, ApiTime[] times);
}

/// <summary>Calls of one route that came to the same in about the same time.</summary>
/// <param name="Route">The method and the route's pattern, <c>GET /api/desks/{id}/queue</c>, or <c>hub Send</c>.</param>
/// <param name="Result">What they came to.</param>
/// <param name="Bucket">How long each took: the bucket of the microseconds.</param>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("ApiTime")]
public sealed record ApiTime(
    [property: Id(0)] string Route,
    [property: Id(1)] ApiResult Result,
    [property: Id(2)] int Bucket,
    [property: Id(3)] long Count)
{
    /// <summary>The most of one batch.</summary>
    public const int Most = 5_000;
}

/// <summary>What a call came to. The numbers stand in the database.</summary>
public enum ApiResult
{
    /// <summary>It was done.</summary>
    Done = 1,

    /// <summary>It was refused: the caller may not, or asked for what there is not.</summary>
    Refused = 2,

    /// <summary>It failed: our fault.</summary>
    Failed = 3,
}

/// <summary>How the API did over some days.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="TimeZone">In whose time days begin.</param>
/// <param name="Routes">Each route that was called, the most called first.</param>
[GenerateSerializer, Immutable, Alias("ApiReport")]
public sealed record ApiReport(
    [property: Id(0)] DateOnly From,
    [property: Id(1)] DateOnly To,
    [property: Id(2)] string TimeZone,
    [property: Id(3)] ApiRoute[] Routes);

/// <summary>A route's calls.</summary>
/// <param name="Route">The route.</param>
/// <param name="Calls">How many in all.</param>
/// <param name="Refused">How many were refused.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Median">Half took no longer, milliseconds.</param>
/// <param name="P90">Nine of ten took no longer, milliseconds.</param>
[GenerateSerializer, Immutable, Alias("ApiRoute")]
public sealed record ApiRoute(
    [property: Id(0)] string Route,
    [property: Id(1)] long Calls,
    [property: Id(2)] long Refused,
    [property: Id(3)] long Failed,
    [property: Id(4)] double Median,
    [property: Id(5)] double P90);
