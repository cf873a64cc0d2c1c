using Microsoft.Extensions.Options;

namespace LiveChat.Presence;

/// <summary>The settings of presence, section <c>Presence</c>.</summary>
public sealed class PresenceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Presence";

    /// <summary>How long a front's lease holds without being renewed. Fronts renew at a third of it.</summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a connected user's presence looks whether the fronts are alive and repeats what the desks must know.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Refuses settings under which presence could not work.</summary>
public sealed class PresenceOptionsValidator : IValidateOptions<PresenceOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PresenceOptions options)
    {
        List<string> faults = [];
        if (options.LeaseTime <= TimeSpan.Zero) faults.Add($"{PresenceOptions.Section}:{nameof(options.LeaseTime)} is {options.LeaseTime}; it must be longer than nothing.");
        if (options.PollInterval <= TimeSpan.Zero) faults.Add($"{PresenceOptions.Section}:{nameof(options.PollInterval)} is {options.PollInterval}; it must be longer than nothing.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
