using Microsoft.Extensions.Options;

namespace LiveChat.Sessions;

/// <summary>What happens to a message while the database is away.</summary>
public enum WhenStoreAway
{
    /// <summary>It is refused at once with STORE_UNAVAILABLE; the sender's client keeps it and tries again.</summary>
    Refuse = 0,

    /// <summary>It is shown at once, marked not yet durable, kept by the session and committed when the database returns.</summary>
    Hold = 1,
}

/// <summary>The settings of sessions, section <c>Sessions</c>.</summary>
public sealed class SessionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sessions";

    /// <summary>The longest message, in characters (UTF-16 units).</summary>
    public int MaxMessageLength { get; set; } = 8_000;

    /// <summary>The longest answer of the assistant, in characters; what goes beyond it is cut.</summary>
    public int MaxReplyLength { get; set; } = 32_000;

    /// <summary>The most people in one session.</summary>
    public int MaxMembers { get; set; } = 1_000;

    /// <summary>For how long what the readers of a group have read is gathered before it is told.</summary>
    public TimeSpan ReadInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a message can be taken back.</summary>
    public TimeSpan RecallWindow { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>What happens to a message while the database is away.</summary>
    public WhenStoreAway WhenStoreAway { get; set; } = WhenStoreAway.Refuse;

    /// <summary>With <see cref="WhenStoreAway.Hold"/>: the most messages that one session keeps; more are refused.</summary>
    public int MaxHeldMessages { get; set; } = 200;

    /// <summary>After how long without a sign from the assistant its answer is ended with <c>timeout</c>. A backstop: the assistant's own limits are shorter.</summary>
    public TimeSpan ReplySilence { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How often a session tries again what is due: a held message, the end of an answer, a word to the queue.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>Refuses settings under which sessions could not work.</summary>
public sealed class SessionOptionsValidator : IValidateOptions<SessionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SessionOptions options)
    {
        List<string> faults = [];
        Within(nameof(options.MaxMessageLength), options.MaxMessageLength, 1, 100_000);
        Within(nameof(options.MaxReplyLength), options.MaxReplyLength, 100, 1_000_000);
        Within(nameof(options.MaxMembers), options.MaxMembers, 2, 10_000);
        Within(nameof(options.MaxHeldMessages), options.MaxHeldMessages, 1, 10_000);
        Positive(nameof(options.RecallWindow), options.RecallWindow, orZero: true);
        Positive(nameof(options.ReadInterval), options.ReadInterval);
        Positive(nameof(options.ReplySilence), options.ReplySilence);
        Positive(nameof(options.RetryInterval), options.RetryInterval);
        if (!Enum.IsDefined(options.WhenStoreAway)) faults.Add($"{SessionOptions.Section}:{nameof(options.WhenStoreAway)} is Refuse or Hold.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Within(string setting, int value, int least, int most)
        {
            if (value < least || value > most) faults.Add($"{SessionOptions.Section}:{setting} is {value}; it must be from {least} to {most}.");
        }

        void Positive(string setting, TimeSpan value, bool orZero = false)
        {
            if (value < TimeSpan.Zero || (value == TimeSpan.Zero && !orZero)) faults.Add($"{SessionOptions.Section}:{setting} is {value}; it must be longer than nothing.");
        }
    }
}
