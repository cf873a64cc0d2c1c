namespace LiveChat.Tickets;

/// <summary>Which tickets are asked for; null passes all.</summary>
[GenerateSerializer, Immutable, Alias("TicketQuery")]
public sealed record TicketQuery
{
    /// <summary>The most tickets of one page.</summary>
    public const int MostTickets = 100;

    /// <summary>What is given when no limit is named.</summary>
    public const int UsualTickets = 30;

    /// <summary>How many tickets, from the page's beginning on, are looked through for a text.</summary>
    public const int MostSearched = 5_000;

    /// <summary>The desk, which must be the agent's; null for all of the caller's.</summary>
    [Id(0)] public string? DeskId { get; init; }

    /// <summary>Whose matter it is. Customers get their own whether they name themselves or not; an agent who names themselves gets what they opened as a customer.</summary>
    [Id(1)] public string? CustomerId { get; init; }

    /// <summary>Who looks after it; empty for what nobody does.</summary>
    [Id(2)] public string? AssigneeId { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)] public TicketStatus? Status { get; init; }

    /// <summary>What is pending or in progress, the most pressing first and then the oldest; else the newest first.</summary>
    [Id(4)] public bool Open { get; init; }

    /// <summary>Its number, or a part of its subject or of the customer's name.</summary>
    [Id(5)] public string? Text { get; init; }

    /// <summary>What the page before answered; null for the first.</summary>
    [Id(6)] public string? Next { get; init; }

    /// <summary>At most so many, 1 to <see cref="MostTickets"/>.</summary>
    [Id(7)] public int Limit { get; init; } = UsualTickets;
}

/// <summary>A page of tickets, without their descriptions.</summary>
/// <param name="Tickets">In the order asked for.</param>
/// <param name="Next">Where to go on, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("TicketPage")]
public sealed record TicketPage([property: Id(0)] Ticket[] Tickets, [property: Id(1)] string? Next);
