using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveChat.WebFront.Auth;

/// <summary>JSON web tokens of one issuer under one key: HS256 and nothing else.</summary>
internal static class SignedTokens
{
    private const int LongestToken = 8 * 1024;

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = LongestToken };

    /// <summary>Signs a payload.</summary>
    public static string Sign(string payload, byte[] key) =>
        Handler.CreateToken(payload, new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256));

    /// <summary>The payload of a token that holds: well formed, HS256, signed with the key, of the issuer and for the audience where named, and not expired. Null otherwise.</summary>
    public static JsonElement? Read(string token, byte[] key, string? issuer, string? audience, TimeSpan skew, TimeProvider clock)
    {
        if (token.Length > LongestToken || !Handler.CanReadToken(token)) return null;
        var result = Handler.ValidateToken(token, new()
        {
            IssuerSigningKey = new SymmetricSecurityKey(key),
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = true,
            ValidateIssuer = issuer is not null,
            ValidIssuer = issuer,
            ValidateAudience = audience is not null,
            ValidAudience = audience,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => Holds(notBefore, expires, skew, clock),
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { Alg: SecurityAlgorithms.HmacSha256 } read) return null;
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(read.EncodedPayload));
        return payload.RootElement.Clone();
    }

    private static bool Holds(DateTime? notBefore, DateTime? expires, TimeSpan skew, TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // As spans: a token without a beginning says the year one, from which nothing can be taken away.
        return expires is { } end && now - end < skew && (notBefore is not { } start || start - now <= skew);
    }
}
