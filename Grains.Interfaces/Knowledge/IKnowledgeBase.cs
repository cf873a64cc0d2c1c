using Orleans.Concurrency;

namespace LiveChat.Knowledge;

/// <summary>The knowledge base: questions with their answers, and the search over them.</summary>
/// <remarks>Key: <see cref="Everything"/>. The index is kept in memory and rebuilt from the database when it activates.</remarks>
[Alias("IKnowledgeBase")]
public interface IKnowledgeBase : IGrainWithStringKey
{
    /// <summary>The key of the one knowledge base there is.</summary>
    const string Everything = "all";

    /// <summary>The best articles for what is asked, best first. Query text is never syntax.</summary>
    /// <param name="query">What is asked, in any language.</param>
    /// <param name="limit">At most so many, 1 to 20.</param>
    [Alias("Search"), AlwaysInterleave] Task<ArticleHit[]> Search(string query, int limit);

    /// <summary>All entries, newest first.</summary>
    [Alias("List"), AlwaysInterleave] Task<Faq[]> List();

    /// <summary>Writes a new entry; agents and admins.</summary>
    [Alias("Add")] Task<Outcome<Faq>> Add(Caller caller, FaqDraft draft);

    /// <summary>Changes an entry; agents and admins.</summary>
    [Alias("Change")] Task<Outcome<Faq>> Change(Caller caller, Guid faqId, FaqDraft draft);

    /// <summary>Removes an entry; agents and admins.</summary>
    [Alias("Remove")] Task<Refusal?> Remove(Caller caller, Guid faqId);
}

/// <summary>A question with its answer.</summary>
/// <param name="FaqId">Its id (UUIDv7).</param>
/// <param name="Question">The question, also its title.</param>
/// <param name="Answer">The answer, plain text.</param>
/// <param name="Language"><c>zh-Hant</c>, <c>zh-Hans</c> or <c>en</c>.</param>
/// <param name="Tags">Words to find it by.</param>
/// <param name="UpdatedAt">When it was last written, in UTC.</param>
[GenerateSerializer, Immutable, Alias("Faq")]
public sealed record Faq(
    [property: Id(0)] Guid FaqId,
    [property: Id(1)] string Question,
    [property: Id(2)] string Answer,
    [property: Id(3)] string Language,
    [property: Id(4)] string[] Tags,
    [property: Id(5)] DateTimeOffset UpdatedAt);

/// <summary>What an editor writes.</summary>
/// <param name="Question">1 to 300 characters.</param>
/// <param name="Answer">1 to 8,000 characters.</param>
/// <param name="Language"><c>zh-Hant</c>, <c>zh-Hans</c> or <c>en</c>.</param>
/// <param name="Tags">At most 20, each at most 40 characters.</param>
[GenerateSerializer, Immutable, Alias("FaqDraft")]
public sealed record FaqDraft(
    [property: Id(0)] string Question,
    [property: Id(1)] string Answer,
    [property: Id(2)] string Language,
    [property: Id(3)] string[] Tags);

/// <summary>An article that was found.</summary>
/// <param name="Article">The article.</param>
/// <param name="Score">Its rank; higher is better, comparable within one answer only.</param>
/// <param name="Confident">Whether it is good enough to answer with.</param>
[GenerateSerializer, Immutable, Alias("ArticleHit")]
public sealed record ArticleHit(
    [property: Id(0)] Faq Article,
    [property: Id(1)] double Score,
    [property: Id(2)] bool Confident);
