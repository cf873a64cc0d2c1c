using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace LiveChat.Accounts;

/// <summary>A refresh token: whose, of which sign-in, and a secret of which only the hash is stored.</summary>
/// <remarks>As text: <c>userId.signInId.secret</c>, the first and the last in base64url.</remarks>
public readonly record struct RefreshToken(string UserId, Guid SignInId, string Secret)
{
    private const int SecretBytes = 32;
    private const int LongestText = 400;

    /// <summary>A token with a fresh secret.</summary>
    public static RefreshToken Make(string userId, Guid signInId) =>
        new(userId, signInId, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>Reads a token; false for whatever is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RefreshToken token)
    {
        token = default;
        if (text is null || text.Length > LongestText || text.Split('.') is not [var user, var signIn, var secret]) return false;
        if (!Base64Url.IsValid(user) || user.Length == 0 || secret.Length == 0 || !Guid.TryParseExact(signIn, "N", out var signInId)) return false;
        token = new(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(user)), signInId, secret);
        return true;
    }

    /// <summary>SHA-256 of the secret, in hex: what is stored.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    /// <summary>Whether the stored hash is this secret's, in constant time.</summary>
    public bool Matches(string storedHash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash()), Encoding.ASCII.GetBytes(storedHash.ToLowerInvariant()));

    public override string ToString() => $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(UserId))}.{SignInId:N}.{Secret}";
}
