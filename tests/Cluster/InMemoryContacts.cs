using LiveChat.Contacts;
using LiveChat.Sessions;

namespace LiveChat.Cluster;

/// <summary>Looks for people in the stores in memory.</summary>
public sealed class InMemoryContacts(InMemoryUsers users, InMemoryDesks desks, InMemoryMessageLog log) : IContactStore
{
    public async Task<StoredContact[]> Find(ContactScope scope, string text, int limit, CancellationToken token) =>
        [.. (await Within(scope, token)).Where(user => user.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || user.UserId.Contains(text, StringComparison.Ordinal)).Take(limit)];

    public async Task<StoredContact[]> Among(ContactScope scope, string[] userIds, CancellationToken token) =>
        [.. (await Within(scope, token)).Where(user => userIds.Contains(user.UserId))];

    public async Task<(StoredCustomer[] Customers, string? Next)> CustomersOf(string deskId, string readerId, string? next, int limit, CancellationToken token)
    {
        var customers = log.Sessions().Where(session => session.Header.DeskId == deskId && session.Header is { Kind: SessionKind.Support, LastSeq: > 0 })
            .GroupBy(session => session.Header.CreatorId).ToArray();
        List<StoredCustomer> found = [];
        foreach (var customer in customers.Take(limit))
        {
            var user = await users.Find(customer.Key, token);
            found.Add(new(new(user!.UserId, user.Name, user.Role), customer.MaxBy(session => session.Header.UpdatedAt).Header, customer.Count(), 0));
        }
        return ([.. found], null);
    }

    private async Task<StoredContact[]> Within(ContactScope scope, CancellationToken token)
    {
        var sessions = log.Sessions();
        var seats = (await Task.WhenAll((await desks.All(token)).Select(desk => desks.Seats(desk.DeskId, token)))).SelectMany(seat => seat).ToArray();
        var myDesks = seats.Where(seat => seat.UserId == scope.UserId).Select(seat => seat.DeskId).ToHashSet();
        var known = sessions.Where(session => session.Members.Any(member => member.UserId == scope.UserId)).SelectMany(session => session.Members).Select(member => member.UserId).ToHashSet();
        if (scope.Merchants) known.UnionWith(seats.Select(seat => seat.UserId));
        if (scope.Desks)
        {
            known.UnionWith(seats.Where(seat => myDesks.Contains(seat.DeskId)).Select(seat => seat.UserId));
            known.UnionWith(sessions.Where(session => myDesks.Contains(session.Header.DeskId ?? "")).Select(session => session.Header.CreatorId));
        }
        return [.. (await users.All(token)).Where(user => user.UserId != scope.UserId && user.Role is not UserRole.Admin && (scope.Everybody || known.Contains(user.UserId)))
            .OrderBy(user => user.Name, StringComparer.Ordinal).Select(user => new StoredContact(user.UserId, user.Name, user.Role))];
    }
}
