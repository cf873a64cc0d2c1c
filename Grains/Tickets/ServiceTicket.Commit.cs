using LiveChat.Presence;
using LiveChat.Queues;

namespace LiveChat.Tickets;

// The one way into the database, and from there to those who look.
public sealed partial class ServiceTicket
{
    /// <summary>Commits, then tells. Null when it was written.</summary>
    private async Task<Refusal?> Write(TicketAppend append)
    {
        var before = _stored!.Ticket;
        try
        {
            if (!await tickets.Append(append, CancellationToken.None))
            {
                // Somebody else writes this ticket, so this activation is not its owner.
                _known = false;
                DeactivateOnIdle();
                LogTaken(logger, Id);
                return new(RefusalCode.StoreUnavailable, "The ticket has just moved to another server; send it again.");
            }
        }
        catch (StoreUnavailableException fault)
        {
            _known = false;
            return StoreAway(fault);
        }
        catch (EntryRejectedException fault)
        {
            LogRejected(logger, Id, fault);
            return Invalid("The database cannot store this.");
        }
        _stored = append.Stored;
        await Publish(before, append);
        TellSessions();
        return null;
    }

    /// <summary>Tells the desk, the customer, and whoever looks after it, or did until now. They could read it themselves: a push is only a hint.</summary>
    private async Task Publish(Ticket? before, TicketAppend append)
    {
        var now = append.Stored.Ticket;
        var isGiven = now.AssigneeId != before?.AssigneeId && append.Entries[0].ById != now.AssigneeId;
        var shown = now with { Description = null };
        foreach (var deskId in new[] { now.DeskId, before?.DeskId ?? now.DeskId }.Distinct(StringComparer.Ordinal))
            await Publish<DeskEvent>(StreamNames.Desk(deskId), new TicketAtDesk(deskId, shown));
        foreach (var userId in new[] { now.CustomerId, now.AssigneeId, before?.AssigneeId }.Distinct(StringComparer.Ordinal))
        {
            if (userId is not null) await Publish<UserEvent>(StreamNames.User(userId), new TicketListed(shown, isGiven && userId == now.AssigneeId));
        }
    }

    private async Task Publish<T>(StreamId stream, T happened)
    {
        try
        {
            await this.GetStreamProvider(StreamNames.Provider).GetStream<T>(stream).OnNextAsync(happened);
        }
        catch (Exception fault)
        {
            // Whatever ails the stream, the database has it: lists are read anew when their page comes back.
            LogPublishFailed(logger, Id, fault);
        }
    }
}
