using System.Text.Json;
using LiveChat.Knowledge;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Knowledge;

/// <summary>An article, or a version of one, as a row.</summary>
internal sealed class ArticleRow
{
    public long Number { get; init; }

    public Guid ArticleId { get; init; }

    public int Version { get; init; }

    public int Kind { get; init; }

    public int Status { get; init; }

    public string Language { get; init; } = "";

    public string Category { get; init; } = "";

    public string Title { get; init; } = "";

    public string Body { get; init; } = "";

    public string Tags { get; init; } = "[]";

    public string AuthorId { get; init; } = "";

    public string AuthorName { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public Article ToArticle() => new(
        ArticleId, Version, (ArticleKind)Kind, (ArticleStatus)Status, Title, Body, Language, Category,
        JsonSerializer.Deserialize(Tags, StoredJson.Default.StringArray) ?? [], AuthorId, AuthorName, CreatedAt, UpdatedAt);

    /// <summary>The parameters of an article.</summary>
    public static object Of(Article article, long number) => new
    {
        number,
        article_id = article.ArticleId,
        version = article.Version,
        kind = (int)article.Kind,
        status = (int)article.Status,
        language = article.Language,
        category = article.Category,
        title = article.Title,
        body = article.Body,
        tags = JsonSerializer.Serialize(article.Tags, StoredJson.Default.StringArray),
        author_id = article.AuthorId,
        author_name = article.AuthorName,
        created_at = article.CreatedAt,
        updated_at = article.UpdatedAt,
        edition = ArticleTerms.Edition,
    };
}

/// <summary>An article's terms as a row of the index.</summary>
internal sealed class TermsRow
{
    public long Number { get; init; }

    public string Shelf { get; init; } = "";

    public string TitleTerms { get; init; } = "";

    public string TagTerms { get; init; } = "";

    public string BodyTerms { get; init; } = "";

    public int Length { get; init; }

    /// <summary>The tokens whose frequency counts, as they were counted.</summary>
    public IEnumerable<string> Counted => $"{TitleTerms} {TagTerms} {BodyTerms}".Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Distinct(StringComparer.Ordinal).Select(term => ArticleTerms.Term(Shelf[0], term));
}
