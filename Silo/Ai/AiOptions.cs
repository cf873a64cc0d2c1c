using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai;

/// <summary>Who answers for the assistant.</summary>
public enum AiProvider
{
    /// <summary>The built-in answerer over the knowledge base; needs nothing.</summary>
    Knowledge = 0,

    /// <summary>Any endpoint that speaks OpenAI's chat completions: OpenAI, Ollama, vLLM …</summary>
    OpenAI = 1,

    /// <summary>The same endpoint through the Semantic Kernel; only in builds with <c>SemanticKernel=true</c>.</summary>
    SemanticKernel = 2,
}

/// <summary>Which model answers, and how long it may take. Section <c>Ai</c>.</summary>
public sealed class AiOptions
{
    public const string Section = "Ai";

    /// <summary>Who answers. When it is a model and fails before its first word, the built-in answerer steps in.</summary>
    public AiProvider Provider { get; set; }

    /// <summary>The API's base address, such as <c>http://localhost:11434/v1</c> (Ollama). Needed by models.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The model's name at the endpoint, such as <c>qwen3:14b</c>. Needed by models.</summary>
    public string? Model { get; set; }

    /// <summary>The endpoint's key; none for endpoints that ask for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The longest wait for a model's first sign of life, retries included.</summary>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest silence between two signs of life.</summary>
    public TimeSpan BetweenTokensTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most tokens asked of a model for one answer.</summary>
    public int MaxOutputTokens { get; set; } = 1024;

    /// <summary>The most characters taken of one answer; a model that goes on is cut off.</summary>
    public int MaxReplyLength { get; set; } = 8000;

    /// <summary>How often a model is asked again after 429, 5xx or a broken connection, before its first token.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>The articles put before a model with each question, 1 to 10.</summary>
    public int Articles { get; set; } = 4;

    /// <summary>The pause between two words of the built-in answerer; zero for none.</summary>
    public TimeSpan KnowledgePace { get; set; } = TimeSpan.FromMilliseconds(20);
}

/// <summary>Refuses settings that cannot work, by name.</summary>
internal sealed class AiOptionsValidator : IValidateOptions<AiOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, AiOptions options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(AiOptions options)
    {
        if (!Enum.IsDefined(options.Provider)) yield return "Ai:Provider must be Knowledge, OpenAI or SemanticKernel.";
        if (options.Provider == AiProvider.SemanticKernel && !ModelClients.HasSemanticKernel)
            yield return "Ai:Provider is SemanticKernel, which this build does not have: build with SemanticKernel=true, or use OpenAI.";
        if (options.Provider != AiProvider.Knowledge)
        {
            if (options.Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
                yield return "Ai:Endpoint must be the http or https address of the model's API, such as http://localhost:11434/v1.";
            if (string.IsNullOrWhiteSpace(options.Model)) yield return "Ai:Model must name the model.";
        }

        foreach (var (setting, value) in new[] { ("FirstTokenTimeout", options.FirstTokenTimeout), ("BetweenTokensTimeout", options.BetweenTokensTimeout) })
            if (value <= TimeSpan.Zero || value > Longest) yield return $"Ai:{setting} must be above zero and at most {Longest}.";
        if (options.KnowledgePace < TimeSpan.Zero || options.KnowledgePace > TimeSpan.FromSeconds(1)) yield return "Ai:KnowledgePace must be from 0 to 1 s.";
        if (options.MaxOutputTokens is < 1 or > 1_000_000) yield return "Ai:MaxOutputTokens must be from 1 to 1,000,000.";
        if (options.MaxReplyLength is < 100 or > 100_000) yield return "Ai:MaxReplyLength must be from 100 to 100,000 characters.";
        if (options.Retries is < 0 or > 10) yield return "Ai:Retries must be from 0 to 10.";
        if (options.Articles is < 1 or > 10) yield return "Ai:Articles must be from 1 to 10.";
    }
}
