using LiveChat.Tickets;

namespace LiveChat.WebFront.Wire;

/// <summary>A ticket. Its description is left out in lists and events.</summary>
internal sealed record WireTicket(
    Guid TicketId, long Number, string DeskId, string Subject, string? Description, TicketStatus Status, TicketPriority Priority, string? Topic,
    string CustomerId, string CustomerName, string? ContactAddress, string? AssigneeId, string? AssigneeName, Guid[] SessionIds, DateTimeOffset? DueAt,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ResolvedAt, int Reopened, long Revision)
{
    public static WireTicket From(Ticket ticket) => new(
        ticket.TicketId, ticket.Number, ticket.DeskId, ticket.Subject, ticket.Description, ticket.Status, ticket.Priority, ticket.Topic,
        ticket.CustomerId, ticket.CustomerName, ticket.ContactAddress, ticket.AssigneeId, ticket.AssigneeName, ticket.SessionIds, ticket.DueAt,
        ticket.CreatedAt, ticket.UpdatedAt, ticket.ResolvedAt, ticket.Reopened, ticket.Revision);
}

/// <summary>A ticket with a part of its record: what was said, and what became of it, each rising by number.</summary>
internal sealed record WireTicketView(
    Guid TicketId, long Number, string DeskId, string Subject, string? Description, TicketStatus Status, TicketPriority Priority, string? Topic,
    string CustomerId, string CustomerName, string? ContactAddress, string? AssigneeId, string? AssigneeName, Guid[] SessionIds, DateTimeOffset? DueAt,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ResolvedAt, int Reopened, long Revision,
    WireComment[] Comments, WireTicketEntry[] History, long? EarlierSeq)
{
    public static WireTicketView From(TicketView view)
    {
        var ticket = view.Ticket;
        return new(
            ticket.TicketId, ticket.Number, ticket.DeskId, ticket.Subject, ticket.Description, ticket.Status, ticket.Priority, ticket.Topic,
            ticket.CustomerId, ticket.CustomerName, ticket.ContactAddress, ticket.AssigneeId, ticket.AssigneeName, ticket.SessionIds, ticket.DueAt,
            ticket.CreatedAt, ticket.UpdatedAt, ticket.ResolvedAt, ticket.Reopened, ticket.Revision,
            [.. view.Entries.Where(entry => entry.Kind is TicketEntryKind.Commented).Select(WireComment.From)],
            [.. view.Entries.Where(entry => entry.Kind is not TicketEntryKind.Commented).Select(WireTicketEntry.From)],
            view.EarlierSeq);
    }
}

/// <summary>A comment on a ticket.</summary>
/// <param name="Internal">Whether it is for the staff alone.</param>
internal sealed record WireComment(
    long Seq, Guid CommentId, string AuthorId, string AuthorName, UserRole AuthorRole, string Content, bool Internal, DateTimeOffset CreatedAt)
{
    public static WireComment From(TicketEntry entry) =>
        new(entry.Seq, entry.CommentId ?? Guid.Empty, entry.ById, entry.ByName, entry.ByRole, entry.Content ?? "", entry.Internal, entry.At);
}

/// <summary>Who did what to a ticket, and when.</summary>
internal sealed record WireTicketEntry(
    long Seq, DateTimeOffset At, string ById, string ByName, UserRole ByRole, TicketEntryKind Kind, FieldChange[] Changes, Guid? SessionId, TicketChoice? Choice)
{
    public static WireTicketEntry From(TicketEntry entry) =>
        new(entry.Seq, entry.At, entry.ById, entry.ByName, entry.ByRole, entry.Kind, entry.Changes, entry.SessionId, entry.Choice);
}

/// <summary>A page of tickets.</summary>
internal sealed record WireTicketPage(WireTicket[] Tickets, string? Next);

/// <summary>A ticket as somebody opens it.</summary>
/// <param name="TicketId">Its id, a new UUID: the same again gets the same ticket. One is made when it is left out.</param>
/// <param name="DeskId">The desk; may be left out when a session names one.</param>
/// <param name="Subject">What it is about, in one line.</param>
/// <param name="Description">What there is to tell.</param>
/// <param name="Priority">normal when left out.</param>
/// <param name="Topic">What kind of matter it is, in a word of the operator's choice.</param>
/// <param name="SessionId">The conversation that it comes from.</param>
/// <param name="CustomerId">On whose behalf; the desk's staff only.</param>
/// <param name="ContactName">The name that somebody without an account gives.</param>
/// <param name="ContactAddress">Where to reach them.</param>
/// <param name="DueAt">Until when it is to be resolved; the desk's staff only.</param>
/// <param name="AssigneeId">Who looks after it; the desk's staff only. Somebody is chosen when it is left out.</param>
internal sealed record TicketBody(
    Guid? TicketId, string? DeskId, string? Subject, string? Description, TicketPriority? Priority, string? Topic, Guid? SessionId, string? CustomerId,
    string? ContactName, string? ContactAddress, DateTimeOffset? DueAt, string? AssigneeId);

/// <summary>What of a ticket is to be otherwise; what is left out stays.</summary>
/// <param name="AssigneeId">Empty for nobody.</param>
/// <param name="AutoAssign">Somebody is chosen anew.</param>
/// <param name="NoDueAt">There is no due time any more.</param>
/// <param name="Topic">Empty for none.</param>
internal sealed record TicketChangeBody(
    TicketStatus? Status, TicketPriority? Priority, string? AssigneeId, bool? AutoAssign, DateTimeOffset? DueAt, bool? NoDueAt, string? Subject, string? Topic, string? DeskId);

/// <summary>A comment as somebody writes it.</summary>
/// <param name="CommentId">Its id, a new UUID: the same again is the same comment. One is made when it is left out.</param>
/// <param name="Internal">Whether it is for the staff alone.</param>
internal sealed record CommentBody(Guid? CommentId, string? Content, bool? Internal);

/// <summary>A conversation to tie to a ticket.</summary>
internal sealed record TicketSessionBody(Guid? SessionId);
