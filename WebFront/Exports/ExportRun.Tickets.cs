using LiveChat.Tickets;

namespace LiveChat.WebFront.Exports;

/// <summary>A user's own tickets, each with what its customer may read of its record. One ticket is held at a time.</summary>
internal sealed partial class ExportRun
{
    private const int MostTickets = 20_000;
    private const int MostOfTicket = 20_000;

    private async Task<List<Ticket>> Tickets(CancellationToken token)
    {
        List<Ticket> all = [];
        string? next = null;
        do
        {
            token.ThrowIfCancellationRequested();
            var page = Value(await grains.GetGrain<ITickets>(ITickets.All).List(job.Reader, new() { CustomerId = job.Reader.UserId, Next = next, Limit = TicketQuery.MostTickets }));
            all.AddRange(page.Tickets);
            next = page.Next;
        }
        while (next is not null && all.Count < MostTickets);
        return next is null ? all : throw new ExportFailedException($"There are more than {MostTickets} tickets.");
    }

    private async Task Write(Ticket ticket, ExportWriter writer, Stream file)
    {
        var whole = await Whole(ticket.TicketId);
        writer.Add(whole);
        await Written(whole.Entries.Length, writer, file);
    }

    private async Task<TicketView> Whole(Guid ticketId)
    {
        var ticket = grains.GetGrain<ITicket>(ticketId);
        var view = Value(await ticket.Read(job.Reader, new()));
        while (view.EarlierSeq is { } before)
        {
            var part = Value(await ticket.Read(job.Reader, new(before)));
            view = view with { Entries = [.. part.Entries, .. view.Entries], EarlierSeq = part.EarlierSeq };
            if (view.Entries.Length > MostOfTicket) throw new ExportFailedException($"The ticket {view.Ticket.Number} has more than {MostOfTicket} entries.");
        }
        return view;
    }
}
