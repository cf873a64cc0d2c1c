using LiveChat.Sessions;

namespace LiveChat.Contacts;

/// <summary>Looks for people across users, sessions and desks. Reads only.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>.</remarks>
public interface IContactStore
{
    /// <summary>People of the scope whose name or id holds the text, by name; admins and the looker are left out.</summary>
    Task<StoredContact[]> Find(ContactScope scope, string text, int limit, CancellationToken token);

    /// <summary>Those of these people who are within the scope.</summary>
    Task<StoredContact[]> Among(ContactScope scope, string[] userIds, CancellationToken token);

    /// <summary>Who has said something to the desk, or talks to the reader directly; the latest first, with the reader's unread count. It follows the logs in the background.</summary>
    /// <exception cref="FormatException"><paramref name="next"/> was not given out.</exception>
    Task<(StoredCustomer[] Customers, string? Next)> CustomersOf(string deskId, string readerId, string? next, int limit, CancellationToken token);
}

/// <summary>Somebody, as found.</summary>
public sealed record StoredContact(string UserId, string Name, UserRole Role);

/// <summary>A customer with the session in which something happened last.</summary>
public sealed record StoredCustomer(StoredContact Who, SessionHeader LastSession, int Sessions, int Unread);
