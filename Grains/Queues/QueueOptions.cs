using Microsoft.Extensions.Options;

namespace LiveChat.Queues;

/// <summary>How desks hand out what waits. Section <c>Queues</c>; every value is a time span (<c>hh:mm:ss</c>) unless it says otherwise.</summary>
public sealed record QueueOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Queues";

    /// <summary>How long an agent may think about an offer.</summary>
    public TimeSpan OfferTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an agent who turned a session down, or let its offer lapse, is spared it while nobody else can have it.</summary>
    public TimeSpan DeclineCoolDown { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many offers in a row (a number) may lapse before the agent is set aside until a sign of life.</summary>
    public int LapsesUntilAside { get; set; } = 3;

    /// <summary>How long such an agent stays set aside without one. Then a single offer asks whether they are back.</summary>
    public TimeSpan AsideFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the word that an agent is here holds. Presence repeats it every <c>Presence:PollInterval</c>; this must be longer.</summary>
    public TimeSpan AvailabilityLease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an agent may be without any connection before their sessions wait again.</summary>
    public TimeSpan PresenceGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How much earlier each level of urgency lets a session stand in line. Waiting makes up for it, so nobody starves.</summary>
    public TimeSpan UrgencyHeadStart { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a session is told again that its agent is lost, until it answers by waiting or ending.</summary>
    public TimeSpan LostRepeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long a silence of the visitor, counted from the agent's last word, the session takes no slot of its agent; 0 for never.</summary>
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a session may take to store what the queue granted; until then the stored headers do not count against it.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the queue compares itself with the stored headers, seats and presences.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a reminder looks that the queue is there while anybody waits or is served; after a restart nobody else might call. Reminders allow no less than a minute.</summary>
    public TimeSpan WakeUpEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often, at most, a visitor is told of a new place.</summary>
    public TimeSpan PlacesEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often, at most, the desk's staff is told of changes.</summary>
    public TimeSpan DeskEvery { get; set; } = TimeSpan.FromMilliseconds(250);
}

/// <summary>Refuses settings under which a desk could not work, naming the setting.</summary>
public sealed class QueueOptionsValidator : IValidateOptions<QueueOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, QueueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<string>();
        Span(nameof(options.OfferTimeout), options.OfferTimeout, TimeSpan.Zero);
        Span(nameof(options.AsideFor), options.AsideFor, TimeSpan.Zero);
        Span(nameof(options.AvailabilityLease), options.AvailabilityLease, TimeSpan.Zero);
        Span(nameof(options.LostRepeat), options.LostRepeat, TimeSpan.Zero);
        Span(nameof(options.SettleTime), options.SettleTime, TimeSpan.Zero);
        Span(nameof(options.SweepEvery), options.SweepEvery, TimeSpan.Zero);
        Span(nameof(options.WakeUpEvery), options.WakeUpEvery, TimeSpan.Zero);
        Span(nameof(options.PlacesEvery), options.PlacesEvery, TimeSpan.Zero);
        Span(nameof(options.DeskEvery), options.DeskEvery, TimeSpan.Zero);
        Span(nameof(options.IdleAfter), options.IdleAfter, TimeSpan.FromTicks(-1));
        Span(nameof(options.DeclineCoolDown), options.DeclineCoolDown, TimeSpan.FromTicks(-1));
        Span(nameof(options.PresenceGrace), options.PresenceGrace, TimeSpan.FromTicks(-1));
        Span(nameof(options.UrgencyHeadStart), options.UrgencyHeadStart, TimeSpan.FromTicks(-1));
        if (options.LapsesUntilAside < 1) faults.Add($"{QueueOptions.Section}:{nameof(options.LapsesUntilAside)} is {options.LapsesUntilAside}; it must be 1 or more.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Span(string setting, TimeSpan value, TimeSpan above)
        {
            if (value <= above || value > Longest)
                faults.Add($"{QueueOptions.Section}:{setting} is {value}; it must be {(above < TimeSpan.Zero ? "0 or more" : "more than 0")} and at most a day.");
        }
    }
}
