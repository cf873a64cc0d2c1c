using LiveChat.Audit;

namespace LiveChat.Knowledge;

/// <summary>The stored articles. What it writes stands in the index with the same commit.</summary>
public interface IArticleStore
{
    /// <summary>An article as it stands, or null.</summary>
    Task<Article?> Find(Guid articleId, CancellationToken token);

    /// <summary>A page, the one written last first.</summary>
    /// <exception cref="FormatException"><paramref name="after"/> is not what a page answered.</exception>
    Task<ArticlePage> Page(ArticleFilter filter, string? after, int limit, CancellationToken token);

    /// <summary>The newest versions of an article, newest first; empty when there is none.</summary>
    Task<Article[]> Versions(Guid articleId, int limit, CancellationToken token);

    /// <summary>One version of an article, or null.</summary>
    Task<Article?> Version(Guid articleId, int version, CancellationToken token);

    /// <summary>What articles are filed under, the fullest first.</summary>
    Task<CategoryCount[]> Categories(int limit, CancellationToken token);

    /// <summary>Those of the titles that stand, by language and title.</summary>
    Task<Article[]> Titled((string Language, string Title)[] titles, CancellationToken token);

    /// <summary>
    /// Writes versions, in one transaction with the deed: version 1 is a new article, any other must follow what stands.
    /// Nothing is written unless all can be.
    /// </summary>
    /// <param name="articles">Each article once.</param>
    /// <param name="deed">What is recorded of it, or null.</param>
    /// <param name="answers">The unanswered question that the first of them closes, or null.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>False when one of them does not follow what stands.</returns>
    Task<bool> Save(Article[] articles, AuditEntry? deed, Guid? answers, CancellationToken token);

    /// <summary>Removes an article with its versions; false when there was none.</summary>
    Task<bool> Remove(Guid articleId, AuditEntry deed, CancellationToken token);
}
