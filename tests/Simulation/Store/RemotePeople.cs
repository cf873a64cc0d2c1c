using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Contacts;

namespace LiveChat.Simulation.Store;

/// <summary>What sessions and presences need of people, as one process reaches it. Nobody signs in here.</summary>
internal sealed class RemotePeople(Database database, Connection connection) : IUserStore, IContactStore, IAuditLog
{
    public Task SaveLastSeen(string userId, DateTimeOffset lastSeen, CancellationToken token) => connection.Write(() =>
    {
        database.LastSeen[userId] = lastSeen;
        return Task.CompletedTask;
    });

    public Task<DateTimeOffset?> LastSeen(string userId, CancellationToken token) =>
        connection.Read(() => Task.FromResult(database.LastSeen.TryGetValue(userId, out var lastSeen) ? lastSeen : (DateTimeOffset?)null));

    public Task<User?> Find(string userId, CancellationToken token) => Task.FromResult<User?>(null);

    public Task<StoredLogin?> FindLogin(string userName, CancellationToken token) => Task.FromResult<StoredLogin?>(null);

    public Task<bool> Add(User user, string? userName, string? passwordHash, DateTimeOffset createdAt, CancellationToken token) => Task.FromResult(false);

    public Task<SignIn[]> SignIns(string userId, DateTimeOffset now, CancellationToken token) => Task.FromResult<SignIn[]>([]);

    public Task SaveSignIn(SignIn signIn, CancellationToken token) => throw new NotSupportedException("Nobody signs in here.");

    public Task EndSignIn(Guid signInId, CancellationToken token) => Task.CompletedTask;

    public Task<StoredContact[]> Find(ContactScope scope, string text, int limit, CancellationToken token) => Task.FromResult<StoredContact[]>([]);

    public Task<StoredContact[]> Among(ContactScope scope, string[] userIds, CancellationToken token) => Task.FromResult<StoredContact[]>([]);

    public Task<(StoredCustomer[] Customers, string? Next)> CustomersOf(string deskId, string readerId, string? next, int limit, CancellationToken token) =>
        Task.FromResult((Array.Empty<StoredCustomer>(), (string?)null));

    public Task Append(AuditEntry entry, CancellationToken token) => connection.Write(() => Task.CompletedTask);

    public Task<AuditPage> Read(AuditFilter filter, string? after, int limit, CancellationToken token) => Task.FromResult(new AuditPage([], null));
}
