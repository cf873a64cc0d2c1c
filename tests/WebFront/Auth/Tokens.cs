using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LiveChat.WebFront.Tests.Auth;

/// <summary>Tokens made by hand, as an attacker would.</summary>
internal static class Tokens
{
    public static string Forge(object header, object payload, string? key)
    {
        var content = $"{Part(header)}.{Part(payload)}";
        var signature = key is null ? "" : Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(content)));
        return $"{content}.{signature}";
    }

    /// <summary>The same token without a signature, saying that it needs none.</summary>
    public static string Unsigned(string token, string alg = "none") =>
        $"{Part(new { alg, typ = "JWT" })}.{token.Split('.')[1]}.";

    /// <summary>The same token with another payload under the old signature.</summary>
    public static string Altered(string token, string find, string replace)
    {
        var parts = token.Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace(find, replace, StringComparison.Ordinal);
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
    }

    public static long In(TimeSpan time) => (DateTimeOffset.UnixEpoch + (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch) + time).ToUnixTimeSeconds();

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
