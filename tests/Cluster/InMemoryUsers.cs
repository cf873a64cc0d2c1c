using System.Collections.Concurrent;
using LiveChat.Accounts;

namespace LiveChat.Cluster;

/// <summary>The user store in memory.</summary>
public sealed class InMemoryUsers : IUserStore
{
    private readonly ConcurrentDictionary<string, User> _users = new();
    private readonly ConcurrentDictionary<string, StoredLogin> _logins = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastSeen = new();
    private readonly ConcurrentDictionary<Guid, SignIn> _signIns = new();
    private volatile bool _away;

    /// <summary>While true, everything says that the database is away.</summary>
    public bool Away { get => _away; set => _away = value; }

    /// <summary>Whose last visit was saved.</summary>
    public EventTape<string> Seen { get; } = new();

    /// <summary>Adds somebody under the id that they call with.</summary>
    public void Add(Caller caller) => _users[caller.UserId] = new(caller.UserId, caller.Name, caller.Role, caller.Desks);

    /// <summary>Everybody, with the name to sign in with.</summary>
    public IEnumerable<(User User, string? UserName)> Everybody =>
        _users.Values.Select(user => (user, _logins.FirstOrDefault(login => login.Value.User.UserId == user.UserId).Key))!;

    /// <summary>Writes a user anew, and where given the password's hash.</summary>
    public void Change(User user, string? passwordHash)
    {
        _users[user.UserId] = user;
        foreach (var (name, login) in _logins.Where(login => login.Value.User.UserId == user.UserId))
            _logins[name] = new(user, passwordHash ?? login.PasswordHash);
    }

    /// <summary>Ends all of a user's sign-ins.</summary>
    public void EndSignIns(string userId)
    {
        foreach (var signIn in _signIns.Values.Where(signIn => signIn.UserId == userId)) _signIns.TryRemove(signIn.SignInId, out _);
    }

    public Task<User?> Find(string userId, CancellationToken token) => Answer(() => _users.GetValueOrDefault(userId));

    public Task<User[]> All(CancellationToken token) => Answer(() => _users.Values.ToArray());

    public Task<StoredLogin?> FindLogin(string userName, CancellationToken token) => Answer(() => _logins.GetValueOrDefault(userName));

    public Task<bool> Add(User user, string? userName, string? passwordHash, DateTimeOffset createdAt, CancellationToken token) => Answer(() =>
    {
        if (userName is not null && _logins.ContainsKey(userName)) return false;
        if (!_users.TryAdd(user.UserId, user)) return false;
        if (userName is not null) _logins[userName] = new(user, passwordHash!);
        return true;
    });

    public Task SaveLastSeen(string userId, DateTimeOffset lastSeen, CancellationToken token) => Answer(() =>
    {
        _lastSeen[userId] = lastSeen;
        Seen.Add(userId);
        return true;
    });

    public Task<DateTimeOffset?> LastSeen(string userId, CancellationToken token) =>
        Answer(() => _lastSeen.TryGetValue(userId, out var lastSeen) ? lastSeen : (DateTimeOffset?)null);

    public Task<SignIn[]> SignIns(string userId, DateTimeOffset now, CancellationToken token) =>
        Answer(() => _signIns.Values.Where(signIn => signIn.UserId == userId && signIn.ExpiresAt > now).ToArray());

    public Task SaveSignIn(SignIn signIn, CancellationToken token) => Answer(() => _signIns[signIn.SignInId] = signIn);

    public Task EndSignIn(Guid signInId, CancellationToken token) => Answer(() => _signIns.TryRemove(signInId, out _));

    private Task<T> Answer<T>(Func<T> answer) =>
        _away ? Task.FromException<T>(new StoreUnavailableException("The database is away (by the test's wish).")) : Task.FromResult(answer());
}
