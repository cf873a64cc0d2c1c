namespace LiveChat.Tickets;

/// <summary>Where a ticket stands.</summary>
public enum TicketStatus
{
    /// <summary>Nobody works on it yet, or it was reopened.</summary>
    Pending = 1,

    /// <summary>Its assignee works on it.</summary>
    InProgress = 2,

    /// <summary>Done as the staff sees it; the customer may reopen it.</summary>
    Resolved = 3,

    /// <summary>Ended; only staff may reopen it.</summary>
    Closed = 4,
}

/// <summary>How much it presses, from least to most.</summary>
public enum TicketPriority
{
    /// <summary>When there is time.</summary>
    Low = 1,

    /// <summary>As usual.</summary>
    Normal = 2,

    /// <summary>Before others.</summary>
    High = 3,

    /// <summary>Now.</summary>
    Urgent = 4,
}

/// <summary>A ticket as it stands.</summary>
[GenerateSerializer, Immutable, Alias("Ticket")]
public sealed record Ticket
{
    /// <summary>The id (UUIDv7).</summary>
    [Id(0)] public required Guid TicketId { get; init; }

    /// <summary>What people quote; one for each ticket of the whole platform, rising.</summary>
    [Id(1)] public required long Number { get; init; }

    /// <summary>The desk that looks after it.</summary>
    [Id(2)] public required string DeskId { get; init; }

    /// <summary>What it is about, in one line.</summary>
    [Id(3)] public required string Subject { get; init; }

    /// <summary>What the customer told of it; null in lists and events.</summary>
    [Id(4)] public string? Description { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(5)] public required TicketStatus Status { get; init; }

    /// <summary>How much it presses.</summary>
    [Id(6)] public required TicketPriority Priority { get; init; }

    /// <summary>What kind of matter it is, in a word of the operator's choice; null for none.</summary>
    [Id(7)] public string? Topic { get; init; }

    /// <summary>Whose matter it is.</summary>
    [Id(8)] public required string CustomerId { get; init; }

    /// <summary>The customer's name when it was opened.</summary>
    [Id(9)] public required string CustomerName { get; init; }

    /// <summary>Where the customer can be reached outside the chat: an address or a number; null when not known.</summary>
    [Id(10)] public string? ContactAddress { get; init; }

    /// <summary>Who looks after it; null for nobody yet.</summary>
    [Id(11)] public string? AssigneeId { get; init; }

    /// <summary>The assignee's name.</summary>
    [Id(12)] public string? AssigneeName { get; init; }

    /// <summary>The conversations that belong to it, the first first.</summary>
    [Id(13)] public required Guid[] SessionIds { get; init; }

    /// <summary>Until when it is to be resolved, in UTC; null for no such time.</summary>
    [Id(14)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was opened, in UTC.</summary>
    [Id(15)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something last happened to it, in UTC.</summary>
    [Id(16)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was last resolved, or closed without that, in UTC; null while it is open.</summary>
    [Id(17)] public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>How often it was reopened.</summary>
    [Id(18)] public int Reopened { get; init; }

    /// <summary>Rises with each entry of its record, whose newest number it is.</summary>
    [Id(19)] public required long Revision { get; init; }

    /// <summary>Whether somebody still has to do something.</summary>
    public bool IsOpen => Status is TicketStatus.Pending or TicketStatus.InProgress;
}

/// <summary>What a ticket is opened with.</summary>
/// <param name="DeskId">The desk; may be empty when a session names one.</param>
/// <param name="Subject">What it is about, in one line.</param>
/// <param name="Description">What there is to tell; may be empty.</param>
/// <param name="Priority">How much it presses.</param>
/// <param name="SessionId">The conversation that it comes from; the caller must be able to read it.</param>
/// <param name="CustomerId">On whose behalf, by the desk's staff; null for the conversation's customer, or else the caller.</param>
[GenerateSerializer, Immutable, Alias("NewTicket")]
public sealed record NewTicket(
    [property: Id(0)] string DeskId,
    [property: Id(1)] string Subject,
    [property: Id(2)] string Description,
    [property: Id(3)] TicketPriority Priority = TicketPriority.Normal,
    [property: Id(4)] Guid? SessionId = null,
    [property: Id(5)] string? CustomerId = null)
{
    /// <summary>See <see cref="Ticket.Topic"/>.</summary>
    [Id(6)] public string? Topic { get; init; }

    /// <summary>The name that a customer without an account gives; null for the name that is known.</summary>
    [Id(7)] public string? ContactName { get; init; }

    /// <summary>See <see cref="Ticket.ContactAddress"/>.</summary>
    [Id(8)] public string? ContactAddress { get; init; }

    /// <summary>Until when it is to be resolved; staff only.</summary>
    [Id(9)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who is to look after it, one of the desk's agents; staff only. Null: somebody is chosen.</summary>
    [Id(10)] public string? AssigneeId { get; init; }
}

/// <summary>Something of a ticket changed: for its desk's staff.</summary>
/// <param name="DeskId">The desk; where the ticket went to another, both are told.</param>
/// <param name="Ticket">The ticket as it stands, without its description.</param>
[GenerateSerializer, Immutable, Alias("TicketAtDesk")]
public sealed record TicketAtDesk(string DeskId, [property: Id(0)] Ticket Ticket) : Queues.DeskEvent(DeskId);

/// <summary>Something of a ticket changed: for its customer, and for whoever got it to look after.</summary>
/// <param name="Ticket">The ticket as it stands, without its description.</param>
/// <param name="Assigned">Whether somebody else has just given it to the one who hears this.</param>
[GenerateSerializer, Immutable, Alias("TicketListed")]
public sealed record TicketListed([property: Id(0)] Ticket Ticket, [property: Id(1)] bool Assigned = false) : Presence.UserEvent;
