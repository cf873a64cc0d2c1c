using LiveChat.Search;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Search;

/// <summary>The index in memory: it looks at everything, and finds by the same terms.</summary>
public sealed class InMemorySearchIndex(InMemoryMessageLog log) : ISearchIndex
{
    /// <summary>The sessions that there are.</summary>
    public List<Guid> Sessions { get; } = [];

    public Task<FoundPage> Find(SearchReader reader, string[] terms, long before, int limit, CancellationToken token)
    {
        if (log.Away) throw new StoreUnavailableException("The database is away (by the test's wish).");
        var found = Sessions.Where(id => reader.SessionId is null || id == reader.SessionId).Select(log.Snapshot).Where(session => MayRead(reader, session.Header, session.Members))
            .SelectMany(session => session.Entries.Select(entry => new FoundEntry((entry.CreatedAt.ToUnixTimeMilliseconds() * 1000) + entry.Seq, entry, session.Header.Title)))
            .Where(entry => entry.Position < before && SearchTerms.Of(FoldedText.Of(SearchedText.Of(entry.Message)).Text).IsSupersetOf(terms))
            .OrderByDescending(entry => entry.Position).ToArray();
        return Task.FromResult(new FoundPage([.. found.Take(limit)], found.Length > limit ? found[limit - 1].Position : null));
    }

    private static bool MayRead(SearchReader reader, SessionHeader header, SessionMember[] members) => header.Status is not SessionStatus.Deleted
        && (reader.SeesAll || Array.IndexOf(reader.Desks, header.DeskId) >= 0 || Array.Exists(members, member => member.UserId == reader.UserId));
}
