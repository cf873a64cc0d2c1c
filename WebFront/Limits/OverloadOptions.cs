using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Limits;

/// <summary>When there is more to say than the server can take: the section <c>Overload</c>.</summary>
internal sealed class OverloadOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Overload";

    /// <summary>A message that would wait for longer, as far as can be foretold, is refused with <c>OVERLOADED</c>.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMilliseconds(350);

    /// <summary>Messages that may be under way at once whatever they wait for: a burst into a quiet server is none.</summary>
    public int AlwaysTaken { get; set; } = 1_000;
}

/// <summary>Names the setting that is wrong.</summary>
internal sealed class OverloadOptionsValidator : IValidateOptions<OverloadOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, OverloadOptions options)
    {
        if (options.LongestWait < Least || options.LongestWait > Most) return Fail(nameof(options.LongestWait), "must be 20 milliseconds to 1 minute");
        if (options.AlwaysTaken is < 1 or > 1_000_000) return Fail(nameof(options.AlwaysTaken), "must be 1 to 1,000,000");
        return ValidateOptionsResult.Success;
    }

    private static ValidateOptionsResult Fail(string setting, string rule) => ValidateOptionsResult.Fail($"The setting {OverloadOptions.Section}:{setting} {rule}.");
}
