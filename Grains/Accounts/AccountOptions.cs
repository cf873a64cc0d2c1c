using Microsoft.Extensions.Options;

namespace LiveChat.Accounts;

/// <summary>How accounts behave; the section <c>Accounts</c> of the configuration.</summary>
public sealed class AccountOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Accounts";

    /// <summary>How long a sign-in lasts without being used, in days.</summary>
    public int SignInDays { get; set; } = 30;

    /// <summary>The most sign-ins that one user may have; the oldest end first.</summary>
    public int MostSignIns { get; set; } = 20;

    /// <summary>Password hashes computed at once, so that logins never take the processors from the chats; 0 is half of them.</summary>
    public int HashesAtOnce { get; set; }
}

/// <summary>Names the setting that is wrong.</summary>
public sealed class AccountOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        if (options.SignInDays is < 1 or > 365) return ValidateOptionsResult.Fail("Accounts:SignInDays must be 1 to 365 (days).");
        if (options.MostSignIns is < 1 or > 1000) return ValidateOptionsResult.Fail("Accounts:MostSignIns must be 1 to 1000.");
        if (options.HashesAtOnce is < 0 or > 64) return ValidateOptionsResult.Fail("Accounts:HashesAtOnce must be 0 to 64.");
        return ValidateOptionsResult.Success;
    }
}
