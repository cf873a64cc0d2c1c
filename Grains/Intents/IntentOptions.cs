using Microsoft.Extensions.Options;

namespace LiveChat.Intents;

/// <summary>When an intent counts as recognised, and what follows of each. Section <c>Intents</c>.</summary>
public sealed class IntentOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Intents";

    /// <summary>The confidence from which on a guess is acted on, 0 to 1; below it the text is a question like any other. Until an admin sets an intent's own.</summary>
    public double Threshold { get; set; } = 0.5;

    /// <summary>What follows of an intent, where it is otherwise than usual. Until an admin sets it.</summary>
    public Dictionary<Intent, IntentRoute> Routes { get; set; } = [];

    /// <summary>How long a model, where one is configured, is waited for when no example is near enough.</summary>
    public TimeSpan ModelTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a minute it is asked at most; 0 for never.</summary>
    public int ModelPerMinute { get; set; } = 120;

    /// <summary>What follows of an intent.</summary>
    public IntentRoute RouteOf(Intent intent) => Routes.TryGetValue(intent, out var route) ? route : intent switch
    {
        Intent.Order => IntentRoute.LookUpOrder,
        Intent.Complaint => IntentRoute.Apologise,
        Intent.Ticket => IntentRoute.OpenTicket,
        Intent.Person => IntentRoute.HandOver,
        Intent.SmallTalk => IntentRoute.Courtesy,
        _ => IntentRoute.Answer,
    };
}

/// <summary>Refuses settings that cannot work, by name.</summary>
public sealed class IntentOptionsValidator : IValidateOptions<IntentOptions>
{
    // Shorter than a grain's call may take: who asks gets what the examples say rather than nothing.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IntentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<string>();
        if (options.Threshold is not (>= 0 and <= 1)) faults.Add("Intents:Threshold must be from 0 to 1.");
        if (options.ModelTimeout <= TimeSpan.Zero || options.ModelTimeout > LongestWait) faults.Add($"Intents:ModelTimeout must be above zero and at most {LongestWait}.");
        if (options.ModelPerMinute is < 0 or > 100_000) faults.Add("Intents:ModelPerMinute must be from 0 to 100,000.");
        foreach (var (intent, route) in options.Routes)
            if (!Enum.IsDefined(intent) || !Enum.IsDefined(route)) faults.Add($"Intents:Routes:{intent} must be an intent and a route.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
