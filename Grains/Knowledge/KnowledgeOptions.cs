using Microsoft.Extensions.Options;

namespace LiveChat.Knowledge;

/// <summary>What may be imported, and how long questions without an answer are kept. Section <c>Knowledge</c>.</summary>
public sealed class KnowledgeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Knowledge";

    /// <summary>The largest file that may be imported, in bytes.</summary>
    public int MaxImportBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>The most articles of one file.</summary>
    public int MaxImportArticles { get; set; } = 20_000;

    /// <summary>How long a question without an article is kept after it was asked last, in days.</summary>
    public int UnansweredDays { get; set; } = 180;
}

/// <summary>Refuses settings that cannot work, by name.</summary>
public sealed class KnowledgeOptionsValidator : IValidateOptions<KnowledgeOptions>
{
    private const int Mebibyte = 1024 * 1024;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, KnowledgeOptions options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(KnowledgeOptions options)
    {
        if (options.MaxImportBytes is < 1024 or > 64 * Mebibyte) yield return "Knowledge:MaxImportBytes must be from 1,024 to 67,108,864.";
        if (options.MaxImportArticles is < 1 or > 200_000) yield return "Knowledge:MaxImportArticles must be from 1 to 200,000.";
        if (options.UnansweredDays is < 1 or > 3650) yield return "Knowledge:UnansweredDays must be from 1 to 3,650.";
    }
}
