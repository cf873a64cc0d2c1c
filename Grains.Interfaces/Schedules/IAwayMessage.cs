using LiveChat.Tickets;
using Orleans.Concurrency;

namespace LiveChat.Schedules;

/// <summary>A message left where nobody comes: it becomes a ticket of the same id.</summary>
/// <remarks>Key: the message's id, given by who leaves it.</remarks>
[Alias("IAwayMessage")]
public interface IAwayMessage : IGrainWithGuidKey
{
    /// <summary>
    /// Leaves it, whether the desk is closed or not. The same again is the same ticket. Where the ticket was opened already for
    /// a wish that nobody came to, what is said now is added to it.
    /// </summary>
    [Alias("Leave")] Task<Outcome<Ticket>> Leave(Caller caller, AwayDraft draft);

    /// <summary>Keeps a wish for a person that nobody came to before the desk closed, then tells the session. Repeated until the session has heard.</summary>
    [Alias("Keep"), OneWay] Task Keep(UnansweredWish wish);
}

/// <summary>What somebody leaves.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Name">Who they are.</param>
/// <param name="Address">Where to answer to: an e-mail address.</param>
/// <param name="Text">What it is about.</param>
/// <param name="SessionId">The conversation that it goes on from; null without one.</param>
[GenerateSerializer, Immutable, Alias("AwayDraft")]
public sealed record AwayDraft(
    [property: Id(0)] string DeskId,
    [property: Id(1)] string Name,
    [property: Id(2)] string Address,
    [property: Id(3)] string Text,
    [property: Id(4)] Guid? SessionId);

/// <summary>A wish for a person that nobody came to.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="DeskId">The desk at which it waits.</param>
/// <param name="Customer">Whose wish it is.</param>
/// <param name="About">What it is about; may be empty.</param>
/// <param name="OpensAt">When somebody will be there again, in UTC; null when that is not known.</param>
[GenerateSerializer, Immutable, Alias("UnansweredWish")]
public sealed record UnansweredWish(
    [property: Id(0)] Guid SessionId,
    [property: Id(1)] string DeskId,
    [property: Id(2)] Caller Customer,
    [property: Id(3)] string About,
    [property: Id(4)] DateTimeOffset? OpensAt);
