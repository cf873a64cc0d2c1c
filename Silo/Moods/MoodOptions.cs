using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Moods;

/// <summary>How far a model is asked how customers sound. Section <c>Moods</c>.</summary>
public sealed class MoodOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Moods";

    /// <summary>How long a model, where one is configured, is waited for; nobody else waits meanwhile.</summary>
    public TimeSpan ModelTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a minute each silo asks it at most; beyond it the lexicon alone counts, as with 0.</summary>
    public int ModelPerMinute { get; set; } = 60;
}

/// <summary>Refuses settings that cannot work, by name.</summary>
public sealed class MoodOptionsValidator : IValidateOptions<MoodOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MoodOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<string>();
        if (options.ModelTimeout <= TimeSpan.Zero || options.ModelTimeout > LongestWait) faults.Add($"Moods:ModelTimeout must be above zero and at most {LongestWait}.");
        if (options.ModelPerMinute is < 0 or > 100_000) faults.Add("Moods:ModelPerMinute must be from 0 to 100,000.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
