using Orleans.Concurrency;

namespace LiveChat.Knowledge;

/// <summary>The knowledge base: articles with their versions, and the search over them.</summary>
/// <remarks>
/// Key: <see cref="Everything"/>. It keeps nothing in memory: the index stands in the database, so any silo may answer, and
/// what was written is in every answer after it.
/// </remarks>
[Alias("IKnowledgeBase")]
public interface IKnowledgeBase : IGrainWithStringKey
{
    /// <summary>The key of the one knowledge base there is.</summary>
    const string Everything = "all";

    /// <summary>The best published articles for what is asked, best first. Query text is never syntax.</summary>
    /// <param name="query">What is asked, in any language.</param>
    /// <param name="limit">At most so many, 1 to 20.</param>
    [Alias("Search")] Task<ArticleHit[]> Search(string query, int limit);

    /// <summary>The same for people: with filters and snippets. Drafts are found by staff only, and only when asked for.</summary>
    [Alias("Find"), AlwaysInterleave] Task<Outcome<FoundArticles>> Find(Caller caller, ArticleQuery query);

    /// <summary>An article as it stands; one that is a draft only for staff.</summary>
    [Alias("Read"), AlwaysInterleave] Task<Outcome<Article>> Read(Caller caller, Guid articleId);

    /// <summary>A page of articles, the one written last first; staff only.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="filter">Which articles.</param>
    /// <param name="after">Where the last page ended, or null.</param>
    /// <param name="limit">At most so many, 1 to <see cref="ArticlePage.Most"/>.</param>
    [Alias("Page"), AlwaysInterleave] Task<Outcome<ArticlePage>> Page(Caller caller, ArticleFilter filter, string? after, int limit);

    /// <summary>What articles are filed under; staff only.</summary>
    [Alias("Categories"), AlwaysInterleave] Task<Outcome<CategoryList>> Categories(Caller caller);

    /// <summary>Writes a new article; staff only.</summary>
    /// <param name="caller">Who writes.</param>
    /// <param name="draft">The article.</param>
    /// <param name="answers">The unanswered question that it answers, which is closed by it; or null.</param>
    [Alias("Create")] Task<Outcome<Article>> Create(Caller caller, ArticleDraft draft, Guid? answers);

    /// <summary>Writes the next version of an article; staff only.</summary>
    /// <param name="caller">Who writes.</param>
    /// <param name="articleId">Which article.</param>
    /// <param name="draft">How it is to stand.</param>
    /// <param name="version">The version that the writer has seen: refused as a conflict when there is a newer one. Null writes over whatever stands.</param>
    [Alias("Rewrite")] Task<Outcome<Article>> Rewrite(Caller caller, Guid articleId, ArticleDraft draft, int? version);

    /// <summary>Writes an earlier version anew, as the next; staff only.</summary>
    [Alias("Restore")] Task<Outcome<Article>> Restore(Caller caller, Guid articleId, int earlier, int? version);

    /// <summary>Removes an article with all its versions; staff only.</summary>
    [Alias("Discard")] Task<Refusal?> Discard(Caller caller, Guid articleId);

    /// <summary>The versions of an article; staff only.</summary>
    [Alias("Versions"), AlwaysInterleave] Task<Outcome<ArticleVersions>> Versions(Caller caller, Guid articleId);

    /// <summary>One version of an article; staff only.</summary>
    [Alias("Version"), AlwaysInterleave] Task<Outcome<Article>> Version(Caller caller, Guid articleId, int version);

    /// <summary>The published questions with their answers, the one written last first; at most <see cref="MostFaqs"/>.</summary>
    [Alias("List"), AlwaysInterleave] Task<Faq[]> List();

    /// <summary>Writes a new question with its answer, published; staff only.</summary>
    [Alias("Add")] Task<Outcome<Faq>> Add(Caller caller, FaqDraft draft);

    /// <summary>Changes one; staff only.</summary>
    [Alias("Change")] Task<Outcome<Faq>> Change(Caller caller, Guid faqId, FaqDraft draft);

    /// <summary>Removes one; staff only.</summary>
    [Alias("Remove")] Task<Refusal?> Remove(Caller caller, Guid faqId);

    /// <summary>So many questions are listed at once; articles are read page by page.</summary>
    const int MostFaqs = 500;
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
