using System.Text;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Auth;

/// <summary>How callers prove who they are; the section <c>Auth</c>.</summary>
internal sealed class AuthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Auth";

    /// <summary>The fewest bytes of a key.</summary>
    public const int ShortestKey = 32;

    /// <summary>The key that signs access tokens, the same for all fronts. Empty: one is made once and kept in the data directory.</summary>
    public string? SigningKey { get; set; }

    /// <summary>The key with which a host site signs its visitors' identities. Empty: no such identities are taken.</summary>
    public string? IdentityKey { get; set; }

    /// <summary>Who issues the tokens.</summary>
    public string Issuer { get; set; } = "livechat";

    /// <summary>For whom they are.</summary>
    public string Audience { get; set; } = "livechat";

    /// <summary>How long an access token lasts, in seconds.</summary>
    public int AccessTokenSeconds { get; set; } = 900;

    /// <summary>How far clocks of fronts may differ, in seconds.</summary>
    public int ClockSkewSeconds { get; set; } = 5;
}

/// <summary>Names the setting that is wrong.</summary>
internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        if (IsShort(options.SigningKey)) return Fail($"Auth:SigningKey must have at least {AuthOptions.ShortestKey} bytes.");
        if (IsShort(options.IdentityKey)) return Fail($"Auth:IdentityKey must have at least {AuthOptions.ShortestKey} bytes.");
        if (options.IdentityKey is { Length: > 0 } && options.IdentityKey == options.SigningKey)
            return Fail("Auth:IdentityKey must not be Auth:SigningKey: a host site could sign anything.");
        if (string.IsNullOrWhiteSpace(options.Issuer)) return Fail("Auth:Issuer is empty.");
        if (string.IsNullOrWhiteSpace(options.Audience)) return Fail("Auth:Audience is empty.");
        if (options.AccessTokenSeconds is < 1 or > 86_400) return Fail("Auth:AccessTokenSeconds must be 1 to 86,400 (seconds).");
        if (options.ClockSkewSeconds is < 0 or > 300) return Fail("Auth:ClockSkewSeconds must be 0 to 300 (seconds).");
        return ValidateOptionsResult.Success;
    }

    private static bool IsShort(string? key) => key is { Length: > 0 } && Encoding.UTF8.GetByteCount(key) < AuthOptions.ShortestKey;

    private static ValidateOptionsResult Fail(string problem) => ValidateOptionsResult.Fail(problem);
}
