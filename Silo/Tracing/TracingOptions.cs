using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Tracing;

/// <summary>Where traces go, and how many.</summary>
public sealed class TracingOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Tracing";

    /// <summary>Where traces go as OTLP over HTTP (<c>http://collector:4318/v1/traces</c>); null for nowhere, and then nothing is recorded.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>The share of calls that are recorded, from 0 to 1. Whoever calls with a trace of their own decides for it.</summary>
    public double Share { get; set; } = 0.05;
}

internal sealed class TracingOptionsValidator : IValidateOptions<TracingOptions>
{
    private const string Section = TracingOptions.Section;

    public ValidateOptionsResult Validate(string? name, TracingOptions options)
    {
        if (options.OtlpEndpoint is { } endpoint && endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            return ValidateOptionsResult.Fail($"{Section}:OtlpEndpoint must be an http or https address.");
        return options.Share is >= 0 and <= 1 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail($"{Section}:Share must be between 0 and 1.");
    }
}
