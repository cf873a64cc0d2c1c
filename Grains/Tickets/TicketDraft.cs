using System.Globalization;
using LiveChat.Desks;

namespace LiveChat.Tickets;

/// <summary>
/// A write being put together: the ticket as it is to stand, and the entries that say how it came so. Pure: it knows nothing
/// of the database.
/// </summary>
internal sealed class TicketDraft
{
    /// <summary>Who did what nobody did by hand.</summary>
    public const string SystemId = "system";

    private readonly StoredTicket _before;
    private readonly Caller _by;
    private readonly DateTimeOffset _now;
    private readonly List<TicketEntry> _entries = [];
    private readonly List<FieldChange> _changes = [];
    private Guid[] _untold;

    public TicketDraft(StoredTicket before, Caller by, DateTimeOffset now)
    {
        (_before, _by, _now) = (before, by, now);
        (Ticket, _untold) = (before.Ticket, before.Untold);
    }

    /// <summary>The ticket after the write.</summary>
    public Ticket Ticket { get; private set; }

    /// <summary>The write. What changed by hand is one entry, whatever else comes with it.</summary>
    public TicketAppend ToAppend()
    {
        if (_changes.Count > 0) Add(TicketEntryKind.Changed, [.. _changes]);
        _changes.Clear();
        return new(new(Ticket, _before.OpenedById, _untold), [.. _entries]);
    }

    /// <summary>It was opened, out of a conversation if it names one.</summary>
    public void Open()
    {
        _untold = Ticket.SessionIds;
        Add(TicketEntryKind.Opened, []);
    }

    /// <summary>It comes to stand otherwise.</summary>
    public void SetStatus(TicketStatus status)
    {
        if (status == Ticket.Status) return;
        var reopens = !Ticket.IsOpen && status is TicketStatus.Pending or TicketStatus.InProgress;
        Note("status", WordOf(Ticket.Status), WordOf(status));
        Ticket = Ticket with { Status = status };
        Ticket = Ticket with { Reopened = Ticket.Reopened + (reopens ? 1 : 0), ResolvedAt = Ticket.IsOpen ? null : Ticket.ResolvedAt ?? _now };
    }

    /// <summary>It presses more or less.</summary>
    public void SetPriority(TicketPriority priority)
    {
        if (priority == Ticket.Priority) return;
        Note("priority", WordOf(Ticket.Priority), WordOf(priority));
        Ticket = Ticket with { Priority = priority };
    }

    /// <summary>Somebody else looks after it, or nobody.</summary>
    public void SetAssignee(string? agentId, string? name)
    {
        if (agentId == Ticket.AssigneeId) return;
        Note("assigneeId", Ticket.AssigneeId, agentId, Ticket.AssigneeName, name);
        Ticket = Ticket with { AssigneeId = agentId, AssigneeName = name };
    }

    /// <summary>It is to be done by another time, or by none.</summary>
    public void SetDueAt(DateTimeOffset? dueAt)
    {
        if (dueAt == Ticket.DueAt) return;
        Note("dueAt", WordOf(Ticket.DueAt), WordOf(dueAt));
        Ticket = Ticket with { DueAt = dueAt };
    }

    /// <summary>It is about something else.</summary>
    public void SetSubject(string subject)
    {
        if (subject == Ticket.Subject) return;
        Note("subject", Ticket.Subject, subject);
        Ticket = Ticket with { Subject = subject };
    }

    /// <summary>It is a matter of another kind.</summary>
    public void SetTopic(string? topic)
    {
        if (topic == Ticket.Topic) return;
        Note("topic", Ticket.Topic, topic);
        Ticket = Ticket with { Topic = topic };
    }

    /// <summary>Another desk looks after it.</summary>
    public void SetDesk(Desk from, Desk to)
    {
        Note("deskId", from.DeskId, to.DeskId, from.Name, to.Name);
        Ticket = Ticket with { DeskId = to.DeskId };
    }

    /// <summary>Somebody is chosen by rule, or nobody could be; the record says why.</summary>
    public void Choose(SeatLoad[] seats)
    {
        if (_changes.Count > 0) Add(TicketEntryKind.Changed, [.. _changes]);
        _changes.Clear();
        var choice = TicketAssignment.Choose(seats, Ticket);
        SetAssignee(choice.Candidates.FirstOrDefault()?.AgentId, choice.Candidates.FirstOrDefault()?.Name);
        Add(new(Ticket.Revision + 1, _now, SystemId, "", UserRole.Agent, TicketEntryKind.Chosen, [.. _changes]) { Choice = choice });
        _changes.Clear();
    }

    /// <summary>Somebody comments.</summary>
    public TicketEntry Comment(NewComment comment) =>
        Add(Entry(TicketEntryKind.Commented, []) with { Content = comment.Content, Internal = comment.Internal, CommentId = comment.CommentId });

    /// <summary>A conversation is tied to it.</summary>
    public void Link(Guid sessionId)
    {
        Ticket = Ticket with { SessionIds = [.. Ticket.SessionIds, sessionId] };
        _untold = [.. _untold, sessionId];
        Add(Entry(TicketEntryKind.Linked, []) with { SessionId = sessionId });
    }

    /// <summary>A status as the wire names it.</summary>
    public static string WordOf(TicketStatus status) => status switch
    {
        TicketStatus.Pending => "pending",
        TicketStatus.InProgress => "in_progress",
        TicketStatus.Resolved => "resolved",
        TicketStatus.Closed => "closed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    private static string WordOf(TicketPriority priority) => priority.ToString().ToLowerInvariant();

    private static string? WordOf(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);

    private void Note(string field, string? from, string? to, string? fromName = null, string? toName = null) =>
        _changes.Add(new(field, from, to, fromName, toName));

    private void Add(TicketEntryKind kind, FieldChange[] changes) => Add(Entry(kind, changes));

    private TicketEntry Entry(TicketEntryKind kind, FieldChange[] changes) =>
        new(Ticket.Revision + 1, _now, _by.UserId, _by.Name, _by.Role, kind, changes);

    private TicketEntry Add(TicketEntry entry)
    {
        _entries.Add(entry);
        Ticket = Ticket with { Revision = entry.Seq, UpdatedAt = _now };
        return entry;
    }
}
