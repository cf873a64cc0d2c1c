using Orleans.Concurrency;

namespace LiveChat.Tickets;

/// <inheritdoc cref="ITickets"/>
/// <remarks>It keeps nothing, so any silo may answer.</remarks>
[StatelessWorker]
public sealed class TicketList(ITicketStore tickets) : Grain, ITickets
{
    private const int LongestText = 80;

    /// <inheritdoc/>
    public async Task<Outcome<TicketPage>> List(Caller caller, TicketQuery query)
    {
        if (query.Limit is < 1 or > TicketQuery.MostTickets) return Invalid($"limit must be from 1 to {TicketQuery.MostTickets}.");
        if (query.Text is { Length: 0 or > LongestText }) return Invalid($"q has 1 to {LongestText} characters.");
        if (query is { Open: true, Status: TicketStatus.Resolved or TicketStatus.Closed }) return Invalid("What is resolved or closed is not open; leave open out.");
        var (desks, refusal) = TicketScope.Of(caller, query);
        if (refusal is not null) return refusal;
        if (desks is []) return new TicketPage([], null);
        try
        {
            return await tickets.List(desks, TicketScope.Narrow(caller, query), CancellationToken.None);
        }
        catch (FormatException)
        {
            return Invalid("next must be what the last page answered.");
        }
        catch (StoreUnavailableException)
        {
            return new Refusal(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");
        }
    }

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}

/// <summary>Of which tickets somebody may know. Pure.</summary>
internal static class TicketScope
{
    /// <summary>The desks to look at, null for all; or why not.</summary>
    public static (string[]? Desks, Refusal? Refusal) Of(Caller caller, TicketQuery query)
    {
        string[]? asked = query.DeskId is { } deskId ? [deskId] : null;
        if (caller.Role is UserRole.Admin) return (asked, null);
        if (query.CustomerId == caller.UserId) return (asked, null);
        if (caller.Role is not UserRole.Agent)
        {
            return query.CustomerId is null ? (asked, null) : (null, new(RefusalCode.Forbidden, "You can see your own tickets only."));
        }
        if (query.DeskId is not null && !caller.WorksAt(query.DeskId)) return (null, new(RefusalCode.Forbidden, "The tickets of a desk are for its staff."));
        return (asked ?? caller.Desks, null);
    }

    /// <summary>The query as it is put for this caller: a customer's is for their own.</summary>
    public static TicketQuery Narrow(Caller caller, TicketQuery query) => caller.IsStaff ? query : query with { CustomerId = caller.UserId };
}
