using Microsoft.Extensions.Options;

namespace LiveChat.Assistant.Tools;

/// <summary>What one answer may do and spend. Section <c>Assistant:Tools</c>.</summary>
public sealed class ToolOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Assistant:Tools";

    /// <summary>Whether the assistant uses tools at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often a model is asked within one answer: each time but the last it may use tools.</summary>
    public int MaxRounds { get; set; } = 4;

    /// <summary>How often tools are used within one answer, refusals included.</summary>
    public int MaxCalls { get; set; } = 6;

    /// <summary>The most tokens of one answer, all that a model says and all that tools say to it; beyond it no tool is used.</summary>
    public int MaxTokens { get; set; } = 8_000;

    /// <summary>How long one use of a tool may take.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most characters of what a tool says to a model.</summary>
    public int MaxResultLength { get; set; } = 6_000;
}

/// <summary>Refuses settings that cannot work, by name.</summary>
public sealed class ToolOptionsValidator : IValidateOptions<ToolOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ToolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<string>();
        if (options.MaxRounds is < 1 or > 20) faults.Add("Assistant:Tools:MaxRounds must be from 1 to 20.");
        if (options.MaxCalls is < 0 or > 50) faults.Add("Assistant:Tools:MaxCalls must be from 0 to 50.");
        if (options.MaxTokens is < 100 or > 1_000_000) faults.Add("Assistant:Tools:MaxTokens must be from 100 to 1,000,000.");
        if (options.CallTimeout <= TimeSpan.Zero || options.CallTimeout > TimeSpan.FromMinutes(1)) faults.Add("Assistant:Tools:CallTimeout must be above zero and at most a minute.");
        if (options.MaxResultLength is < 200 or > 100_000) faults.Add("Assistant:Tools:MaxResultLength must be from 200 to 100,000 characters.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
