using LiveChat.Audit;
using LiveChat.Queues;
using Microsoft.Extensions.Logging;

namespace LiveChat.Accounts;

/// <inheritdoc cref="IUserAdmin"/>
/// <remarks>Check, commit with the entry of the trail, then tell: fronts close sockets, queues learn of seats given up.</remarks>
public sealed partial class UserAdmin(
    IAccountStore accounts, Passwords passwords, TimeProvider clock, ILogger<UserAdmin> logger) : Grain, IUserAdmin
{
    private const int LongestText = 80;

    private static readonly Refusal Busy = new(RefusalCode.Overloaded, "Too many people are signing in. Try again in a few seconds.");
    private static readonly Refusal Taken = new(RefusalCode.Conflict, "That user name is taken.");
    private static readonly Refusal NoSuchUser = new(RefusalCode.NotFound, "There is no such user.");
    private static readonly Refusal LastAdmin = new(RefusalCode.Conflict, "Nobody would be left in charge: this is the last admin who can sign in. Make another one first.");

    /// <inheritdoc/>
    public async Task<Outcome<AccountPage>> List(Caller caller, AccountFilter filter, string? after, int limit)
    {
        if (AdminRules.Refuse(caller) is { } notAdmin) return notAdmin;
        if (limit is < 1 or > AccountPage.Most) return Invalid($"limit must be from 1 to {AccountPage.Most}.");
        if (filter.Text is { Length: > LongestText }) return Invalid($"q has at most {LongestText} characters.");
        try
        {
            return await accounts.List(filter, after, limit, CancellationToken.None);
        }
        catch (FormatException)
        {
            return Invalid("after must be what the last page answered.");
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<AccountView>> Create(Caller caller, NewAccount account)
    {
        if ((AdminRules.Refuse(caller) ?? UserAdminRules.Refuse(account)) is { } refusal) return refusal;
        if (await passwords.Hash(account.UserName, account.Password) is not { } hash) return Busy;

        var user = new User($"u-{Guid.CreateVersion7(clock.GetUtcNow()):N}", AccountRules.Tidy(account.DisplayName) ?? account.UserName, account.Role, []);
        var deed = Audited.Deed(clock, caller, AuditAction.UserCreated, user.UserId,
            ("userName", account.UserName), ("name", user.Name), ("role", UserAdminRules.WordOf(account.Role)));
        return await accounts.Create(user, account.UserName, hash, deed, CancellationToken.None)
            ? new AccountView(user.UserId, user.Name, account.UserName, user.Role, false, [], deed.At, null)
            : Taken;
    }

    /// <inheritdoc/>
    public async Task<Outcome<AccountView>> Change(Caller caller, string userId, AccountChange change)
    {
        if (AdminRules.Refuse(caller) is { } notAdmin) return notAdmin;
        if (await accounts.Find(userId, CancellationToken.None) is not { } known) return NoSuchUser;
        if (UserAdminRules.Refuse(known, change) is { } refusal) return refusal;
        string? hash = null;
        if (change.Password is { } password && (hash = await passwords.Hash(known.UserName!, password)) is null) return Busy;

        var update = UserAdminRules.Apply(known, change, hash);
        if (UserAdminRules.Changes(known, update) is not { Length: > 0 } changes) return known;
        var updated = await accounts.Update(update, Audited.Deed(clock, caller, AuditAction.UserChanged, userId, changes), CancellationToken.None);
        if (updated is null) return LastAdmin;

        if (update.Revokes) await Publish(new AccessRevoked(userId, updated.Epoch));
        foreach (var deskId in updated.LeftDesks) await TellDesk(deskId);
        return await accounts.Find(userId, CancellationToken.None) is { } changed ? changed : NoSuchUser;
    }

    private async Task Publish(AccessRevoked revoked)
    {
        try
        {
            await this.GetStreamProvider(StreamNames.Provider).GetStream<AccessRevoked>(StreamNames.Revocations).OnNextAsync(revoked);
        }
        catch (Exception fault)
        {
            // Whatever ails the stream: fronts ask for what they missed.
            LogPublishFailed(logger, revoked.UserId, fault);
        }
    }

    private async Task TellDesk(string deskId)
    {
        try
        {
            await GrainFactory.GetGrain<IAgentQueue>(deskId).SeatsChanged();
        }
        catch (Exception fault)
        {
            // Whatever ails the queue: it compares itself with the stored seats from time to time.
            LogDeskAway(logger, deskId, fault);
        }
    }

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);

    [LoggerMessage(1, LogLevel.Warning, "That the access of {UserId} changed could not be published; fronts will ask")]
    private static partial void LogPublishFailed(ILogger logger, string userId, Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "Desk {DeskId} could not be told that a seat was given up; it will see")]
    private static partial void LogDeskAway(ILogger logger, string deskId, Exception fault);
}
