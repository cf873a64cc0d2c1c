using Microsoft.Extensions.Options;

namespace LiveChat.Exports;

/// <summary>The settings of exports, section <c>Exports</c>.</summary>
public sealed class ExportOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Exports";

    /// <summary>The largest file, in bytes; what would be larger fails and says so.</summary>
    public long MaxBytes { get; set; } = 200 * 1024 * 1024;

    /// <summary>How many one user may have waiting and being written.</summary>
    public int AtOncePerUser { get; set; } = 3;

    /// <summary>How many one user may have in all; the oldest has to go first.</summary>
    public int KeptPerUser { get; set; } = 20;

    /// <summary>How long a file can be had.</summary>
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromDays(3);

    /// <summary>After how long without a word a front that writes is taken to be dead.</summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often one is begun before it has failed.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>How often expired files are swept; at least a minute.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromHours(1);
}

/// <summary>Names the setting that is wrong.</summary>
public sealed class ExportOptionsValidator : IValidateOptions<ExportOptions>
{
    public ValidateOptionsResult Validate(string? name, ExportOptions options)
    {
        List<string> faults = [];
        Require(options.MaxBytes >= 1024, nameof(options.MaxBytes), "must be at least 1024");
        Require(options.AtOncePerUser is >= 1 and <= 100, nameof(options.AtOncePerUser), "must be 1 to 100");
        Require(options.KeptPerUser >= options.AtOncePerUser && options.KeptPerUser <= 1000, nameof(options.KeptPerUser), "must be at least AtOncePerUser and at most 1000");
        Require(options.KeptFor >= TimeSpan.FromMinutes(1) && options.KeptFor <= TimeSpan.FromDays(365), nameof(options.KeptFor), "must be 1 minute to 365 days");
        Require(options.LeaseTime >= TimeSpan.FromSeconds(5) && options.LeaseTime <= TimeSpan.FromHours(1), nameof(options.LeaseTime), "must be 5 seconds to 1 hour");
        Require(options.MaxAttempts is >= 1 and <= 100, nameof(options.MaxAttempts), "must be 1 to 100");
        Require(options.SweepEvery >= TimeSpan.FromMinutes(1) && options.SweepEvery <= TimeSpan.FromDays(7), nameof(options.SweepEvery), "must be 1 minute to 7 days");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(bool holds, string setting, string must)
        {
            if (!holds) faults.Add($"The setting {ExportOptions.Section}:{setting} {must}.");
        }
    }
}
