using LiveChat.Presence;
using LiveChat.Sessions;

namespace LiveChat.Contacts;

/// <summary>Whom somebody may find, to write to or to ask into a group. Reads only.</summary>
/// <remarks>Key: the id of the user who looks. Whoever may not be found is as unknown as who does not exist.</remarks>
[Alias("IContacts")]
public interface IContacts : IGrainWithStringKey
{
    /// <summary>People by a part of their name or id; an empty text finds all.</summary>
    /// <param name="caller">Who looks; must be the key's user.</param>
    /// <param name="text">The part, at most <see cref="Contact.LongestText"/> characters.</param>
    /// <param name="limit">At most so many, 1 to <see cref="Contact.MostFound"/>.</param>
    [Alias("Find")] Task<Outcome<Contact[]>> Find(Caller caller, string text, int limit);
}

/// <summary>Who has talked to a desk. Reads only.</summary>
/// <remarks>Key: the desk's id.</remarks>
[Alias("IDeskCustomers")]
public interface IDeskCustomers : IGrainWithStringKey
{
    /// <summary>A page of the desk's customers and of those whom the caller talks to directly, the latest first; the desk's staff and admins.</summary>
    /// <param name="caller">Who asks; unread counts are the caller's.</param>
    /// <param name="next">Where the last page ended, or null.</param>
    /// <param name="limit">At most so many, 1 to <see cref="Contact.MostFound"/>.</param>
    [Alias("List")] Task<Outcome<CustomerPage>> List(Caller caller, string? next, int limit);
}

/// <summary>Somebody whom one may write to.</summary>
/// <param name="Id">The user.</param>
/// <param name="Name">The user's name.</param>
/// <param name="Role">The user's role.</param>
/// <param name="Presence">How the user can be reached now.</param>
/// <param name="LastSeen">When last connected, in UTC; null for never or not known.</param>
[GenerateSerializer, Immutable, Alias("Contact")]
public sealed record Contact(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] UserRole Role,
    [property: Id(3)] PresenceStatus Presence,
    [property: Id(4)] DateTimeOffset? LastSeen)
{
    /// <summary>The most people of one answer.</summary>
    public const int MostFound = 50;

    /// <summary>The longest text to look for, in characters.</summary>
    public const int LongestText = 100;
}

/// <summary>Somebody who has talked to a desk.</summary>
/// <param name="Who">The customer.</param>
/// <param name="LastSession">The session in which something happened last.</param>
/// <param name="Sessions">How many sessions there are with this customer.</param>
/// <param name="Unread">What the caller has not read in the last session; 0 when not a member of it.</param>
[GenerateSerializer, Immutable, Alias("DeskCustomer")]
public sealed record DeskCustomer(
    [property: Id(0)] Contact Who,
    [property: Id(1)] SessionHeader LastSession,
    [property: Id(2)] int Sessions,
    [property: Id(3)] int Unread);

/// <summary>A page of a desk's customers.</summary>
/// <param name="Customers">The latest first.</param>
/// <param name="Next">Where to go on, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("CustomerPage")]
public sealed record CustomerPage([property: Id(0)] DeskCustomer[] Customers, [property: Id(1)] string? Next);
