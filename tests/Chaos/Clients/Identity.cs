using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LiveChat.Chaos.World;

namespace LiveChat.Chaos.Clients;

/// <summary>How somebody signs in: always as the same user, whatever became of earlier tokens.</summary>
internal sealed record Identity(string Path, object Body)
{
    // Beyond whatever the clock is set to.
    private const long Expires = 4_000_000_000;

    /// <summary>A visitor whom a host site knows by this name.</summary>
    public static Identity Visitor(string name) => new("/api/auth/visitor", new { displayName = name, identity = Signed(name) });

    /// <summary>One of the demo users.</summary>
    public static Identity Demo(string userId) => new("/api/auth/demo", new { userId });

    /// <summary>Signs in.</summary>
    public async Task<(string Token, string UserId)> SignIn(Api api)
    {
        var answer = await api.Post(Path, null, Body);
        return (answer.GetProperty("accessToken").GetString()!, answer.GetProperty("user").GetProperty("id").GetString()!);
    }

    private static string Signed(string name)
    {
        var content = $"{Encode("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Encode(JsonSerializer.SerializeToUtf8Bytes(new { sub = name, name, exp = Expires }))}";
        return $"{content}.{Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Surroundings.IdentityKey), Encoding.UTF8.GetBytes(content)))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
