namespace LiveChat.WebFront.Realtime;

/// <summary>One socket following one topic. It may begin held: what happens meanwhile waits until <see cref="Release"/>.</summary>
internal sealed class Following
{
    private const int MostHeld = 500;

    private readonly Lock _gate = new();
    private volatile List<Frame>? _held;

    public Following(Topic topic, Socket socket, bool held)
    {
        Topic = topic;
        Socket = socket;
        if (held) _held = [];
    }

    public Topic Topic { get; }

    public Socket Socket { get; }

    /// <summary>How often it was asked for: somebody's presence may concern two sessions. Under the relay's lock.</summary>
    public int Uses { get; set; } = 1;

    /// <summary>What ends with it: presence of a session's members, its notes. Under the relay's lock.</summary>
    public List<Following>? Companions { get; set; }

    /// <summary>For a session that staff follows: its notes.</summary>
    public Following? Notes { get; set; }

    /// <summary>Hands a frame to the socket, or keeps it while held.</summary>
    public void Deliver(Frame frame)
    {
        if (_held is not null && Keep(frame)) return;
        Socket.Push(frame);
    }

    /// <summary>Hands over what waited; from here on frames pass at once.</summary>
    public void Release()
    {
        Notes?.Release();
        lock (_gate)
        {
            if (_held is not { } held) return;
            foreach (var frame in held) Socket.Push(frame);
            _held = null;
        }
    }

    private bool Keep(Frame frame)
    {
        lock (_gate)
        {
            if (_held is not { } held) return false;
            if (held.Count < MostHeld) held.Add(frame);
            else Socket.Abort();
            return true;
        }
    }
}
