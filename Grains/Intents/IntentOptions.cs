using Microsoft.Extensions.Options;

namespace LiveChat.Intents;

/// <summary>What the assistant does about an intent.</summary>
public enum IntentRoute
{
    /// <summary>Answers out of the knowledge base, or lets the model.</summary>
    Answer = 0,

    /// <summary>Looks the order up that is named; answers when none is.</summary>
    LookUpOrder = 1,

    /// <summary>Offers to open a ticket with what was said, and opens it on a yes.</summary>
    OpenTicket = 2,

    /// <summary>Asks for a person.</summary>
    HandOver = 3,

    /// <summary>Says that it is sorry, answers if it can, and offers a ticket and a person.</summary>
    Apologise = 4,

    /// <summary>Says something kind.</summary>
    Courtesy = 5,
}

/// <summary>When an intent counts as recognised, and what follows of each. Section <c>Intents</c>.</summary>
public sealed class IntentOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Intents";

    /// <summary>The confidence from which on a guess is acted on, 0 to 1; below it the text is a question like any other.</summary>
    public double Threshold { get; set; } = 0.5;

    /// <summary>What follows of an intent, where it is otherwise than usual.</summary>
    public Dictionary<Intent, IntentRoute> Routes { get; set; } = [];

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
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IntentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<string>();
        if (options.Threshold is not (>= 0 and <= 1)) faults.Add("Intents:Threshold must be from 0 to 1.");
        foreach (var (intent, route) in options.Routes)
            if (!Enum.IsDefined(intent) || !Enum.IsDefined(route)) faults.Add($"Intents:Routes:{intent} must be an intent and a route.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
