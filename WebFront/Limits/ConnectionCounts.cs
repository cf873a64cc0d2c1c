using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Limits;

/// <summary>How many connections each user and each address has now.</summary>
internal sealed class ConnectionCounts(IOptions<RateLimitOptions> options)
{
    private readonly RateLimitOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _addresses = new(StringComparer.Ordinal);

    /// <summary>Counts a connection in, unless there are too many.</summary>
    public Refusal? Refuse(SocketLimits socket)
    {
        lock (_gate)
        {
            if (_options.Enabled && _users.GetValueOrDefault(socket.UserId) >= _options.ConnectionsPerUser)
                return new(RefusalCode.RateLimited, $"You have {_options.ConnectionsPerUser} connections open. Close some.");
            if (_options.Enabled && _addresses.GetValueOrDefault(socket.Address) >= _options.ConnectionsPerAddress)
                return new(RefusalCode.RateLimited, "Too many connections from your address. Try again later.");
            Add(_users, socket.UserId, 1);
            Add(_addresses, socket.Address, 1);
            return null;
        }
    }

    /// <summary>Counts a connection out that was counted in.</summary>
    public void Release(SocketLimits socket)
    {
        lock (_gate)
        {
            Add(_users, socket.UserId, -1);
            Add(_addresses, socket.Address, -1);
        }
    }

    private static void Add(Dictionary<string, int> counts, string key, int change)
    {
        var count = counts.GetValueOrDefault(key) + change;
        if (count > 0) counts[key] = count;
        else counts.Remove(key);
    }
}
