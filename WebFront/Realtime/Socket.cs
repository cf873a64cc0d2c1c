using LiveChat.Presence;
using LiveChat.WebFront.Limits;
using Orleans.Runtime;

namespace LiveChat.WebFront.Realtime;

/// <summary>
/// One connection, as the relay sees it: whose it is, and a bounded backlog. While the reader keeps up, a push is one
/// write and nothing is kept; a reader who falls behind the bounds is cut off, comes back and resumes by number.
/// </summary>
internal abstract class Socket(string id, Caller caller, SocketLimits limits, TimeProvider clock)
{
    /// <summary>Frames that may wait for a slow reader.</summary>
    public const int MostFrames = 1000;

    /// <summary>Bytes that may wait for a slow reader. Frames are shared between readers; this counts each in full.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Sessions that one connection may follow.</summary>
    public const int MostSessions = 500;

    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Queue<Frame>? _backlog;
    private TaskCompletionSource? _drained;
    private int _backlogBytes;
    private bool _writing;
    private bool _ended;

    /// <summary>The connection's id.</summary>
    public string Id => id;

    /// <summary>Whose it is.</summary>
    public Caller Caller => caller;

    /// <summary>What it may still ask of the server.</summary>
    public SocketLimits Limits => limits;

    /// <summary>What it follows. Only the relay touches it, under its lock.</summary>
    public Dictionary<StreamId, Following> Followings { get; } = new(4);

    /// <summary>Whether the relay has let go of it. Under the relay's lock.</summary>
    public bool Forgotten { get; set; }

    /// <summary>Whether presence was told of it.</summary>
    public bool Announced { get; set; }

    /// <summary>The status that the user last chose over it, for a presence that forgets.</summary>
    public PresenceChoice? Choice { get; private set; }

    /// <summary>Remembers what the user chose.</summary>
    public void Chose(PresenceStatus status) => Choice = new(status, clock.GetUtcNow());

    /// <summary>Hands a frame on; never waits.</summary>
    public void Push(Frame frame)
    {
        lock (_gate)
        {
            if (_ended) return;
            if (!_writing) _writing = true;
            else if (Keep(frame)) return;
            else _ended = true;
        }
        if (_ended) CutOff();
        else Drain(frame);
    }

    /// <summary>Until all that was pushed is written, or the socket is gone.</summary>
    public Task Drained()
    {
        lock (_gate)
        {
            if (!_writing || _ended) return Task.CompletedTask;
            return (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Ends the connection at once.</summary>
    public abstract void Abort();

    /// <summary>Ends the connection once all that was pushed is written.</summary>
    public abstract Task End();

    /// <summary>Writes one frame; never two at once.</summary>
    protected abstract ValueTask Write(Frame frame);

    private bool Keep(Frame frame)
    {
        _backlog ??= new();
        _backlogBytes += frame.Size;
        if (_backlog.Count >= MostFrames || _backlogBytes > MostBytes) return false;
        _backlog.Enqueue(frame);
        return true;
    }

    private void Drain(Frame? frame)
    {
        for (; frame is not null; frame = Next())
        {
            var write = Write(frame);
            if (write.IsCompletedSuccessfully) continue;
            _ = DrainAfter(write);
            return;
        }
    }

    private async Task DrainAfter(ValueTask write)
    {
        try
        {
            await write.AsTask().WaitAsync(LongestWrite, clock);
        }
        catch (Exception)
        {
            // Whatever broke the write, this connection is of no more use; its reader comes back.
            CutOff();
            return;
        }
        Drain(Next());
    }

    private Frame? Next()
    {
        lock (_gate)
        {
            if (!_ended && _backlog is { Count: > 0 })
            {
                var next = _backlog.Dequeue();
                _backlogBytes -= next.Size;
                return next;
            }
            _writing = false;
            _drained?.TrySetResult();
            _drained = null;
            return null;
        }
    }

    private void CutOff()
    {
        lock (_gate)
        {
            _ended = true;
            _backlog = null;
            _drained?.TrySetResult();
        }
        Abort();
    }
}
