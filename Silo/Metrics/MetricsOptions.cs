using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Metrics;

/// <summary>Who may read the figures, and where they are sent.</summary>
public sealed class MetricsOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Metrics";

    /// <summary>What a reader of <c>/metrics</c> must bear (<c>Authorization: Bearer …</c>), at least 16 characters. Without one nobody is served, but in development readers on the same machine.</summary>
    public string? Token { get; set; }

    /// <summary>Where metrics go as OTLP over HTTP (<c>http://collector:4318/v1/metrics</c>); null for nowhere.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>How often they go there.</summary>
    public TimeSpan OtlpInterval { get; set; } = TimeSpan.FromSeconds(15);
}

internal sealed class MetricsOptionsValidator : IValidateOptions<MetricsOptions>
{
    private const string Section = MetricsOptions.Section;
    private const int ShortestToken = 16;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        if (options.Token is { Length: < ShortestToken }) return ValidateOptionsResult.Fail($"{Section}:Token must have at least {ShortestToken} characters.");
        if (options.OtlpEndpoint is { } endpoint && endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            return ValidateOptionsResult.Fail($"{Section}:OtlpEndpoint must be an http or https address.");
        return options.OtlpInterval < ShortestInterval || options.OtlpInterval > LongestInterval
            ? ValidateOptionsResult.Fail($"{Section}:OtlpInterval must be between a second and an hour.")
            : ValidateOptionsResult.Success;
    }
}
