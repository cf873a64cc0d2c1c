namespace LiveChat.Silo.Storage.Following;

/// <summary>
/// The sessions and tickets that this process has written lately, so that what is derived from the logs need not look for them. It
/// may forget some: what counts is the numbers in the database, which are compared now and then.
/// </summary>
internal sealed class ChangedSessions
{
    private const int Most = 50_000;

    private readonly Lock _lock = new();
    private HashSet<Guid> _changed = [];
    private long _writes;
    private bool _hasForgotten;

    /// <summary>How often anything was added, from the start.</summary>
    public long Writes => Volatile.Read(ref _writes);

    /// <summary>A session's entries are committed, or it is to be looked at again.</summary>
    public void Add(Guid sessionId)
    {
        lock (_lock)
        {
            _writes++;
            if (_changed.Count < Most) _changed.Add(sessionId);
            else _hasForgotten |= !_changed.Contains(sessionId);
        }
    }

    /// <summary>Those that were added since the last call, and whether there were more than could be remembered.</summary>
    public (Guid[] Sessions, bool HasForgotten) Take()
    {
        HashSet<Guid> taken;
        bool hasForgotten;
        lock (_lock)
        {
            (taken, _changed) = (_changed, []);
            (hasForgotten, _hasForgotten) = (_hasForgotten, false);
        }

        return ([.. taken], hasForgotten);
    }
}
