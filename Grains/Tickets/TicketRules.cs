using LiveChat.Accounts;
using LiveChat.Sessions;

namespace LiveChat.Tickets;

/// <summary>Where somebody stands to a ticket.</summary>
internal enum TicketSeat
{
    /// <summary>May not know that it exists.</summary>
    Stranger,

    /// <summary>It is their matter.</summary>
    Customer,

    /// <summary>Works at its desk, or is an admin.</summary>
    Staff,
}

/// <summary>Who may do what with a ticket, and what it may hold. The one place that decides it. Pure.</summary>
internal static class TicketRules
{
    public const int LongestSubject = 200;
    public const int LongestText = 8_000;
    public const int LongestTopic = 40;
    public const int LongestAddress = 200;
    public const int MostSessions = 50;

    /// <summary>The one answer for what does not exist and for what the caller may not know of.</summary>
    public static Refusal NoSuchTicket { get; } = new(RefusalCode.NotFound, "There is no such ticket, or it is not yours to see.");

    public static Refusal NoSuchDesk { get; } = new(RefusalCode.NotFound, "There is no such desk.");

    public static Refusal NoSuchAgent { get; } = new(RefusalCode.NotFound, "There is no such agent at this desk.");

    /// <summary>Whether the caller looks after tickets of the desk.</summary>
    public static bool IsStaffOf(Caller caller, string deskId) => caller.Role is UserRole.Admin || caller.WorksAt(deskId);

    /// <summary>Where the caller stands.</summary>
    public static TicketSeat SeatOf(Ticket? ticket, Caller caller) => ticket switch
    {
        null => TicketSeat.Stranger,
        _ when IsStaffOf(caller, ticket.DeskId) => TicketSeat.Staff,
        _ when ticket.CustomerId == caller.UserId => TicketSeat.Customer,
        _ => TicketSeat.Stranger,
    };

    /// <summary>What of the record the caller may see.</summary>
    public static TicketEntry[] Visible(TicketEntry[] entries, TicketSeat seat) => seat is TicketSeat.Staff
        ? entries
        : [.. entries.Where(entry => !entry.Internal).Select(entry => entry with { Choice = null })];

    /// <summary>Why no ticket can be opened with this, or null.</summary>
    public static Refusal? Refuse(NewTicket ticket, DateTimeOffset now) =>
        RefuseSubject(ticket.Subject)
        ?? MessageRules.RefuseText("description", ticket.Description, LongestText)
        ?? (Enum.IsDefined(ticket.Priority) ? null : Invalid("priority is one of low, normal, high, urgent."))
        ?? RefuseTopic(ticket.Topic)
        ?? AccountRules.RefuseName(AccountRules.Tidy(ticket.ContactName))
        ?? (ticket.ContactAddress is null ? null : RefuseLine("contactAddress", ticket.ContactAddress, LongestAddress))
        ?? RefuseDueAt(ticket.DueAt, now);

    /// <summary>Why the caller may not open this for the customer at the desk, or null.</summary>
    public static Refusal? RefuseOpening(Caller caller, NewTicket ticket, string deskId, string customerId)
    {
        if (IsStaffOf(caller, deskId)) return null;
        if (customerId != caller.UserId) return Forbidden("Only the desk's staff opens tickets for others.");
        return ticket is { DueAt: not null } or { AssigneeId: not null } ? Forbidden("Only the desk's staff says until when, and who looks after it.") : null;
    }

    /// <summary>Why the caller may not ask for such a change at all, or null.</summary>
    public static Refusal? Refuse(TicketSeat seat, TicketChange change, DateTimeOffset now)
    {
        if (seat is TicketSeat.Customer && change with { Status = null } != new TicketChange())
            return Forbidden("Only the desk's staff changes this; you can comment, close the ticket, or reopen it.");
        if (change.AutoAssign && change.AssigneeId is not null) return Invalid("Name an assignee, or let one be chosen; not both.");
        if (change.NoDueAt && change.DueAt is not null) return Invalid("Name a due time, or none; not both.");
        if (change.Status is { } status && !Enum.IsDefined(status)) return Invalid("status is one of pending, in_progress, resolved, closed.");
        if (change.Priority is { } priority && !Enum.IsDefined(priority)) return Invalid("priority is one of low, normal, high, urgent.");
        return (change.Subject is null ? null : RefuseSubject(change.Subject)) ?? RefuseTopic(change.Topic) ?? RefuseDueAt(change.DueAt, now);
    }

    /// <summary>Why the ticket cannot come to stand there by this caller, or null.</summary>
    public static Refusal? RefuseStatus(TicketStatus from, TicketStatus to, TicketSeat seat) => (seat, from, to) switch
    {
        _ when from == to => null,
        (TicketSeat.Staff, TicketStatus.Closed, TicketStatus.Resolved) => Conflict("A closed ticket is reopened before it can be resolved."),
        (TicketSeat.Staff, _, _) => null,
        (_, TicketStatus.Closed, _) => new(RefusalCode.Closed, "The ticket is closed. Open a new one, and name its number there."),
        (_, _, TicketStatus.Closed) => null,
        (_, TicketStatus.Resolved, TicketStatus.Pending or TicketStatus.InProgress) => null,
        _ => Forbidden("You can close the ticket, and reopen it while it is resolved; the rest is for the desk's staff."),
    };

    /// <summary>Why the comment cannot be made, or null.</summary>
    public static Refusal? Refuse(Ticket ticket, TicketSeat seat, NewComment comment)
    {
        if (comment.Internal && seat is not TicketSeat.Staff) return Forbidden("Internal comments are for the desk's staff.");
        if (seat is TicketSeat.Customer && ticket.Status is TicketStatus.Closed)
            return new(RefusalCode.Closed, "The ticket is closed. Open a new one, and name its number there.");
        return string.IsNullOrWhiteSpace(comment.Content) ? Invalid("The comment is empty.") : MessageRules.RefuseText("The comment", comment.Content, LongestText);
    }

    private static Refusal? RefuseSubject(string subject) =>
        string.IsNullOrWhiteSpace(subject) ? Invalid("A ticket needs a subject.") : RefuseLine("subject", subject, LongestSubject);

    private static Refusal? RefuseTopic(string? topic) => topic is null ? null : RefuseLine("topic", topic, LongestTopic);

    private static Refusal? RefuseLine(string field, string text, int longest)
    {
        if (text.Length > longest) return new(RefusalCode.TooLong, $"{field} has at most {longest} characters.");
        return AccountRules.IsShowable(text) ? null : Invalid($"{field} must be plain text in one line.");
    }

    private static Refusal? RefuseDueAt(DateTimeOffset? dueAt, DateTimeOffset now) =>
        dueAt is { } due && (due <= now || due > now.AddYears(LongestYears)) ? Invalid($"dueAt is a time to come, within {LongestYears} years.") : null;

    private const int LongestYears = 5;

    private static Refusal Forbidden(string reason) => new(RefusalCode.Forbidden, reason);

    private static Refusal Conflict(string reason) => new(RefusalCode.Conflict, reason);

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
