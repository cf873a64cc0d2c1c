using System.Buffers;
using System.Text;
using System.Text.Json;
using LiveChat.Accounts;
using LiveChat.Silo.Composition;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Auth;

/// <summary>The short-lived tokens that our own front gives out and takes.</summary>
internal sealed class AccessTokens(IOptions<AuthOptions> options, IConfiguration configuration, TimeProvider clock)
{
    private readonly AuthOptions _options = options.Value;
    private readonly Lazy<byte[]> _key = new(() => options.Value.SigningKey is { Length: > 0 } key ? Encoding.UTF8.GetBytes(key) : KeyFile.ReadOrMake(DataDirectory.Of(configuration)));

    /// <summary>How long a token lasts, in seconds.</summary>
    public int Seconds => _options.AccessTokenSeconds;

    /// <summary>A token for the user, good from now on.</summary>
    public string Issue(User user)
    {
        var now = clock.GetUtcNow();
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("iss", _options.Issuer);
            json.WriteString("aud", _options.Audience);
            json.WriteString("sub", user.UserId);
            json.WriteString("name", user.Name);
            json.WriteString("role", RoleName.Of(user.Role));
            json.WriteStartArray("desks");
            foreach (var desk in user.Desks) json.WriteStringValue(desk);
            json.WriteEndArray();
            json.WriteNumber("epoch", user.Epoch);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("nbf", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", now.AddSeconds(_options.AccessTokenSeconds).ToUnixTimeSeconds());
            json.WriteEndObject();
        }
        return SignedTokens.Sign(Encoding.UTF8.GetString(bytes.WrittenSpan), _key.Value);
    }

    /// <summary>Who the token is, and until when; null for one that does not hold.</summary>
    public CallerIdentity? Read(string token)
    {
        var skew = TimeSpan.FromSeconds(_options.ClockSkewSeconds);
        if (SignedTokens.Read(token, _key.Value, _options.Issuer, _options.Audience, skew, clock) is not { } payload) return null;
        if (TextOf(payload, "sub") is not { Length: > 0 } userId || RoleName.Parse(TextOf(payload, "role")) is not { } role) return null;
        var caller = new Caller(userId, TextOf(payload, "name") ?? "", role, DesksOf(payload));
        return new(caller, DateTimeOffset.FromUnixTimeSeconds(payload.GetProperty("exp").GetInt64()) + skew, EpochOf(payload));
    }

    private static long EpochOf(JsonElement payload) =>
        payload.TryGetProperty("epoch", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var epoch) ? epoch : 0;

    private static string? TextOf(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] DesksOf(JsonElement payload) => payload.TryGetProperty("desks", out var desks) && desks.ValueKind == JsonValueKind.Array
        ? [.. desks.EnumerateArray().Where(desk => desk.ValueKind == JsonValueKind.String).Select(desk => desk.GetString()!)]
        : [];
}
