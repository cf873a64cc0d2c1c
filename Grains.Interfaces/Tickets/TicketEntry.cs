namespace LiveChat.Tickets;

/// <summary>What an entry of a ticket's record is.</summary>
public enum TicketEntryKind
{
    /// <summary>It was opened.</summary>
    Opened = 1,

    /// <summary>Something of it changed.</summary>
    Changed = 2,

    /// <summary>Somebody was chosen to look after it, or nobody could be.</summary>
    Chosen = 3,

    /// <summary>Somebody commented on it.</summary>
    Commented = 4,

    /// <summary>A conversation was tied to it.</summary>
    Linked = 5,
}

/// <summary>One entry of a ticket's record: who did what, and when. Entries are only ever added.</summary>
/// <param name="Seq">Its number in the ticket's record: 1, 2, 3 … without gaps.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="ById">Who did it; <c>system</c> where somebody was chosen by rule.</param>
/// <param name="ByName">The name that they went by then.</param>
/// <param name="ByRole">What they were.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Changes">What is otherwise since then.</param>
[GenerateSerializer, Immutable, Alias("TicketEntry")]
public sealed record TicketEntry(
    [property: Id(0)] long Seq,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string ById,
    [property: Id(3)] string ByName,
    [property: Id(4)] UserRole ByRole,
    [property: Id(5)] TicketEntryKind Kind,
    [property: Id(6)] FieldChange[] Changes)
{
    /// <summary>The words of a comment.</summary>
    [Id(7)] public string? Content { get; init; }

    /// <summary>Whether it is for the staff alone.</summary>
    [Id(8)] public bool Internal { get; init; }

    /// <summary>The id of a comment.</summary>
    [Id(9)] public Guid? CommentId { get; init; }

    /// <summary>The conversation that was tied to it.</summary>
    [Id(10)] public Guid? SessionId { get; init; }

    /// <summary>Why this one was chosen; null for customers.</summary>
    [Id(11)] public TicketChoice? Choice { get; init; }
}

/// <summary>A field that is otherwise than before.</summary>
/// <param name="Field">Its name on the wire: <c>status</c>, <c>priority</c>, <c>assigneeId</c>, <c>dueAt</c>, <c>subject</c>, <c>topic</c>, <c>deskId</c>.</param>
/// <param name="From">What it was, as on the wire; null for nothing.</param>
/// <param name="To">What it is.</param>
/// <param name="FromName">The name of who or what it was, where it is an id.</param>
/// <param name="ToName">The name of who or what it is.</param>
[GenerateSerializer, Immutable, Alias("FieldChange")]
public sealed record FieldChange(
    [property: Id(0)] string Field,
    [property: Id(1)] string? From,
    [property: Id(2)] string? To,
    [property: Id(3)] string? FromName = null,
    [property: Id(4)] string? ToName = null);

/// <summary>Why somebody was chosen to look after a ticket.</summary>
/// <param name="Reason"><c>skill</c> (knows most of it), <c>least_load</c> (has fewest open tickets), <c>turn</c> (the others got one later), <c>only</c> (works there alone), <c>nobody</c> (nobody works there).</param>
/// <param name="Candidates">Who was considered, the chosen one first.</param>
[GenerateSerializer, Immutable, Alias("TicketChoice")]
public sealed record TicketChoice([property: Id(0)] string Reason, [property: Id(1)] TicketCandidate[] Candidates);

/// <summary>Somebody who was considered.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">The agent's name.</param>
/// <param name="OpenTickets">How many open tickets the agent had then.</param>
/// <param name="Skills">Which of the agent's skills the ticket asked for.</param>
[GenerateSerializer, Immutable, Alias("TicketCandidate")]
public sealed record TicketCandidate(
    [property: Id(0)] string AgentId,
    [property: Id(1)] string Name,
    [property: Id(2)] int OpenTickets,
    [property: Id(3)] string[] Skills);

/// <summary>Which part of a ticket's record is asked for, the newest before a number.</summary>
/// <param name="BeforeSeq">Exclusive; null for the newest.</param>
/// <param name="Limit">At most so many, 1 to <see cref="MostEntries"/>.</param>
[GenerateSerializer, Immutable, Alias("TicketRange")]
public sealed record TicketRange([property: Id(0)] long? BeforeSeq = null, [property: Id(1)] int Limit = TicketRange.MostEntries)
{
    /// <summary>The most entries of one answer.</summary>
    public const int MostEntries = 200;
}

/// <summary>A ticket with a part of its record.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Entries">Entries that the reader may see, rising by number.</param>
/// <param name="EarlierSeq">Where to go on with what was before (see <see cref="TicketRange.BeforeSeq"/>), or null at the beginning.</param>
[GenerateSerializer, Immutable, Alias("TicketView")]
public sealed record TicketView(
    [property: Id(0)] Ticket Ticket,
    [property: Id(1)] TicketEntry[] Entries,
    [property: Id(2)] long? EarlierSeq);
