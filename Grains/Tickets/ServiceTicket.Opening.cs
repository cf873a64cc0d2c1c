using LiveChat.Accounts;
using LiveChat.Contacts;
using LiveChat.Desks;
using LiveChat.Sessions;

namespace LiveChat.Tickets;

// How a ticket comes into being: at which desk, for whom, out of which conversation.
public sealed partial class ServiceTicket
{
    private static readonly Refusal NoSuchCustomer = new(RefusalCode.NotFound, "There is no such customer.");
    private static readonly Refusal NotTheirs = new(RefusalCode.Invalid, "The ticket's customer is not in that conversation.");

    /// <inheritdoc/>
    public async Task<Outcome<Ticket>> Open(Caller caller, NewTicket ticket)
    {
        if (await Ready() is { } away) return away;
        if (_stored is not null) return Repeated(caller);
        if (TicketRules.Refuse(ticket, Now) is { } malformed) return Unmade(malformed);
        try
        {
            var (origin, refusal) = await OriginOf(caller, ticket);
            return refusal is not null ? Unmade(refusal) : await Open(caller, ticket, origin!);
        }
        catch (StoreUnavailableException fault)
        {
            // It may have been written all the same.
            _known = false;
            return StoreAway(fault);
        }
        catch (EntryRejectedException fault)
        {
            LogRejected(logger, Id, fault);
            return Unmade(Invalid("The database cannot store this."));
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<Ticket>> Link(Caller caller, Guid sessionId)
    {
        if (await Ready() is { } away) return away;
        if (SeatOf(caller) is TicketSeat.Stranger) return Unknown();
        var ticket = _stored!.Ticket;
        var (header, refusal) = await Conversation(caller, sessionId);
        if (refusal is not null) return refusal;
        if (Array.IndexOf(ticket.SessionIds, sessionId) >= 0) return ticket;
        if (ticket.SessionIds.Length >= TicketRules.MostSessions) return Invalid($"A ticket has at most {TicketRules.MostSessions} conversations.");
        if (!await IsIn(ticket.CustomerId, header!)) return NotTheirs;

        var draft = Draft(caller);
        draft.Link(sessionId);
        return await Write(draft.ToAppend()) is { } unwritten ? unwritten : _stored.Ticket;
    }

    /// <summary>Where a ticket comes from.</summary>
    private sealed record Origin(string DeskId, string CustomerId, string CustomerName, DeskSeat? Assignee);

    private Outcome<Ticket> Repeated(Caller caller)
    {
        if (_stored!.OpenedById == caller.UserId && SeatOf(caller) is not TicketSeat.Stranger) return _stored.Ticket;
        return new Refusal(RefusalCode.Conflict, "The id belongs to another ticket; choose a new one.");
    }

    private async Task<Outcome<Ticket>> Open(Caller caller, NewTicket wanted, Origin origin)
    {
        var now = Now;
        var opened = await tickets.Open(origin.DeskId, Compose, CancellationToken.None);
        if (opened is null)
        {
            // Somebody else has just opened it under this id.
            _known = false;
            return await Ready() is { } away ? away : _stored is null ? Unknown() : Repeated(caller);
        }
        _stored = opened.Stored;
        await Publish(null, opened);
        TellSessions();
        return opened.Stored.Ticket;

        TicketAppend Compose(long number, SeatLoad[] seats)
        {
            var blank = new Ticket
            {
                TicketId = Id,
                Number = number,
                DeskId = origin.DeskId,
                Subject = wanted.Subject.Trim(),
                Description = wanted.Description.Trim(),
                Status = TicketStatus.Pending,
                Priority = wanted.Priority,
                Topic = AccountRules.Tidy(wanted.Topic),
                CustomerId = origin.CustomerId,
                CustomerName = origin.CustomerName,
                ContactAddress = AccountRules.Tidy(wanted.ContactAddress),
                AssigneeId = origin.Assignee?.UserId,
                AssigneeName = origin.Assignee?.Name,
                SessionIds = wanted.SessionId is { } sessionId ? [sessionId] : [],
                DueAt = wanted.DueAt?.ToUniversalTime(),
                CreatedAt = now,
                UpdatedAt = now,
                Revision = 0,
            };
            var draft = new TicketDraft(new(blank, caller.UserId, []), caller, now);
            draft.Open();
            if (origin.Assignee is null) draft.Choose(seats);
            return draft.ToAppend();
        }
    }

    /// <summary>At which desk and for whom, or why not.</summary>
    private async Task<(Origin? Origin, Refusal? Refusal)> OriginOf(Caller caller, NewTicket wanted)
    {
        SessionHeader? header = null;
        if (wanted.SessionId is { } sessionId)
        {
            (header, var unread) = await Conversation(caller, sessionId);
            if (unread is not null) return (null, unread);
        }
        if ((AccountRules.Tidy(wanted.DeskId) ?? header?.DeskId) is not { } deskId) return (null, Invalid("deskId must name the desk."));
        if (await FindDesk(deskId) is null) return (null, TicketRules.NoSuchDesk);

        var customerId = wanted.CustomerId ?? (TicketRules.IsStaffOf(caller, deskId) ? header?.CreatorId : null) ?? caller.UserId;
        if (TicketRules.RefuseOpening(caller, wanted, deskId, customerId) is { } refusal) return (null, refusal);
        if (await NameOf(caller, customerId, header) is not { } name) return (null, NoSuchCustomer);
        if (header is not null && !await IsIn(customerId, header)) return (null, NotTheirs);
        DeskSeat? assignee = null;
        if (wanted.AssigneeId is { } agentId && (assignee = await FindSeat(deskId, agentId)) is null) return (null, TicketRules.NoSuchAgent);
        return (new(deskId, customerId, AccountRules.Tidy(wanted.ContactName) ?? name, assignee), null);
    }

    /// <summary>The customer's name; null for who is nobody that the caller may find.</summary>
    private async Task<string?> NameOf(Caller caller, string customerId, SessionHeader? header)
    {
        if (customerId == caller.UserId) return caller.Name;
        if (!MessageRules.IsUserId(customerId)) return null;
        // Whose conversation one may read one knows; everybody else must be within reach.
        if (header?.CreatorId == customerId) return (await users.Find(customerId, CancellationToken.None))?.Name;
        if (ContactRules.ScopeOf(caller) is not { } scope) return null;
        return (await contacts.Among(scope, [customerId], CancellationToken.None)) is [var found] ? found.Name : null;
    }

    // Both calls interleave with whatever the session does: it may be the one that waits for us.
    private async Task<(SessionHeader? Header, Refusal? Refusal)> Conversation(Caller caller, Guid sessionId)
    {
        if ((await GrainFactory.GetGrain<IChatSession>(sessionId).Members(caller, null, 1)).Refusal is { } refusal) return (null, refusal);
        return await GrainFactory.GetGrain<ISessionControl>(sessionId).Header() is { Status: not SessionStatus.Deleted } header ? (header, null) : (null, Refusal.NoSuchSession);
    }

    private async Task<bool> IsIn(string customerId, SessionHeader header)
    {
        if (header.CreatorId == customerId) return true;
        var asCustomer = new Caller(customerId, "", UserRole.Customer, []);
        return (await GrainFactory.GetGrain<IChatSession>(header.SessionId).Members(asCustomer, null, 1)).Refusal is null;
    }

    private async Task<Desk?> FindDesk(string deskId) =>
        Array.Find(await desks.All(CancellationToken.None), desk => desk.DeskId == deskId);

    private async Task<DeskSeat?> FindSeat(string deskId, string agentId) =>
        Array.Find(await desks.Seats(deskId, CancellationToken.None), seat => seat.UserId == agentId);
}
