namespace LiveChat.Accounts;

/// <summary>What admins may make of accounts. Pure.</summary>
internal static class UserAdminRules
{
    /// <summary>Refuses an account that cannot be made.</summary>
    public static Refusal? Refuse(NewAccount account) =>
        AccountRules.RefuseUserName(account.UserName)
        ?? AccountRules.RefusePassword(account.UserName, account.Password)
        ?? AccountRules.RefuseName(AccountRules.Tidy(account.DisplayName))
        ?? RefuseRole(account.Role);

    /// <summary>Refuses a change that cannot be made to this user.</summary>
    public static Refusal? Refuse(AccountView known, AccountChange change)
    {
        if (known.UserName is null && (change.Role is not null || change.Password is not null))
            return new(RefusalCode.Invalid, "This user signs in without a password; name and access are all that can be changed.");
        if (change.DisplayName is not null && AccountRules.Tidy(change.DisplayName) is null) return new(RefusalCode.Invalid, "The name is empty.");
        return AccountRules.RefuseName(AccountRules.Tidy(change.DisplayName))
            ?? (change.Role is { } role ? RefuseRole(role) : null)
            ?? (change.Password is { } password ? AccountRules.RefusePassword(known.UserName!, password) : null);
    }

    /// <summary>The user as they are to be, and what of their access ends with it.</summary>
    public static AccountUpdate Apply(AccountView known, AccountChange change, string? passwordHash)
    {
        var (role, disabled) = (change.Role ?? known.Role, change.Disabled ?? known.Disabled);
        var shutOut = disabled && !known.Disabled;
        var ends = shutOut || passwordHash is not null;
        return new(known.UserId, AccountRules.Tidy(change.DisplayName) ?? known.Name, role, disabled, passwordHash, ends || role != known.Role, ends);
    }

    /// <summary>What changes, for the trail; empty when nothing does.</summary>
    public static (string Name, string? Value)[] Changes(AccountView known, AccountUpdate update)
    {
        var changes = new List<(string, string?)>();
        if (update.Name != known.Name) changes.Add(("name", update.Name));
        if (update.Role != known.Role) changes.Add(("role", $"{WordOf(known.Role)} → {WordOf(update.Role)}"));
        if (update.Disabled != known.Disabled) changes.Add(("disabled", update.Disabled ? "true" : "false"));
        if (update.PasswordHash is not null) changes.Add(("password", "set"));
        return [.. changes];
    }

    /// <summary>A role as the trail names it.</summary>
    public static string WordOf(UserRole role) => role.ToString().ToLowerInvariant();

    private static Refusal? RefuseRole(UserRole role) => role is UserRole.Customer or UserRole.Agent or UserRole.Admin
        ? null
        : new(RefusalCode.Invalid, "role is one of customer, agent, admin.");
}
