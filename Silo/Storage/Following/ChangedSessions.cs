using System.Collections.Concurrent;

namespace LiveChat.Silo.Storage.Following;

/// <summary>
/// The sessions and tickets that this process has written lately, so that what is derived from the logs need not look for them. It
/// may forget some: what counts is the numbers in the database, which are compared now and then.
/// </summary>
internal sealed class ChangedSessions
{
    private const int Most = 50_000;

    private ConcurrentDictionary<Guid, byte> _new = new();
    private ConcurrentDictionary<Guid, byte> _old = new();
    private int _count;
    private long _writes;

    /// <summary>How often anything was added, from the start.</summary>
    public long Writes => Volatile.Read(ref _writes);

    /// <summary>Whether more were written than could be remembered, since the last time somebody asked.</summary>
    public bool HasForgotten { get; private set; }

    /// <summary>A session is being written, or is to be looked at again.</summary>
    public void Add(Guid sessionId)
    {
        Interlocked.Increment(ref _writes);
        if (Volatile.Read(ref _count) >= Most) HasForgotten = true;
        else if (Volatile.Read(ref _new).TryAdd(sessionId, 0)) Interlocked.Increment(ref _count);
    }

    /// <summary>Those that were added before the last call: what was being written then is committed by now, or never will be.</summary>
    public Guid[] Take()
    {
        var taken = _old.Keys.ToArray();
        _old = Interlocked.Exchange(ref _new, new());
        Interlocked.Add(ref _count, -taken.Length);
        return taken;
    }

    /// <summary>All sessions are looked at: what was forgotten is not missed.</summary>
    public void Remember() => HasForgotten = false;
}
