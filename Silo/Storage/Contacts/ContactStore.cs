using Dapper;
using LiveChat.Contacts;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Contacts;

/// <summary>Looks for people.</summary>
internal sealed class ContactStore(Database database) : IContactStore
{
    private readonly ContactSql _sql = new(database.Dialect);

    public Task<StoredContact[]> Find(ContactScope scope, string text, int limit, CancellationToken token)
    {
        var parameters = Scoped(scope, new());
        parameters.Add("any", text.Length == 0 ? 1 : 0);
        parameters.Add("exact", ContactSql.Holding(text));
        parameters.Add("lower", ContactSql.Holding(text.ToLowerInvariant()));
        parameters.Add("limit", limit);
        return Query(scope.Everybody ? _sql.FindAnybody : _sql.Find, parameters, token);
    }

    public Task<StoredContact[]> Among(ContactScope scope, string[] userIds, CancellationToken token)
    {
        if (userIds.Length == 0) return Task.FromResult<StoredContact[]>([]);
        var (list, parameters) = Ids.List(userIds);
        return Query(scope.Everybody ? ContactSql.AmongAnybody(list) : ContactSql.Among(list), Scoped(scope, parameters), token);
    }

    public Task<(StoredCustomer[] Customers, string? Next)> CustomersOf(string deskId, string readerId, string? next, int limit, CancellationToken token)
    {
        var after = CustomerPosition.Parse(next);
        return database.Read(async connection =>
        {
            var rows = (await connection.QueryAsync<CustomerRow>(new CommandDefinition(_sql.Customers, new
            {
                deskId,
                readerId,
                beforeTime = after.UpdatedAt,
                beforeUser = after.UserId,
                most = SessionView.MostUnread,
                count = limit + 1,
            }, cancellationToken: token))).AsList();
            var page = rows.Take(limit).ToArray();
            return (page.Where(row => row.StillStands(deskId)).Select(row => row.ToCustomer()).ToArray(),
                rows.Count > limit ? new CustomerPosition(page[^1].TalkedAt, page[^1].UserId).ToString() : null);
        }, token);
    }

    private Task<StoredContact[]> Query(string sql, DynamicParameters parameters, CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<ContactRow>(new CommandDefinition(sql, parameters, cancellationToken: token));
        return rows.Select(row => new StoredContact(row.UserId, row.Name, (UserRole)row.Role)).ToArray();
    }, token);

    private static DynamicParameters Scoped(ContactScope scope, DynamicParameters parameters)
    {
        parameters.Add("me", scope.UserId);
        parameters.Add("merchants", scope.Merchants ? 1 : 0);
        parameters.Add("desks", scope.Desks ? 1 : 0);
        return parameters;
    }

    private sealed class ContactRow
    {
        public string UserId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Role { get; init; }
    }

    private sealed class CustomerRow : SessionRow
    {
        public string UserId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Role { get; init; }

        public int Sessions { get; init; }

        public int Unread { get; init; }

        /// <summary>The time by which it is in its place, which may be a moment behind the session's own.</summary>
        public DateTimeOffset TalkedAt { get; init; }

        /// <summary>Whether the session has not been deleted or passed on to another desk a moment ago.</summary>
        public bool StillStands(string deskId) => (SessionStatus)Status is not SessionStatus.Deleted && ((SessionKind)Kind is SessionKind.Direct || DeskId == deskId);

        public StoredCustomer ToCustomer() => new(new(UserId, Name, (UserRole)Role), ToHeader(), Sessions, Unread);
    }
}
