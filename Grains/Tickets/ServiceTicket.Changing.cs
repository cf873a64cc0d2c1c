using LiveChat.Accounts;
using LiveChat.Desks;

namespace LiveChat.Tickets;

// Changing what is named, by somebody who knows how the ticket stands.
public sealed partial class ServiceTicket
{
    private static readonly Refusal NobodyHasIt = new(RefusalCode.Conflict, "Nobody looks after the ticket: name an assignee first.");

    /// <inheritdoc/>
    public async Task<TicketAnswer> Change(Caller caller, long revision, TicketChange change)
    {
        if (await Ready() is { } away) return away;
        if (SeatOf(caller) is not (not TicketSeat.Stranger and var seat)) return Unknown();
        if (TicketRules.Refuse(seat, change, Now) is { } malformed) return malformed;
        if (revision < 1 || revision > _stored!.Ticket.Revision) return Invalid("The revision is not one that the ticket ever had.");
        if (IsDone(change)) return _stored.Ticket;
        try
        {
            if (await Missed(seat, revision) is { Length: > 0 } missed) return Stale(missed);
            if (change.Status is { } status && TicketRules.RefuseStatus(_stored.Ticket.Status, status, seat) is { } refusal) return refusal;
            // A customer who reopens it does not say who works on it.
            if (seat is TicketSeat.Customer && change.Status is TicketStatus.InProgress) change = change with { Status = TicketStatus.Pending };

            var (draft, unfit) = await Apply(caller, change);
            if (unfit is not null) return unfit;
            var append = draft!.ToAppend();
            if (append.Entries.Length == 0) return _stored.Ticket;
            return await Write(append) is { } unwritten ? unwritten : _stored.Ticket;
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    private async Task<(TicketDraft? Draft, Refusal? Refusal)> Apply(Caller caller, TicketChange change)
    {
        var draft = Draft(caller);
        if (change.Subject is { } subject) draft.SetSubject(subject.Trim());
        if (change.Topic is not null) draft.SetTopic(AccountRules.Tidy(change.Topic));
        if (change.Priority is { } priority) draft.SetPriority(priority);
        if (change.DueAt is not null || change.NoDueAt) draft.SetDueAt(change.DueAt?.ToUniversalTime());

        var moves = change.DeskId is { } deskId && deskId != draft.Ticket.DeskId;
        if (moves)
        {
            if (await FindDesk(change.DeskId!) is not { } desk) return (null, TicketRules.NoSuchDesk);
            draft.SetDesk(await FindDesk(draft.Ticket.DeskId) ?? new Desk(draft.Ticket.DeskId, draft.Ticket.DeskId), desk);
        }
        if (await Assign(draft, caller, change, moves) is { } refusal) return (null, refusal);

        if (change.Status is { } status) draft.SetStatus(status);
        // Who has not begun yet, or is nobody, does not work on it.
        else if (draft.Ticket.Status is TicketStatus.InProgress && (moves || draft.Ticket.AssigneeId is null)) draft.SetStatus(TicketStatus.Pending);
        return (draft, null);
    }

    private async Task<Refusal?> Assign(TicketDraft draft, Caller caller, TicketChange change, bool moves)
    {
        var deskId = draft.Ticket.DeskId;
        switch (change.AssigneeId)
        {
            case { Length: > 0 } agentId:
                if (await FindSeat(deskId, agentId) is not { } seat) return TicketRules.NoSuchAgent;
                draft.SetAssignee(seat.UserId, seat.Name);
                break;
            case "":
                draft.SetAssignee(null, null);
                break;
            case null when change.AutoAssign || moves:
                draft.Choose(await tickets.Loads(deskId, CancellationToken.None));
                break;
        }
        if (change.Status is not TicketStatus.InProgress || draft.Ticket.AssigneeId is not null) return null;
        // Who begins has it, unless it was just said that nobody does.
        if (change.AssigneeId is not null || !caller.WorksAt(deskId)) return NobodyHasIt;
        draft.SetAssignee(caller.UserId, caller.Name);
        return null;
    }

    /// <summary>Whether everything stands already as it is asked for: a repeated call, or two who wanted the same.</summary>
    private bool IsDone(TicketChange change)
    {
        var ticket = _stored!.Ticket;
        return !change.AutoAssign
            && (change.Status ?? ticket.Status) == ticket.Status
            && (change.Priority ?? ticket.Priority) == ticket.Priority
            && (change.AssigneeId is null || AccountRules.Tidy(change.AssigneeId) == ticket.AssigneeId)
            && (change.NoDueAt ? ticket.DueAt is null : (change.DueAt ?? ticket.DueAt) == ticket.DueAt)
            && (change.Subject?.Trim() ?? ticket.Subject) == ticket.Subject
            && (change.Topic is null || AccountRules.Tidy(change.Topic) == ticket.Topic)
            && (change.DeskId ?? ticket.DeskId) == ticket.DeskId;
    }

    /// <summary>What happened since, of what the caller may see.</summary>
    private async Task<TicketEntry[]> Missed(TicketSeat seat, long revision)
    {
        var ticket = _stored!.Ticket;
        if (revision == ticket.Revision) return [];
        return TicketRules.Visible(await tickets.Entries(Id, revision, ticket.Revision + 1, TicketRange.MostEntries, CancellationToken.None), seat);
    }

    private TicketAnswer Stale(TicketEntry[] missed)
    {
        var fields = missed.SelectMany(entry => entry.Changes).Select(change => change.Field).Distinct(StringComparer.Ordinal).ToList();
        if (Array.Exists(missed, entry => entry.Kind is TicketEntryKind.Commented)) fields.Add("comments");
        if (Array.Exists(missed, entry => entry.Kind is TicketEntryKind.Linked)) fields.Add("sessionIds");
        return new(_stored!.Ticket, new(RefusalCode.Conflict,
            $"The ticket has changed since you read it ({string.Join(", ", fields)}). Look at what it is now, and decide again."), missed);
    }
}
