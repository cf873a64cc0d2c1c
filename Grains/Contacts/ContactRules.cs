namespace LiveChat.Contacts;

/// <summary>Whom somebody may find. The one place that decides it; the store looks within what it says.</summary>
internal static class ContactRules
{
    /// <summary>Where the caller may look; null for a visitor, who finds nobody.</summary>
    public static ContactScope? ScopeOf(Caller caller) => caller.Role switch
    {
        UserRole.Visitor => null,
        UserRole.Customer => new(caller.UserId, Merchants: true),
        UserRole.Agent => new(caller.UserId, Desks: true),
        UserRole.Admin => new(caller.UserId, Everybody: true),
        _ => null,
    };
}

/// <summary>Where somebody looks for people. Those with whom they share a session are always within; admins never are.</summary>
/// <param name="UserId">Who looks.</param>
/// <param name="Merchants">Everybody who has a seat at a desk.</param>
/// <param name="Desks">The customers and the staff of the looker's desks.</param>
/// <param name="Everybody">Everybody.</param>
public sealed record ContactScope(string UserId, bool Merchants = false, bool Desks = false, bool Everybody = false);
