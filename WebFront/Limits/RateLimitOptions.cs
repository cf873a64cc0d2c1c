using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Limits;

/// <summary>How much one user, address or connection may ask for; the section <c>RateLimits</c>. The defaults are far above what people do.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "RateLimits";

    /// <summary>Whether limits hold at all. Load programs turn them off.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Messages of one user, over all of their connections.</summary>
    public Rate SendsPerUser { get; set; } = new(20, 200);

    /// <summary>Messages of one address, over all of its users.</summary>
    public Rate SendsPerAddress { get; set; } = new(500, 3000);

    /// <summary>Uploads of one user.</summary>
    public Rate UploadsPerUser { get; set; } = new(1, 60);

    /// <summary>Uploads of one address, over all of its users.</summary>
    public Rate UploadsPerAddress { get; set; } = new(20, 400);

    /// <summary>Joins and other reads of whole pages by one user.</summary>
    public Rate JoinsPerUser { get; set; } = new(20, 300);

    /// <summary>Searches of one user.</summary>
    public Rate SearchesPerUser { get; set; } = new(5, 60);

    /// <summary>All calls of one connection.</summary>
    public Rate CallsPerSocket { get; set; } = new(100, 400);

    /// <summary>Frames of one connection, whatever is in them; above it the connection is cut off.</summary>
    public Rate FramesPerSocket { get; set; } = new(500, 1500);

    /// <summary>REST calls of one address.</summary>
    public Rate RequestsPerAddress { get; set; } = new(500, 3000);

    /// <summary>Log-ins, registrations and refreshes of one address.</summary>
    public Rate LoginsPerAddress { get; set; } = new(5, 200);

    /// <summary>Log-ins with one user name.</summary>
    public Rate LoginsPerName { get; set; } = new(0.2, 15);

    /// <summary>New visitors of one address.</summary>
    public Rate VisitorsPerAddress { get; set; } = new(10, 300);

    /// <summary>Connections of one user at a time.</summary>
    public int ConnectionsPerUser { get; set; } = 50;

    /// <summary>Connections of one address at a time.</summary>
    public int ConnectionsPerAddress { get; set; } = 2000;
}

/// <summary>A steady rate with room for a burst.</summary>
internal sealed class Rate
{
    public Rate() { }

    public Rate(double perSecond, int burst) => (PerSecond, Burst) = (perSecond, burst);

    /// <summary>How many a second, in the long run.</summary>
    public double PerSecond { get; set; }

    /// <summary>How many at once.</summary>
    public int Burst { get; set; }
}

/// <summary>Names the setting that is wrong.</summary>
internal sealed class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        foreach (var property in typeof(RateLimitOptions).GetProperties())
        {
            var problem = property.GetValue(options) switch
            {
                Rate { PerSecond: not (> 0 and <= 1_000_000) } => "PerSecond must be above 0 and at most 1,000,000",
                Rate { Burst: < 1 or > 1_000_000 } => "Burst must be 1 to 1,000,000",
                int and (< 1 or > 1_000_000) => "must be 1 to 1,000,000",
                _ => null,
            };
            if (problem is not null) return ValidateOptionsResult.Fail($"{RateLimitOptions.Section}:{property.Name}: {problem}.");
        }
        return ValidateOptionsResult.Success;
    }
}
