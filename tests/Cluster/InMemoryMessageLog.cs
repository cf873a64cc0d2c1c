using LiveChat.Sessions;

namespace LiveChat.Cluster;

/// <summary>What a store in memory does wrong on purpose, for the next write.</summary>
public enum StoreFault
{
    /// <summary>Nothing is written, and it says so as a database does that is away.</summary>
    Away,

    /// <summary>It is written, but the answer is lost.</summary>
    AnswerLost,

    /// <summary>The writer's queue is full.</summary>
    Overloaded,

    /// <summary>The database refuses what the write holds.</summary>
    Rejected,

    /// <summary>Somebody else has written the session.</summary>
    Taken,
}

/// <summary>The message log in memory, with the promises of the real one and faults on demand. It outlives a cluster, as a database does.</summary>
public sealed partial class InMemoryMessageLog : IMessageLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Stored> _sessions = [];
    private readonly Queue<StoreFault> _faults = new();
    private TaskCompletionSource? _gate;
    private volatile bool _away;

    /// <summary>While true, every read and write says that the database is away, and nothing is written.</summary>
    public bool Away { get => _away; set => _away = value; }

    /// <summary>How many writes were committed.</summary>
    public int Commits { get; private set; }

    /// <summary>The next write fails like this; several are taken in order.</summary>
    public void FailNext(params StoreFault[] faults)
    {
        lock (_lock)
        {
            foreach (var fault in faults) _faults.Enqueue(fault);
        }
    }

    /// <summary>What was to fail and has not yet will not.</summary>
    public void Heal()
    {
        lock (_lock) _faults.Clear();
    }

    /// <summary>Writes wait from here on until what is returned is disposed.</summary>
    public IDisposable Slow()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate = gate;
        return new Opener(() =>
        {
            _gate = null;
            gate.TrySetResult();
        });
    }

    /// <summary>Everything in a log.</summary>
    public Message[] All(Guid sessionId, LogKind kind = LogKind.Shared)
    {
        lock (_lock) return _sessions.TryGetValue(sessionId, out var stored) ? [.. stored.Log(kind)] : [];
    }

    /// <summary>A session at one moment.</summary>
    public (SessionHeader Header, SessionMember[] Members, Message[] Entries) Snapshot(Guid sessionId)
    {
        lock (_lock)
        {
            var stored = _sessions[sessionId];
            return (stored.Header, [.. stored.Members.Values], [.. stored.Entries]);
        }
    }

    /// <summary>All sessions that are not deleted, with their members.</summary>
    public (SessionHeader Header, SessionMember[] Members)[] Sessions()
    {
        lock (_lock) return [.. _sessions.Values.Where(stored => stored.Header.Status is not SessionStatus.Deleted).Select(stored => (stored.Header, stored.Members.Values.ToArray()))];
    }

    /// <summary>The stored header; null when there is none.</summary>
    public SessionHeader? HeaderOf(Guid sessionId)
    {
        lock (_lock) return _sessions.TryGetValue(sessionId, out var stored) ? stored.Header : null;
    }

    /// <summary>The stored members.</summary>
    public SessionMember[] MembersOf(Guid sessionId)
    {
        lock (_lock) return _sessions.TryGetValue(sessionId, out var stored) ? [.. stored.Members.Values] : [];
    }

    /// <summary>Writes an entry as another owner of the session would.</summary>
    public void Intrude(Guid sessionId, Func<SessionHeader, Message> entry)
    {
        lock (_lock)
        {
            var stored = _sessions[sessionId];
            var message = entry(stored.Header);
            stored.Entries.Add(message);
            stored.Header = stored.Header with { LastSeq = message.Seq };
        }
    }

    public async ValueTask<AppendResult> Append(SessionAppend append, CancellationToken token)
    {
        if (_gate is { } gate) await gate.Task.WaitAsync(TimeSpan.FromSeconds(30), token);
        lock (_lock)
        {
            ThrowIfAway();
            var fault = _faults.Count > 0 ? _faults.Dequeue() : (StoreFault?)null;
            switch (fault)
            {
                case StoreFault.Away: throw new StoreUnavailableException("The database is away (by the test's wish).");
                case StoreFault.Overloaded: throw new StoreOverloadedException("The queue is full (by the test's wish).");
                case StoreFault.Rejected: throw new EntryRejectedException("Refused (by the test's wish).");
                case StoreFault.Taken: throw new SequenceTakenException("Taken (by the test's wish).");
            }
            var result = Commit(append);
            if (fault is StoreFault.AnswerLost) throw new StoreUnavailableException("The answer was lost (by the test's wish).");
            return result;
        }
    }

    public Task<StoredSession?> Load(Guid sessionId, CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            return Task.FromResult(_sessions.TryGetValue(sessionId, out var stored) ? new StoredSession(stored.Header, [.. stored.Members.Values]) : null);
        }
    }

    public Task<Message[]> Read(Guid sessionId, LogKind log, HistoryRange range, CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            var entries = _sessions.TryGetValue(sessionId, out var stored) ? stored.Log(log) : [];
            var found = range.AfterSeq is { } after
                ? entries.Where(entry => entry.Seq > after).Take(range.Limit)
                : entries.Where(entry => range.BeforeSeq is null || entry.Seq < range.BeforeSeq).TakeLast(range.Limit);
            return Task.FromResult(found.ToArray());
        }
    }

    public Task<Message?> ReadOne(Guid sessionId, LogKind log, long seq, CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            return Task.FromResult(_sessions.TryGetValue(sessionId, out var stored) ? stored.Log(log).Find(entry => entry.Seq == seq) : null);
        }
    }

    public Task<Message?> FindByClientId(Guid sessionId, LogKind log, string senderId, string clientMessageId, CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            return Task.FromResult(_sessions.TryGetValue(sessionId, out var stored) ? stored.Find(log, senderId, clientMessageId) : null);
        }
    }

    public Task<int> CountUnread(Guid sessionId, string readerId, long afterSeq, CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            var count = _sessions.TryGetValue(sessionId, out var stored) ? Unread(stored, readerId, afterSeq) : 0;
            return Task.FromResult(count);
        }
    }

    private AppendResult Commit(SessionAppend append)
    {
        var id = append.Header.SessionId;
        _sessions.TryGetValue(id, out var stored);
        if (append.Created)
        {
            if (stored is not null || (append.Header.DirectKey is { } key && _sessions.Values.Any(other => other.Header.DirectKey == key)))
                throw new SequenceTakenException("The session id or its direct key is taken.");
            stored = new() { Header = append.Header };
        }
        else if (stored is null) throw new SequenceTakenException("There is no such session.");

        if ((Earlier(stored, LogKind.Shared, append.Entries) ?? Earlier(stored, LogKind.Private, append.Notes)) is { } earlier) return new(earlier);
        CheckFence(stored.Entries, append.Entries, append.Header.LastSeq);
        CheckFence(stored.Notes, append.Notes, append.Header.LastNoteSeq);
        Refuse(append.Entries);
        Refuse(append.Notes);

        _sessions[id] = stored;
        stored.Header = append.Header;
        stored.Entries.AddRange(append.Entries);
        stored.Notes.AddRange(append.Notes);
        foreach (var removed in append.RemovedMembers) stored.Members.Remove(removed);
        foreach (var member in append.Members)
        {
            var readSeq = stored.Members.TryGetValue(member.UserId, out var known) ? Math.Max(known.ReadSeq, member.ReadSeq) : member.ReadSeq;
            stored.Members[member.UserId] = member with { ReadSeq = readSeq };
        }
        if (append.Amended is { } amended) stored.Entries[stored.Entries.FindIndex(entry => entry.Seq == amended.Seq)] = amended;
        Commits++;
        return default;
    }

    private static Message? Earlier(Stored stored, LogKind kind, Message[] entries)
    {
        foreach (var entry in entries)
        {
            if (entry.ClientMessageId is { } clientId && stored.Find(kind, entry.SenderId, clientId) is { } earlier) return earlier;
        }
        return null;
    }

    // The header is fenced as well: a write without entries by somebody who has missed some must not turn it back.
    private static void CheckFence(List<Message> stored, Message[] entries, long last)
    {
        if (last - entries.Length != stored.Count) throw new SequenceTakenException($"It builds on {last - entries.Length}, but {stored.Count} stand.");
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Seq != stored.Count + 1 + i) throw new InvalidOperationException($"Number {entries[i].Seq} cannot come after {stored.Count + i}.");
        }
    }

    private static void Refuse(Message[] entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Content.Contains('\0')) throw new EntryRejectedException("U+0000 cannot be stored.");
        }
    }

    private void ThrowIfAway()
    {
        if (_away) throw new StoreUnavailableException("The database is away (by the test's wish).");
    }

    private sealed class Stored
    {
        public required SessionHeader Header { get; set; }

        public List<Message> Entries { get; } = [];

        public List<Message> Notes { get; } = [];

        public Dictionary<string, SessionMember> Members { get; } = [];

        public List<Message> Log(LogKind kind) => kind is LogKind.Shared ? Entries : Notes;

        public Message? Find(LogKind kind, string senderId, string clientId) =>
            Log(kind).Find(entry => entry.SenderId == senderId && entry.ClientMessageId == clientId);
    }

    private sealed class Opener(Action open) : IDisposable
    {
        public void Dispose() => open();
    }
}
