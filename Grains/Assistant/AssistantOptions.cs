using Microsoft.Extensions.Options;

namespace LiveChat.Assistant;

/// <summary>What the assistant remembers and how long it may speak. Section <c>Assistant</c>.</summary>
public sealed class AssistantOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Assistant";

    /// <summary>The question-and-answer exchanges that are put before the model word by word; older ones go into the summary.</summary>
    public int RememberedExchanges { get; set; } = 10;

    /// <summary>The most characters of them all together; what goes beyond falls into the summary sooner.</summary>
    public int MemoryLength { get; set; } = 12_000;

    /// <summary>The most characters of the running summary.</summary>
    public int SummaryLength { get; set; } = 1_000;

    /// <summary>The longest time from question to final entry, whatever the model does.</summary>
    public TimeSpan ReplyTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The least time between two pieces of one reply; the first is shown at once.</summary>
    public TimeSpan ChunkInterval { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long the final entry is offered to a session that does not take it.</summary>
    public TimeSpan EndTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Refuses settings that cannot work, by name.</summary>
public sealed class AssistantOptionsValidator : IValidateOptions<AssistantOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AssistantOptions options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(AssistantOptions options)
    {
        if (options.RememberedExchanges is < 0 or > 50) yield return "Assistant:RememberedExchanges must be from 0 to 50.";
        if (options.MemoryLength is < 0 or > 1_000_000) yield return "Assistant:MemoryLength must be from 0 to 1,000,000 characters.";
        if (options.SummaryLength is < 0 or > 10_000) yield return "Assistant:SummaryLength must be from 0 to 10,000 characters.";
        if (options.ReplyTimeout <= TimeSpan.Zero || options.ReplyTimeout > TimeSpan.FromMinutes(30)) yield return "Assistant:ReplyTimeout must be above zero and at most 30 minutes.";
        if (options.ChunkInterval < TimeSpan.Zero || options.ChunkInterval > TimeSpan.FromSeconds(5)) yield return "Assistant:ChunkInterval must be from 0 to 5 s.";
        if (options.EndTimeout <= TimeSpan.Zero || options.EndTimeout > TimeSpan.FromMinutes(5)) yield return "Assistant:EndTimeout must be above zero and at most 5 minutes.";
    }
}
