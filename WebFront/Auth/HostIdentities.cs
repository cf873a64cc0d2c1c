using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Auth;

/// <summary>A visitor's identity as the host site knows it, signed with a key that only the site and we have.</summary>
internal sealed class HostIdentities(IOptions<AuthOptions> options, TimeProvider clock)
{
    private const int LongestSubject = 200;

    private readonly AuthOptions _options = options.Value;

    /// <summary>The visitor that the identity names; INVALID where none are taken or this one does not hold.</summary>
    public Outcome<HostIdentity> Read(string identity)
    {
        if (_options.IdentityKey is not { Length: > 0 } key)
            return new Refusal(RefusalCode.Invalid, "No identities of a host site are taken here: Auth:IdentityKey is not set.");
        var skew = TimeSpan.FromSeconds(_options.ClockSkewSeconds);
        if (SignedTokens.Read(identity, Encoding.UTF8.GetBytes(key), null, null, skew, clock) is not { } payload)
            return new Refusal(RefusalCode.Invalid, "The identity is not signed with our common key, or has expired.");
        if (TextOf(payload, "sub") is not { Length: > 0 and <= LongestSubject } subject)
            return new Refusal(RefusalCode.Invalid, $"The identity has no sub of 1 to {LongestSubject} characters.");
        return new HostIdentity(IdOf(subject), TextOf(payload, "name"));
    }

    /// <summary>Hashed, for a site's own ids may be addresses or longer than ours.</summary>
    private static string IdOf(string subject) => $"x-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)).AsSpan(0, 16))}";

    private static string? TextOf(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A visitor known to the host site.</summary>
/// <param name="UserId">The visitor's id with us, the same each time.</param>
/// <param name="Name">The visitor's name, if the site gave one.</param>
internal sealed record HostIdentity(string UserId, string? Name);
