using Microsoft.Extensions.Options;

namespace LiveChat.Reports;

/// <summary>How figures are counted; the section <c>Reports</c> of the configuration.</summary>
public sealed class ReportOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Reports";

    /// <summary>The time zone in which a day begins, by its IANA name (<c>Asia/Taipei</c>); empty for the server's own.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>That zone.</summary>
    public TimeZoneInfo Zone => TimeZone.Length == 0 ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>When the day of this moment began, in UTC.</summary>
    internal DateTimeOffset DayOf(DateTimeOffset moment)
    {
        var zone = Zone;
        var midnight = TimeZoneInfo.ConvertTime(moment, zone).Date;
        // Where the clock is put forward at midnight, the day begins an hour later.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}

/// <summary>Names the setting that is wrong.</summary>
public sealed class ReportOptionsValidator : IValidateOptions<ReportOptions>
{
    public ValidateOptionsResult Validate(string? name, ReportOptions options) =>
        options.TimeZone.Length == 0 || TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Reports:TimeZone: \"{options.TimeZone}\" is no time zone of this machine; use a name such as Asia/Taipei.");
}
