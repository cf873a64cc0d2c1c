namespace LiveChat.Reports;

/// <inheritdoc cref="IApiTimes"/>
public sealed class ApiTimes(IFigureStore figures, IDeskZones zones, TimeProvider clock) : Grain, IApiTimes
{
    private const int LongestRoute = 200;

    /// <inheritdoc/>
    public async Task<Refusal?> Add(Guid batchId, DateTimeOffset at, ApiTime[] times)
    {
        if (times.Length > ApiTime.Most || Array.Exists(times, time => time.Route.Length > LongestRoute))
            return new(RefusalCode.TooLong, $"A batch has at most {ApiTime.Most} times, and a route {LongestRoute} characters.");
        try
        {
            var zone = (await zones.Read(CancellationToken.None))("");
            var day = Days.Number(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime));
            await figures.AddApi(this.GetPrimaryKeyString(), batchId, clock.GetUtcNow(), day, times, CancellationToken.None);
            return null;
        }
        catch (StoreUnavailableException)
        {
            return new(RefusalCode.StoreUnavailable, "The database is away; send the same batch again.");
        }
    }
}
