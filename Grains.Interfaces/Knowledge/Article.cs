namespace LiveChat.Knowledge;

/// <summary>What an article is.</summary>
public enum ArticleKind
{
    /// <summary>A question with its answer.</summary>
    Faq = 1,

    /// <summary>A text about a subject.</summary>
    Article = 2,
}

/// <summary>Who finds an article.</summary>
public enum ArticleStatus
{
    /// <summary>Staff only; no answer is made from it.</summary>
    Draft = 1,

    /// <summary>Everybody, and the assistant.</summary>
    Published = 2,
}

/// <summary>An article of the knowledge base as it stood in one of its versions.</summary>
/// <param name="ArticleId">Its id (UUIDv7).</param>
/// <param name="Version">1, 2, 3 …: each time it was written.</param>
/// <param name="Kind">A question with its answer, or a text.</param>
/// <param name="Status">Who finds it.</param>
/// <param name="Title">Its title; of a FAQ the question.</param>
/// <param name="Body">Its text, plain; of a FAQ the answer.</param>
/// <param name="Language"><c>zh-Hant</c>, <c>zh-Hans</c> or <c>en</c>.</param>
/// <param name="Category">What it is filed under; empty for nothing.</param>
/// <param name="Tags">Words to find it by.</param>
/// <param name="AuthorId">Who wrote this version; empty for the program.</param>
/// <param name="AuthorName">Their name then.</param>
/// <param name="CreatedAt">When its first version was written, in UTC.</param>
/// <param name="UpdatedAt">When this version was written, in UTC.</param>
[GenerateSerializer, Immutable, Alias("Article")]
public sealed record Article(
    [property: Id(0)] Guid ArticleId,
    [property: Id(1)] int Version,
    [property: Id(2)] ArticleKind Kind,
    [property: Id(3)] ArticleStatus Status,
    [property: Id(4)] string Title,
    [property: Id(5)] string Body,
    [property: Id(6)] string Language,
    [property: Id(7)] string Category,
    [property: Id(8)] string[] Tags,
    [property: Id(9)] string AuthorId,
    [property: Id(10)] string AuthorName,
    [property: Id(11)] DateTimeOffset CreatedAt,
    [property: Id(12)] DateTimeOffset UpdatedAt);

/// <summary>An article as an editor writes it.</summary>
/// <param name="Kind">A question with its answer, or a text.</param>
/// <param name="Status">Who is to find it.</param>
/// <param name="Title">1 to 300 characters.</param>
/// <param name="Body">1 to 8,000 characters.</param>
/// <param name="Language"><c>zh-Hant</c>, <c>zh-Hans</c> or <c>en</c>.</param>
/// <param name="Category">At most 60 characters; may be empty.</param>
/// <param name="Tags">At most 20, each at most 40 characters.</param>
[GenerateSerializer, Immutable, Alias("ArticleDraft")]
public sealed record ArticleDraft(
    [property: Id(0)] ArticleKind Kind,
    [property: Id(1)] ArticleStatus Status,
    [property: Id(2)] string Title,
    [property: Id(3)] string Body,
    [property: Id(4)] string Language,
    [property: Id(5)] string Category,
    [property: Id(6)] string[] Tags);

/// <summary>Which articles are meant; null passes all.</summary>
/// <param name="Kind">Of this kind.</param>
/// <param name="Status">Of this status.</param>
/// <param name="Language">In this language.</param>
/// <param name="Category">Filed under this.</param>
/// <param name="Tag">With this tag.</param>
[GenerateSerializer, Immutable, Alias("ArticleFilter")]
public sealed record ArticleFilter(
    [property: Id(0)] ArticleKind? Kind = null,
    [property: Id(1)] ArticleStatus? Status = null,
    [property: Id(2)] string? Language = null,
    [property: Id(3)] string? Category = null,
    [property: Id(4)] string? Tag = null);

/// <summary>A page of articles.</summary>
/// <param name="Articles">The one written last first.</param>
/// <param name="Next">Where to go on, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("ArticlePage")]
public sealed record ArticlePage([property: Id(0)] Article[] Articles, [property: Id(1)] string? Next)
{
    /// <summary>The most articles of one page.</summary>
    public const int Most = 100;
}

/// <summary>The versions of an article.</summary>
/// <param name="Versions">The newest first, at most <see cref="Most"/>.</param>
[GenerateSerializer, Immutable, Alias("ArticleVersions")]
public sealed record ArticleVersions([property: Id(0)] Article[] Versions)
{
    /// <summary>The most versions that are listed; older ones are kept and can be read by their number.</summary>
    public const int Most = 50;
}

/// <summary>What articles are filed under.</summary>
/// <param name="Categories">Every category that an article has, with how many have it, the fullest first.</param>
[GenerateSerializer, Immutable, Alias("CategoryList")]
public sealed record CategoryList([property: Id(0)] CategoryCount[] Categories);

/// <summary>A category.</summary>
/// <param name="Category">Its name.</param>
/// <param name="Articles">How many articles are filed under it.</param>
[GenerateSerializer, Immutable, Alias("CategoryCount")]
public sealed record CategoryCount([property: Id(0)] string Category, [property: Id(1)] int Articles);

/// <summary>What somebody searches the knowledge base for.</summary>
/// <param name="Query">What is asked, in any language; never syntax.</param>
/// <param name="Limit">At most so many, 1 to 20.</param>
/// <param name="Filter">Which articles; without a status, published ones.</param>
[GenerateSerializer, Immutable, Alias("ArticleQuery")]
public sealed record ArticleQuery([property: Id(0)] string Query, [property: Id(1)] int Limit, [property: Id(2)] ArticleFilter Filter);

/// <summary>What was found.</summary>
/// <param name="Articles">The best first.</param>
[GenerateSerializer, Immutable, Alias("FoundArticles")]
public sealed record FoundArticles([property: Id(0)] FoundArticle[] Articles);

/// <summary>An article that was found, with the part that shows why.</summary>
/// <param name="Article">The article.</param>
/// <param name="Score">Its rank; higher is better, comparable within one answer only.</param>
/// <param name="Confident">Whether it is good enough to answer with.</param>
/// <param name="Snippet">A part of its text on one line.</param>
/// <param name="Marks">Where in the snippet what was asked stands.</param>
[GenerateSerializer, Immutable, Alias("FoundArticle")]
public sealed record FoundArticle(
    [property: Id(0)] Article Article,
    [property: Id(1)] double Score,
    [property: Id(2)] bool Confident,
    [property: Id(3)] string Snippet,
    [property: Id(4)] Search.SearchMark[] Marks);
