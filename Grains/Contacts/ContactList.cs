using LiveChat.Presence;
using LiveChat.Sessions;
using Orleans.Concurrency;

namespace LiveChat.Contacts;

/// <summary>Finds people. It keeps nothing, so any silo may answer.</summary>
[StatelessWorker]
public sealed class ContactList(IContactStore contacts) : Grain, IContacts
{
    /// <inheritdoc/>
    public async Task<Outcome<Contact[]>> Find(Caller caller, string text, int limit)
    {
        if (caller.UserId != this.GetPrimaryKeyString()) return new Refusal(RefusalCode.Forbidden, "You can look for yourself only.");
        if (limit is < 1 or > Contact.MostFound) return new Refusal(RefusalCode.Invalid, $"limit must be from 1 to {Contact.MostFound}.");
        if (MessageRules.RefuseText("q", text, Contact.LongestText) is { } malformed) return malformed;
        if (ContactRules.ScopeOf(caller) is not { } scope) return Array.Empty<Contact>();
        try
        {
            var found = await contacts.Find(scope, text.Trim(), limit, CancellationToken.None);
            return await Task.WhenAll(Array.ConvertAll(found, user => ContactsPresence.Of(GrainFactory, user)));
        }
        catch (StoreUnavailableException)
        {
            return ContactsPresence.StoreAway;
        }
    }
}

/// <summary>Lists a desk's customers. It keeps nothing, so any silo may answer.</summary>
[StatelessWorker]
public sealed class DeskCustomers(IContactStore contacts) : Grain, IDeskCustomers
{
    /// <inheritdoc/>
    public async Task<Outcome<CustomerPage>> List(Caller caller, string? next, int limit)
    {
        var deskId = this.GetPrimaryKeyString();
        if (caller.Role is not UserRole.Admin && !caller.WorksAt(deskId)) return new Refusal(RefusalCode.Forbidden, "This is for the desk's staff.");
        if (limit is < 1 or > Contact.MostFound) return new Refusal(RefusalCode.Invalid, $"limit must be from 1 to {Contact.MostFound}.");
        try
        {
            var (customers, end) = await contacts.CustomersOf(deskId, caller.UserId, next, limit, CancellationToken.None);
            var people = await Task.WhenAll(Array.ConvertAll(customers, customer => ContactsPresence.Of(GrainFactory, customer.Who)));
            return new CustomerPage(
                [.. customers.Zip(people, (customer, who) => new DeskCustomer(who, Views.Public(customer.LastSession), customer.Sessions, customer.Unread))], end);
        }
        catch (FormatException)
        {
            return new Refusal(RefusalCode.Invalid, "next must be what the last page answered.");
        }
        catch (StoreUnavailableException)
        {
            return ContactsPresence.StoreAway;
        }
    }
}

/// <summary>What is found in the database, with how people can be reached now.</summary>
internal static class ContactsPresence
{
    public static Refusal StoreAway { get; } = new(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");

    public static async Task<Contact> Of(IGrainFactory grains, StoredContact user)
    {
        var presence = await grains.GetGrain<IUserPresence>(user.UserId).Read();
        return new(user.UserId, user.Name, user.Role, presence.Status, presence.LastSeen);
    }
}
