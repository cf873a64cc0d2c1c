using LiveChat.Sessions;

namespace LiveChat.Desks;

/// <summary>The conversations of a desk, page by page, for its staff and for admins.</summary>
/// <remarks>Key: the desk's id. What changes in them comes on the desk's stream.</remarks>
[Alias("IDeskSessions")]
public interface IDeskSessions : IGrainWithStringKey
{
    /// <summary>Conversations in which something was said, newest first.</summary>
    [Alias("List")] Task<Outcome<DeskSessionPage>> List(Caller caller, DeskSessionQuery query);
}

/// <summary>Which conversations of a desk are asked for.</summary>
/// <param name="Closed">Those that have ended; else those that have not.</param>
/// <param name="AssigneeId">Those that this agent has; null for all.</param>
/// <param name="CustomerId">Those that this customer began, ended or not; null for all.</param>
/// <param name="Next">What the page before answered; null for the first.</param>
/// <param name="Limit">At most so many, 1 to <see cref="MostSessions"/>.</param>
[GenerateSerializer, Immutable, Alias("DeskSessionQuery")]
public sealed record DeskSessionQuery(
    [property: Id(0)] bool Closed,
    [property: Id(1)] string? AssigneeId,
    [property: Id(2)] string? CustomerId,
    [property: Id(3)] string? Next,
    [property: Id(4)] int Limit)
{
    /// <summary>The most of one page.</summary>
    public const int MostSessions = 100;
}

/// <summary>A conversation as a row of the desk's list.</summary>
/// <param name="Header">The conversation.</param>
/// <param name="CustomerName">Who began it.</param>
/// <param name="LastLine">The beginning of what was said last; null where it is not known anew.</param>
/// <param name="LastType">Who said it.</param>
/// <param name="Language">The language it shows: <c>zh-Hant</c>, <c>zh-Hans</c>, <c>en</c>; null when it shows none.</param>
[GenerateSerializer, Immutable, Alias("DeskSession")]
public sealed record DeskSession(
    [property: Id(0)] SessionHeader Header,
    [property: Id(1)] string CustomerName,
    [property: Id(2)] string? LastLine,
    [property: Id(3)] MessageType? LastType,
    [property: Id(4)] string? Language);

/// <summary>A page of a desk's conversations.</summary>
/// <param name="Sessions">The conversations, newest first.</param>
/// <param name="Next">What to ask the next page with; null after the last.</param>
[GenerateSerializer, Immutable, Alias("DeskSessionPage")]
public sealed record DeskSessionPage([property: Id(0)] DeskSession[] Sessions, [property: Id(1)] string? Next);
