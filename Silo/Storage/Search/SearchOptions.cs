using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Storage.Search;

/// <summary>How the search index follows what is said: section <c>Search</c>.</summary>
public sealed class SearchOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Search";

    /// <summary>How often the index looks for what is new; a message is found after one to two of these.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often all sessions are compared with the index, for what a process that died or forgot has left.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How much of the time the index may work, in per cent; the rest is for the messages themselves.</summary>
    public int Share { get; set; } = 20;

    /// <summary>The same while more than <see cref="BusyWrites"/> is written: saying comes before finding.</summary>
    public int BusyShare { get; set; } = 2;

    /// <summary>From how many messages a second on the server counts as busy.</summary>
    public int BusyWrites { get; set; } = 1_000;
}

/// <summary>Refuses settings under which the index could not follow.</summary>
internal sealed class SearchOptionsValidator : IValidateOptions<SearchOptions>
{
    public ValidateOptionsResult Validate(string? name, SearchOptions options)
    {
        List<string> faults = [];
        Require(options.Interval >= TimeSpan.FromMilliseconds(10) && options.Interval <= TimeSpan.FromMinutes(1), nameof(options.Interval), "must be 10 milliseconds to 1 minute");
        Require(options.SweepInterval >= TimeSpan.FromSeconds(1) && options.SweepInterval <= TimeSpan.FromDays(1), nameof(options.SweepInterval), "must be 1 second to 1 day");
        Require(options.Share is >= 1 and <= 100, nameof(options.Share), "must be 1 to 100");
        Require(options.BusyShare is >= 1 and <= 100, nameof(options.BusyShare), "must be 1 to 100");
        Require(options.BusyWrites >= 1, nameof(options.BusyWrites), "must be at least 1");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(bool holds, string setting, string must)
        {
            if (!holds) faults.Add($"The setting {SearchOptions.Section}:{setting} {must}.");
        }
    }
}
