using System.Collections.Concurrent;
using LiveChat.Assistant.Tools;

namespace LiveChat.Unit.Assistant.Tools;

/// <summary>Opens every ticket, and remembers for whom.</summary>
internal sealed class FakeTickets
{
    public ConcurrentQueue<(Guid TicketId, Caller Caller, TicketWish Ticket)> Opened { get; } = new();

    public Task<Outcome<OpenedTicket>> Open(Guid ticketId, Caller caller, TicketWish wish)
    {
        Opened.Enqueue((ticketId, caller, wish));
        return Task.FromResult<Outcome<OpenedTicket>>(new OpenedTicket("12", wish.Subject));
    }
}
