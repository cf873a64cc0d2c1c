using LiveChat.Sessions;

namespace LiveChat.Cluster;

/// <summary>What is read across sessions.</summary>
public sealed partial class InMemoryMessageLog : ISessionIndex
{
    /// <summary>Called before it is read when people last spoke.</summary>
    public Func<Task>? BeforeWords { get; set; }

    public Task<SessionPage> ListOf(string userId, string? next, int limit, CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            var views = _sessions.Values
                .Where(stored => stored.Members.ContainsKey(userId) && stored.Header.Status is not SessionStatus.Deleted)
                .OrderByDescending(stored => stored.Header.UpdatedAt).ThenByDescending(stored => stored.Header.SessionId)
                .Skip(next is null ? 0 : int.Parse(next))
                .Select(stored => new SessionView(stored.Header, [.. stored.Members.Values], Unread(stored, userId, stored.Members[userId].ReadSeq), stored.Members.Count))
                .ToList();
            var page = views.Take(limit).ToArray();
            var end = (next is null ? 0 : int.Parse(next)) + page.Length;
            return Task.FromResult(new SessionPage(page, views.Count > limit ? end.ToString() : null));
        }
    }

    public Task<SessionPage> All(SessionFilter filter, string? next, int limit, CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            var start = next is null ? 0 : int.Parse(next);
            var found = _sessions.Values.Where(stored => stored.Header.Status is not SessionStatus.Deleted
                    && (filter.Kind ?? stored.Header.Kind) == stored.Header.Kind && (filter.Status ?? stored.Header.Status) == stored.Header.Status
                    && (filter.DeskId ?? stored.Header.DeskId) == stored.Header.DeskId
                    && (filter.Text is null || stored.Header.Title.Contains(filter.Text, StringComparison.OrdinalIgnoreCase)))
                .OrderByDescending(stored => stored.Header.CreatedAt).ThenByDescending(stored => stored.Header.SessionId)
                .Skip(start).Select(stored => new SessionView(stored.Header, [.. stored.Members.Values], 0, stored.Members.Count)).ToArray();
            return Task.FromResult(new SessionPage([.. found.Take(limit)], found.Length > limit ? (start + limit).ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
        }
    }

    public Task<SessionHeader[]> AtDesk(string deskId, CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            return Task.FromResult(_sessions.Values.Select(stored => stored.Header)
                .Where(header => header.DeskId == deskId && header.Status is (SessionStatus.Waiting or SessionStatus.Assigned))
                .ToArray());
        }
    }

    public async Task<LastWords[]> LastWordsAt(string deskId, CancellationToken token)
    {
        if (BeforeWords is { } before) await before();
        lock (_lock)
        {
            ThrowIfAway();
            return _sessions.Values
                .Where(stored => stored.Header.DeskId == deskId && stored.Header.Status is (SessionStatus.Waiting or SessionStatus.Assigned))
                .Select(stored => new LastWords(stored.Header.SessionId, SaidIn(stored)))
                .ToArray();
        }
    }

    public Task<Dictionary<Guid, string>> CreatorNames(Guid[] sessionIds, CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            return Task.FromResult(sessionIds.Where(_sessions.ContainsKey)
                .ToDictionary(id => id, id => _sessions[id].Members.GetValueOrDefault(_sessions[id].Header.CreatorId)?.Name ?? ""));
        }
    }

    private static Said[] SaidIn(Stored stored) =>
    [
        .. stored.Entries.TakeLast(LastWords.MostEntries).Where(entry => entry.Type is MessageType.User or MessageType.Agent)
            .Select(entry => new Said(entry.Type is MessageType.Agent, entry.CreatedAt)),
    ];

    public Task<string[]> BusyDesks(CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            return Task.FromResult(_sessions.Values.Select(stored => stored.Header)
                .Where(header => header is { DeskId: not null, Status: SessionStatus.Waiting or SessionStatus.Assigned })
                .Select(header => header.DeskId!).Distinct().ToArray());
        }
    }

    public Task<Guid?> FindDirect(string directKey, CancellationToken token)
    {
        lock (_lock)
        {
            ThrowIfAway();
            return Task.FromResult(_sessions.Values.FirstOrDefault(stored => stored.Header.DirectKey == directKey)?.Header.SessionId);
        }
    }

    private static int Unread(Stored stored, string readerId, long afterSeq) => Math.Min(SessionView.MostUnread,
        stored.Entries.Count(entry => entry.Seq > afterSeq && entry.SenderId != readerId && entry.Type is not MessageType.System));
}
