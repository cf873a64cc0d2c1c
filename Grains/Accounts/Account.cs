using LiveChat.Audit;

namespace LiveChat.Accounts;

/// <inheritdoc cref="IAccount"/>
public sealed class Account(IUserStore users, IAuditLog audit, Passwords passwords, TimeProvider clock) : Grain, IAccount
{
    private static readonly Refusal Busy = new(RefusalCode.Overloaded, "Too many people are signing in. Try again in a few seconds.");
    /// <summary>A wrong password and an unknown name alike.</summary>
    public static readonly Refusal Wrong = new(RefusalCode.Unauthenticated, "The user name or the password is wrong.");
    /// <summary>The right password of an account that an admin has shut out.</summary>
    public static readonly Refusal ShutOut = new(RefusalCode.Forbidden, "This account is disabled. Ask an administrator.");
    private static readonly Refusal Taken = new(RefusalCode.Conflict, "That user name is taken.");

    public async Task<Outcome<User>> Register(string password, string? displayName)
    {
        var userName = this.GetPrimaryKeyString();
        var name = AccountRules.Tidy(displayName);
        var refusal = AccountRules.RefuseUserName(userName)
            ?? AccountRules.RefusePassword(userName, password)
            ?? AccountRules.RefuseName(name);
        if (refusal is not null) return refusal;
        if (await users.FindLogin(userName, default) is not null) return Taken;
        if (await passwords.Hash(userName, password) is not { } hash) return Busy;

        var user = new User($"u-{Guid.CreateVersion7():N}", name ?? userName, UserRole.Customer, []);
        return await users.Add(user, userName, hash, clock.GetUtcNow(), default) ? user : Taken;
    }

    public async Task<Outcome<User>> LogIn(string password)
    {
        var userName = this.GetPrimaryKeyString();
        if (password.Length > AccountRules.LongestPassword) return Wrong;
        var login = await users.FindLogin(userName, default);
        switch (await passwords.Matches(userName, login?.PasswordHash, password))
        {
            case null:
                return Busy;
            case true when !login!.User.Disabled:
                return login.User;
            case true:
                await Record(login!, "disabled");
                return ShutOut;
            default:
                await Record(login, login is null ? "unknown_name" : "password");
                return Wrong;
        }
    }

    // Of an unknown name nothing is kept: now and then it is a password in the wrong field.
    private Task Record(StoredLogin? login, string reason) => audit.Append(
        Audited.Deed(clock, "", "", AuditAction.SignInRefused, login?.User.UserId, ("reason", reason)), CancellationToken.None);
}
