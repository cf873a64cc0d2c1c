using LiveChat.Audit;

namespace LiveChat.Accounts;

/// <summary>The stored accounts as admins see and change them. Each change and its entry of the trail are one transaction.</summary>
public interface IAccountStore
{
    /// <summary>One user, visitors included; null when unknown.</summary>
    Task<AccountView?> Find(string userId, CancellationToken token);

    /// <summary>A page of those who have accounts, newest first.</summary>
    /// <exception cref="FormatException"><paramref name="after"/> is not what a page answered.</exception>
    Task<AccountPage> List(AccountFilter filter, string? after, int limit, CancellationToken token);

    /// <summary>Adds an account; false when the login name is taken, and then nothing is written.</summary>
    Task<bool> Create(User user, string userName, string passwordHash, AuditEntry deed, CancellationToken token);

    /// <summary>Writes a change; null when no admin would be left who can sign in, and then nothing is written.</summary>
    Task<AccountUpdated?> Update(AccountUpdate update, AuditEntry deed, CancellationToken token);

    /// <summary>Who lost their access tokens since then.</summary>
    Task<AccessRevoked[]> RevokedSince(DateTimeOffset since, CancellationToken token);
}

/// <summary>A user as they are to be.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Name">The name that others see.</param>
/// <param name="Role">The role; other than agent, the seats are given up.</param>
/// <param name="Disabled">Whether shut out.</param>
/// <param name="PasswordHash">The new password's hash; null keeps the old one.</param>
/// <param name="Revokes">Whether access tokens hold no more.</param>
/// <param name="EndsSignIns">Whether refresh tokens hold no more either.</param>
public sealed record AccountUpdate(string UserId, string Name, UserRole Role, bool Disabled, string? PasswordHash, bool Revokes, bool EndsSignIns);

/// <summary>What a change came to.</summary>
/// <param name="Epoch">The user's epoch now.</param>
/// <param name="LeftDesks">The desks at which a seat was given up.</param>
public sealed record AccountUpdated(long Epoch, string[] LeftDesks);
