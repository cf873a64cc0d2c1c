using LiveChat.Audit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Accounts;

/// <inheritdoc cref="IUserAccount"/>
/// <remarks>Nothing is kept in memory. The turn makes each refresh token good once.</remarks>
public sealed partial class UserAccount(
    IUserStore users, IAuditLog audit, TimeProvider clock, IOptions<AccountOptions> options, ILogger<UserAccount> log) : Grain, IUserAccount
{
    private static readonly Refusal Ended = new(RefusalCode.Unauthenticated, "This sign-in has ended. Sign in again.");

    private string UserId => this.GetPrimaryKeyString();

    public Task<User?> Find() => users.Find(UserId, default);

    public async Task<Outcome<User>> CreateVisitor(string? displayName)
    {
        var name = AccountRules.Tidy(displayName);
        if (AccountRules.RefuseName(name) is { } refusal) return refusal;
        var visitor = new User(UserId, name ?? $"Visitor {UserId[^Math.Min(4, UserId.Length)..]}", UserRole.Visitor, []);
        if (await users.Add(visitor, null, null, clock.GetUtcNow(), default)) return visitor;
        return await users.Find(UserId, default) switch
        {
            { Role: UserRole.Visitor, Disabled: true } => Account.ShutOut,
            { Role: UserRole.Visitor } known => known,
            _ => new Refusal(RefusalCode.Conflict, "That id belongs to somebody else."),
        };
    }

    public async Task<string> BeginSignIn()
    {
        var now = clock.GetUtcNow();
        var signIns = await users.SignIns(UserId, now, default);
        foreach (var oldest in signIns.OrderBy(s => s.SignInId).Take(signIns.Length + 1 - options.Value.MostSignIns))
            await users.EndSignIn(oldest.SignInId, default);
        if (await users.Find(UserId, default) is { Role: not UserRole.Visitor } user) await Record(user, AuditAction.SignedIn);
        return await Save(RefreshToken.Make(UserId, Guid.CreateVersion7(now)));
    }

    public async Task<Outcome<RefreshedSignIn>> Refresh(string refreshToken)
    {
        if (!RefreshToken.TryParse(refreshToken, out var token) || token.UserId != UserId) return Ended;
        if (await SignInOf(token) is not { } signIn) return Ended;
        if (!token.Matches(signIn.TokenHash))
        {
            LogReuse(UserId, signIn.SignInId);
            await users.EndSignIn(signIn.SignInId, default);
            if (await users.Find(UserId, default) is { Role: not UserRole.Visitor } owner) await Record(owner, AuditAction.SignInEnded);
            return Ended;
        }
        if (await users.Find(UserId, default) is not { Disabled: false } user) return Ended;
        return new RefreshedSignIn(user, await Save(RefreshToken.Make(UserId, signIn.SignInId)));
    }

    public async Task EndSignIn(string refreshToken)
    {
        if (!RefreshToken.TryParse(refreshToken, out var token) || token.UserId != UserId) return;
        if (await SignInOf(token) is { } signIn && token.Matches(signIn.TokenHash)) await users.EndSignIn(signIn.SignInId, default);
    }

    private Task Record(User user, string action) => audit.Append(Audited.Deed(clock, user.UserId, user.Name, action, user.UserId), default);

    private async Task<SignIn?> SignInOf(RefreshToken token) =>
        Array.Find(await users.SignIns(UserId, clock.GetUtcNow(), default), s => s.SignInId == token.SignInId);

    private async Task<string> Save(RefreshToken token)
    {
        var expiresAt = clock.GetUtcNow().AddDays(options.Value.SignInDays);
        await users.SaveSignIn(new(token.SignInId, UserId, token.Hash(), expiresAt), default);
        return token.ToString();
    }

    [LoggerMessage(1, LogLevel.Warning, "A refresh token of {UserId} was used twice; sign-in {SignInId} is ended")]
    private partial void LogReuse(string userId, Guid signInId);
}
