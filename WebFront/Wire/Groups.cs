using LiveChat.Contacts;
using LiveChat.Sessions;

namespace LiveChat.WebFront.Wire;

/// <summary>Who is asked into a group.</summary>
internal sealed record InviteBody(string[]? UserIds);

/// <summary>What somebody may do in a group: owner, admin or member.</summary>
internal sealed record RoleBody(GroupRole? Role);

/// <summary>People whom the caller may find.</summary>
internal sealed record ContactsFound(Contact[] Users);

/// <summary>A desk's customers, the latest first.</summary>
internal sealed record WireCustomers(WireCustomer[] Customers, string? Next)
{
    public static WireCustomers From(CustomerPage page) => new(Array.ConvertAll(page.Customers, WireCustomer.From), page.Next);
}

/// <summary>A customer, the session in which something happened last, how many there are, and what the caller has not read in it.</summary>
internal sealed record WireCustomer(Contact Who, WireSession LastSession, int Sessions, int Unread)
{
    public static WireCustomer From(DeskCustomer customer) =>
        new(customer.Who, WireSession.From(customer.LastSession), customer.Sessions, customer.Unread);
}
