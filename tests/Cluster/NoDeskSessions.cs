using LiveChat.Desks;

namespace LiveChat.Cluster;

/// <summary>Lists nothing: what a desk's list holds is the databases' affair, who may read it the grain's.</summary>
public sealed class NoDeskSessions : IDeskSessionIndex
{
    public Task<DeskSessionPage> OfDesk(string deskId, DeskSessionQuery query, CancellationToken token) => Task.FromResult(new DeskSessionPage([], null));
}
