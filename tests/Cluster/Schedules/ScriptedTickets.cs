using LiveChat.Tickets;

namespace LiveChat.Cluster.Schedules;

/// <summary>Takes the place of every ticket: records what it is opened with and what is said to it.</summary>
public sealed class ScriptedTickets
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Ticket> _opened = [];

    /// <summary>Each opening, repeated ones included.</summary>
    public EventTape<(Guid TicketId, Caller By, NewTicket Ticket)> Openings { get; } = new();

    /// <summary>Each comment, repeated ones included.</summary>
    public EventTape<NewComment> Comments { get; } = new();

    /// <summary>The tickets that there are.</summary>
    public Ticket[] All
    {
        get
        {
            lock (_lock) return [.. _opened.Values];
        }
    }

    /// <summary>While set, the answer to each opening.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>Puts it in the tickets' place.</summary>
    public void Install(ISiloBuilder silo) => silo.AddOutgoingGrainCallFilter(async call =>
    {
        if (call.InterfaceMethod?.DeclaringType != typeof(ITicket))
        {
            await call.Invoke();
            return;
        }
        var by = (Caller)call.Request.GetArgument(0)!;
        if (call.MethodName == nameof(ITicket.Open)) call.Result = Open(call.TargetId.GetGuidKey(), by, (NewTicket)call.Request.GetArgument(1)!);
        else
        {
            var comment = (NewComment)call.Request.GetArgument(1)!;
            Comments.Add(comment);
            call.Result = new Outcome<TicketEntry>(new(2, DateTimeOffset.UnixEpoch, by.UserId, by.Name, by.Role, TicketEntryKind.Commented, []), null);
        }
    });

    private Outcome<Ticket> Open(Guid id, Caller by, NewTicket ticket)
    {
        Openings.Add((id, by, ticket));
        if (Refusal is { } refusal) return refusal;
        lock (_lock)
        {
            if (_opened.TryGetValue(id, out var known)) return known;
            return _opened[id] = new Ticket
            {
                TicketId = id, Number = _opened.Count + 1, DeskId = ticket.DeskId, Subject = ticket.Subject, Description = ticket.Description,
                Status = TicketStatus.Pending, Priority = ticket.Priority, CustomerId = by.UserId, CustomerName = ticket.ContactName ?? by.Name,
                ContactAddress = ticket.ContactAddress, SessionIds = ticket.SessionId is { } session ? [session] : [],
                CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch, Revision = 1,
            };
        }
    }
}
