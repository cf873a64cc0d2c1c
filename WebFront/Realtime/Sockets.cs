using System.Collections.Concurrent;
using LiveChat.Presence;
using LiveChat.WebFront.Limits;

namespace LiveChat.WebFront.Realtime;

/// <summary>The connections of this front: their coming, with all that hangs on it, and their going, with all of it undone.</summary>
internal sealed partial class Sockets(Relay relay, ConnectionCounts counts, IGrainFactory grains, FrontId front, ILogger<Sockets> log)
{
    private readonly ConcurrentDictionary<string, Socket> _sockets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Socket, byte> _departed = new();
    private volatile TaskCompletionSource? _emptied;

    /// <summary>Connections now.</summary>
    public int Count => _sockets.Count;

    /// <summary>When the last connection has gone.</summary>
    public Task Emptied()
    {
        var emptied = _emptied ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_sockets.IsEmpty) emptied.TrySetResult();
        return emptied.Task;
    }

    /// <summary>All connections, as of now.</summary>
    public IEnumerable<Socket> All() => _sockets.Select(pair => pair.Value);

    /// <summary>Those who went while presence could not be told.</summary>
    public IEnumerable<Socket> Departed() => _departed.Select(pair => pair.Key);

    /// <summary>Takes a connection in; a refusal when its user or address has too many.</summary>
    public async Task<Refusal?> Enter(Socket socket)
    {
        if (counts.Refuse(socket.Limits) is { } refusal) return refusal;
        if (_sockets.TryAdd(socket.Id, socket)) RealtimeMetrics.Came(socket);
        await relay.FollowUser(socket);
        socket.Announced = true;
        try
        {
            await Presence(socket).Connect(socket.Caller, front.Value, socket.Id);
        }
        catch (Exception e)
        {
            // Whoever cannot be shown as present can still talk.
            LogPresenceFailed(socket.Caller.UserId, e);
        }
        return null;
    }

    /// <summary>Tells presence once more that the connection stands, for one that has forgotten it. Throws when it cannot be told.</summary>
    public async Task Keep(Socket socket)
    {
        if (!socket.Announced || !_sockets.ContainsKey(socket.Id)) return;
        await Presence(socket).Keep(socket.Caller, front.Value, socket.Id, socket.Choice);
        // Gone meanwhile: the word of that may have come before ours.
        if (!_sockets.ContainsKey(socket.Id)) await Depart(socket);
    }

    /// <summary>Lets a connection go, however far it came. Safe to repeat.</summary>
    public async Task Leave(Socket socket)
    {
        relay.Forget(socket);
        if (!_sockets.TryRemove(new(socket.Id, socket))) return;
        RealtimeMetrics.Went(socket);
        counts.Release(socket.Limits);
        if (_emptied is { } emptied && _sockets.IsEmpty) emptied.TrySetResult();
        if (socket.Announced) await Depart(socket);
    }

    /// <summary>Tells presence that a connection went; kept among <see cref="Departed"/> when it cannot be told, for this front's lease goes on.</summary>
    public async Task Depart(Socket socket)
    {
        try
        {
            await Presence(socket).Disconnect(front.Value, socket.Id);
            _departed.TryRemove(socket, out _);
        }
        catch (Exception e)
        {
            // Whatever it was: it is told again at the next roll call.
            _departed.TryAdd(socket, 0);
            LogPresenceFailed(socket.Caller.UserId, e);
        }
    }

    private IUserPresence Presence(Socket socket) => grains.GetGrain<IUserPresence>(socket.Caller.UserId);

    [LoggerMessage(1, LogLevel.Warning, "The presence of {UserId} could not be told")]
    private partial void LogPresenceFailed(string userId, Exception error);
}

/// <summary>This front's id, new at each start of the process.</summary>
internal sealed class FrontId
{
    public string Value { get; } = Guid.CreateVersion7().ToString("N");
}
