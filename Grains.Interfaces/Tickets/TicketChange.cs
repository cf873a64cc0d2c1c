namespace LiveChat.Tickets;

/// <summary>What of a ticket is to be otherwise; null leaves it as it is. A customer may name the status alone.</summary>
[GenerateSerializer, Immutable, Alias("TicketChange")]
public sealed record TicketChange
{
    /// <summary>
    /// Where it is to stand. From resolved or closed, pending and in progress reopen it. In progress needs somebody who looks
    /// after it: an agent who sets it becomes the assignee when there is none.
    /// </summary>
    [Id(0)] public TicketStatus? Status { get; init; }

    /// <summary>How much it presses.</summary>
    [Id(1)] public TicketPriority? Priority { get; init; }

    /// <summary>Who looks after it, one of the desk's agents; empty for nobody.</summary>
    [Id(2)] public string? AssigneeId { get; init; }

    /// <summary>Somebody is chosen anew, by skill and load. Not together with <see cref="AssigneeId"/>.</summary>
    [Id(3)] public bool AutoAssign { get; init; }

    /// <summary>Until when it is to be resolved.</summary>
    [Id(4)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>There is no time any more until which it is to be resolved.</summary>
    [Id(5)] public bool NoDueAt { get; init; }

    /// <summary>What it is about.</summary>
    [Id(6)] public string? Subject { get; init; }

    /// <summary>See <see cref="Ticket.Topic"/>; empty for none.</summary>
    [Id(7)] public string? Topic { get; init; }

    /// <summary>The desk that is to look after it; somebody is chosen there unless named.</summary>
    [Id(8)] public string? DeskId { get; init; }
}

/// <summary>What a change came to.</summary>
/// <param name="Ticket">The ticket as it stands; in a conflict as the caller may see it. Null when refused otherwise.</param>
/// <param name="Refusal">Why not; null when it was done.</param>
/// <param name="Since">In a conflict, what happened since the caller's revision; else empty.</param>
[GenerateSerializer, Immutable, Alias("TicketAnswer")]
public sealed record TicketAnswer([property: Id(0)] Ticket? Ticket, [property: Id(1)] Refusal? Refusal, [property: Id(2)] TicketEntry[] Since)
{
    /// <summary>It was done.</summary>
    public static implicit operator TicketAnswer(Ticket ticket) => new(ticket, null, []);

    /// <summary>It was refused.</summary>
    public static implicit operator TicketAnswer(Refusal refusal) => new(null, refusal, []);
}

/// <summary>A comment as somebody writes it.</summary>
/// <param name="CommentId">Its id, given by the writer: the same again is the same comment.</param>
/// <param name="Content">The words.</param>
/// <param name="Internal">Whether it is for the staff alone.</param>
[GenerateSerializer, Immutable, Alias("NewComment")]
public sealed record NewComment([property: Id(0)] Guid CommentId, [property: Id(1)] string Content, [property: Id(2)] bool Internal);
