namespace LiveChat.Accounts;

/// <summary>The stored users and their sign-ins.</summary>
public interface IUserStore
{
    /// <summary>The user, or null.</summary>
    Task<User?> Find(string userId, CancellationToken token);

    /// <summary>The user and password hash under a login name (lower case), or null.</summary>
    Task<StoredLogin?> FindLogin(string userName, CancellationToken token);

    /// <summary>Adds a user; false when the id or the login name is taken.</summary>
    /// <param name="user">The user; desks are written as seats by <see cref="IDeskStore"/>, not here.</param>
    /// <param name="userName">The login name in lower case; null for visitors.</param>
    /// <param name="passwordHash">The password's hash; null for visitors.</param>
    /// <param name="createdAt">Now, in UTC.</param>
    /// <param name="token">Cancels.</param>
    Task<bool> Add(User user, string? userName, string? passwordHash, DateTimeOffset createdAt, CancellationToken token);

    /// <summary>Writes when the user was last connected.</summary>
    Task SaveLastSeen(string userId, DateTimeOffset lastSeen, CancellationToken token);

    /// <summary>When the user was last connected, or null.</summary>
    Task<DateTimeOffset?> LastSeen(string userId, CancellationToken token);

    /// <summary>The user's sign-ins that have not ended or expired.</summary>
    Task<SignIn[]> SignIns(string userId, DateTimeOffset now, CancellationToken token);

    /// <summary>Writes a sign-in, new or with its next token.</summary>
    Task SaveSignIn(SignIn signIn, CancellationToken token);

    /// <summary>Ends a sign-in.</summary>
    Task EndSignIn(Guid signInId, CancellationToken token);
}

/// <summary>A login name's user and password hash.</summary>
public sealed record StoredLogin(User User, string PasswordHash);

/// <summary>A sign-in: a chain of refresh tokens of which only the newest holds.</summary>
/// <param name="SignInId">Its id.</param>
/// <param name="UserId">Whose.</param>
/// <param name="TokenHash">SHA-256 of the newest refresh token's secret, in hex.</param>
/// <param name="ExpiresAt">When it ends, in UTC.</param>
public sealed record SignIn(Guid SignInId, string UserId, string TokenHash, DateTimeOffset ExpiresAt);
