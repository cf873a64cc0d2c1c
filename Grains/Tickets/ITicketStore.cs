namespace LiveChat.Tickets;

/// <summary>The stored tickets. A ticket and its record are written together; the record's numbers are the fence.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>; one that writes, <see cref="EntryRejectedException"/>.</remarks>
public interface ITicketStore
{
    /// <summary>One ticket; null when there is none.</summary>
    Task<StoredTicket?> Load(Guid ticketId, CancellationToken token);

    /// <summary>
    /// Writes a new ticket. Opening goes one after the other: each gets the next number and sees the load that those before
    /// it made. Null when the id is taken, and then nothing is written.
    /// </summary>
    /// <param name="deskId">The desk whose agents' load is asked for.</param>
    /// <param name="compose">What is to be written, by the ticket's number and the load at the desk. Pure: it may be run in vain.</param>
    /// <param name="token">Cancels.</param>
    Task<TicketAppend?> Open(string deskId, Func<long, SeatLoad[], TicketAppend> compose, CancellationToken token);

    /// <summary>Writes what a ticket became; false when it is not any more as it was before, and then nothing is written.</summary>
    Task<bool> Append(TicketAppend append, CancellationToken token);

    /// <summary>Writes which conversations have not been told yet; without effect when the ticket has changed since.</summary>
    Task SaveUntold(Guid ticketId, long revision, Guid[] untold, CancellationToken token);

    /// <summary>Entries of a ticket's record between two numbers (both exclusive): the newest ones, rising by number.</summary>
    Task<TicketEntry[]> Entries(Guid ticketId, long afterSeq, long beforeSeq, int limit, CancellationToken token);

    /// <summary>The comment with this id; null when there is none.</summary>
    Task<TicketEntry?> FindComment(Guid ticketId, Guid commentId, CancellationToken token);

    /// <summary>How much the agents of a desk have to do with tickets, by id; who is shut out is left out.</summary>
    Task<SeatLoad[]> Loads(string deskId, CancellationToken token);

    /// <summary>A page of tickets without descriptions.</summary>
    /// <param name="desks">The desks whose tickets are meant; null for all.</param>
    /// <param name="query">Which of them. Its desk is among the desks.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="FormatException"><see cref="TicketQuery.Next"/> was not given out.</exception>
    Task<TicketPage> List(string[]? desks, TicketQuery query, CancellationToken token);
}

/// <summary>A ticket as it is stored.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="OpenedById">Who opened it.</param>
/// <param name="Untold">Conversations of it whose log does not say so yet.</param>
public sealed record StoredTicket(Ticket Ticket, string OpenedById, Guid[] Untold);

/// <summary>What a ticket became, with the new entries of its record. The newest one's number is the ticket's revision.</summary>
public sealed record TicketAppend(StoredTicket Stored, TicketEntry[] Entries);

/// <summary>An agent of a desk and how much they have to do.</summary>
/// <param name="UserId">The agent.</param>
/// <param name="Name">The agent's name.</param>
/// <param name="Skills">What the agent knows.</param>
/// <param name="OpenTickets">How many open tickets the agent has, at all desks.</param>
/// <param name="LastNumber">The newest ticket that the agent got; 0 for none.</param>
public sealed record SeatLoad(string UserId, string Name, string[] Skills, int OpenTickets, long LastNumber);
