using Orleans.Concurrency;

namespace LiveChat.Knowledge;

/// <summary>What was asked and the assistant could not answer: where the next article comes from.</summary>
/// <remarks>
/// Key: <see cref="All"/>. What was asked stands in the session's log alone: a question that was taken back, or whose session
/// is gone, is not listed.
/// </remarks>
[Alias("IUnanswered")]
public interface IUnanswered : IGrainWithStringKey
{
    /// <summary>The key of the one list there is.</summary>
    const string All = "all";

    /// <summary>The assistant could not answer this. Nobody waits for it; when too much comes at once, some is left out.</summary>
    [Alias("Record"), OneWay] Task Record(Asking asking);

    /// <summary>The questions of a state; staff only. An agent sees those of the own desks and those that no desk was asked.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="state">Open ones, or those that were dealt with.</param>
    /// <param name="order">What comes first.</param>
    /// <param name="limit">At most so many, 1 to <see cref="UnansweredList.Most"/>.</param>
    [Alias("List"), AlwaysInterleave] Task<Outcome<UnansweredList>> List(Caller caller, UnansweredState state, UnansweredOrder order, int limit);

    /// <summary>Puts a question aside, or takes it up again; staff only. One that an article answers is closed by writing it.</summary>
    [Alias("Settle"), AlwaysInterleave] Task<Refusal?> Settle(Caller caller, Guid questionId, UnansweredState state);
}

/// <summary>How an unanswered question stands.</summary>
public enum UnansweredState
{
    /// <summary>Nobody has dealt with it, or it was asked again since.</summary>
    Open = 1,

    /// <summary>An article was written from it.</summary>
    Answered = 2,

    /// <summary>Somebody put it aside.</summary>
    Dismissed = 3,
}

/// <summary>What of a list comes first.</summary>
public enum UnansweredOrder
{
    /// <summary>What was asked most often.</summary>
    Often = 1,

    /// <summary>What was asked last.</summary>
    Lately = 2,
}

/// <summary>A question that was not answered, where it was asked.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Seq">The entry that asks.</param>
/// <param name="Question">Its text.</param>
[GenerateSerializer, Immutable, Alias("Asking")]
public sealed record Asking([property: Id(0)] Guid SessionId, [property: Id(1)] long Seq, [property: Id(2)] string Question);

/// <summary>Unanswered questions.</summary>
/// <param name="Questions">The first of the order that was wished.</param>
[GenerateSerializer, Immutable, Alias("UnansweredList")]
public sealed record UnansweredList([property: Id(0)] UnansweredQuestion[] Questions)
{
    /// <summary>The most questions that are listed.</summary>
    public const int Most = 200;
}

/// <summary>A question that was asked and not answered, with all that ask the same.</summary>
/// <param name="QuestionId">Its id (UUIDv7).</param>
/// <param name="State">How it stands.</param>
/// <param name="Question">How it was asked last, as far as the reader may see it.</param>
/// <param name="Languages">The languages in which it was asked.</param>
/// <param name="Times">How often it was asked.</param>
/// <param name="FirstAskedAt">When it was asked first, in UTC.</param>
/// <param name="LastAskedAt">When it was asked last, in UTC.</param>
/// <param name="ArticleId">The article that answers it; null without one.</param>
/// <param name="Askings">Where it was asked, the newest first, at most <see cref="MostAskings"/>.</param>
[GenerateSerializer, Immutable, Alias("UnansweredQuestion")]
public sealed record UnansweredQuestion(
    [property: Id(0)] Guid QuestionId,
    [property: Id(1)] UnansweredState State,
    [property: Id(2)] string Question,
    [property: Id(3)] string[] Languages,
    [property: Id(4)] int Times,
    [property: Id(5)] DateTimeOffset FirstAskedAt,
    [property: Id(6)] DateTimeOffset LastAskedAt,
    [property: Id(7)] Guid? ArticleId,
    [property: Id(8)] AskedWhere[] Askings)
{
    /// <summary>So many places are kept for a question.</summary>
    public const int MostAskings = 10;
}

/// <summary>Where a question was asked.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Seq">The entry.</param>
/// <param name="DeskId">The session's desk; null for a talk with the assistant alone.</param>
/// <param name="AskedAt">When, in UTC.</param>
[GenerateSerializer, Immutable, Alias("AskedWhere")]
public sealed record AskedWhere(
    [property: Id(0)] Guid SessionId,
    [property: Id(1)] long Seq,
    [property: Id(2)] string? DeskId,
    [property: Id(3)] DateTimeOffset AskedAt);
