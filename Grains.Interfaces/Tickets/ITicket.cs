using Orleans.Concurrency;

namespace LiveChat.Tickets;

/// <summary>One ticket: a customer's matter that outlives a conversation, and the record of all that became of it.</summary>
/// <remarks>
/// Key: the ticket's id. The customer whose matter it is, the staff of its desk and admins know of it; to all others it is
/// NOT_FOUND. What the customer may do: read, comment, close it, reopen it while it is resolved.
/// </remarks>
[Alias("ITicket")]
public interface ITicket : IGrainWithGuidKey
{
    /// <summary>
    /// Opens the ticket, for the caller or, by the desk's staff, for a customer. The same caller with the same id again gets
    /// the ticket as it stands; CONFLICT when the id is another's. Who is to look after it is chosen unless it is named.
    /// </summary>
    [Alias("Open")] Task<Outcome<Ticket>> Open(Caller caller, NewTicket ticket);

    /// <summary>The ticket with a part of its record, as the caller may see it: notes of the staff are hidden from the customer.</summary>
    [Alias("Read"), ReadOnly] Task<Outcome<TicketView>> Read(Caller caller, TicketRange range);

    /// <summary>
    /// Changes what is named. CONFLICT when something that the caller may see happened since the revision, with what it was;
    /// not when everything stands already as it is asked for, so that a call can be repeated.
    /// </summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="revision">The ticket's revision as the caller knows it.</param>
    /// <param name="change">What is to be otherwise.</param>
    [Alias("Change")] Task<TicketAnswer> Change(Caller caller, long revision, TicketChange change);

    /// <summary>Adds a comment, once for each comment id; FORBIDDEN for a customer's internal one.</summary>
    [Alias("Comment")] Task<Outcome<TicketEntry>> Comment(Caller caller, NewComment comment);

    /// <summary>Ties a conversation of the customer to the ticket; once is enough. NOT_FOUND when the caller may not know of it.</summary>
    [Alias("Link")] Task<Outcome<Ticket>> Link(Caller caller, Guid sessionId);
}

/// <summary>The tickets there are, page by page. Reads only.</summary>
/// <remarks>Key: <see cref="All"/>.</remarks>
[Alias("ITickets")]
public interface ITickets : IGrainWithStringKey
{
    /// <summary>The key of the one list there is.</summary>
    const string All = "all";

    /// <summary>A page of what the caller may know of: customers their own, staff those of their desks, admins all.</summary>
    [Alias("List"), ReadOnly] Task<Outcome<TicketPage>> List(Caller caller, TicketQuery query);
}
