using System.Globalization;

namespace LiveChat.LongRun;

/// <summary>How long, and how many at a time.</summary>
/// <param name="Length">How long people come and go.</param>
/// <param name="Visitors">Visits under way at a time.</param>
/// <param name="SampleEvery">Between two looks at the server.</param>
/// <param name="IdleAfter">When the server lets go of grains that nothing uses; of nothing that is longer can be said that it was let go of.</param>
/// <param name="IsLong">Whether there is time for the silent to be missed, and for a trend to show.</param>
internal sealed record Profile(TimeSpan Length, int Visitors, TimeSpan SampleEvery, TimeSpan IdleAfter, bool IsLong)
{
    private const string Minutes = "LIVECHAT_LONG_RUN_MINUTES";

    /// <summary>What the environment asks for: by default a run for every change, which looks for what is left behind.</summary>
    public static Profile Chosen { get; } = double.TryParse(Environment.GetEnvironmentVariable(Minutes), CultureInfo.InvariantCulture, out var minutes)
        ? new(TimeSpan.FromMinutes(minutes), Visitors: 40, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(45), IsLong: true)
        : new(TimeSpan.FromSeconds(7), Visitors: 16, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), IsLong: false);

    /// <summary>Until then caches fill and code is compiled, and no more grains go than come.</summary>
    public TimeSpan WarmUp => TimeSpan.FromTicks(Math.Max((Length / 5).Ticks, (IdleAfter * 3).Ticks));

    /// <summary>The server's settings: what is kept for a while is kept for short.</summary>
    public Dictionary<string, string> Settings(string dataDirectory, Uri model) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DataDirectory"] = dataDirectory,
        ["Logging__LogLevel__Default"] = "Warning",
        ["Cluster__IdleAfter"] = IdleAfter.ToString("c", CultureInfo.InvariantCulture),
        ["Presence__PollInterval"] = "00:00:01",
        // Offers that come between two shifts lapse; nobody has the minutes to be spared for that.
        ["Queues__OfferTimeout"] = "00:00:10",
        ["Queues__DeclineCoolDown"] = "00:00:01",
        ["Queues__LapsesUntilAside"] = "1000",
        ["Ai__Provider"] = "OpenAI",
        ["Ai__Endpoint"] = model.ToString(),
        ["Ai__Model"] = "scripted",
        // All come from one address here.
        ["RateLimits__VisitorsPerAddress__PerSecond"] = "1000",
        ["RateLimits__VisitorsPerAddress__Burst"] = "1000",
        ["RateLimits__LoginsPerAddress__PerSecond"] = "1000",
        ["RateLimits__LoginsPerAddress__Burst"] = "1000",
        ["RateLimits__UploadsPerAddress__PerSecond"] = "1000",
        ["RateLimits__UploadsPerAddress__Burst"] = "1000",
    };
}
