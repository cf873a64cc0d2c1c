using Microsoft.Extensions.Options;

namespace LiveChat.Spending;

/// <summary>How much a configured model may cost. Section <c>Spending</c>.</summary>
public sealed class SpendingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Spending";

    /// <summary>What all together may spend in a day where nothing else is said, in tokens.</summary>
    public const long UsualTokensPerDay = 20_000_000;

    /// <summary>What one person may spend in a day where nothing else is said, in tokens.</summary>
    public const long UsualTokensPerUserPerDay = 200_000;

    /// <summary>The most tokens that all together spend in a day, asked and answered; 0 for <see cref="UsualTokensPerDay"/>.</summary>
    public long TokensPerDay { get; set; }

    /// <summary>The most tokens that answers to one person cost in a day; 0 for <see cref="UsualTokensPerUserPerDay"/>.</summary>
    public long TokensPerUserPerDay { get; set; }

    /// <summary>What all together may spend.</summary>
    public long Most => TokensPerDay == 0 ? UsualTokensPerDay : TokensPerDay;

    /// <summary>What one person may spend.</summary>
    public long MostPerUser => TokensPerUserPerDay == 0 ? UsualTokensPerUserPerDay : TokensPerUserPerDay;
}

/// <summary>Refuses settings that cannot work, by name.</summary>
public sealed class SpendingOptionsValidator : IValidateOptions<SpendingOptions>
{
    private const long Largest = 1_000_000_000_000;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SpendingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        foreach (var (setting, value) in new[] { (nameof(options.TokensPerDay), options.TokensPerDay), (nameof(options.TokensPerUserPerDay), options.TokensPerUserPerDay) })
            if (value is < 0 or > Largest) faults.Add($"{SpendingOptions.Section}:{setting} must be from 0 (the default) to {Largest} tokens.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
