using LiveChat.Knowledge;
using LiveChat.Search;

namespace LiveChat.WebFront.Wire;

/// <summary>All questions with their answers, the one written last first.</summary>
internal sealed record FaqList(Faq[] Entries);

/// <summary>A question with its answer, as an editor writes it.</summary>
internal sealed record FaqBody(string? Question, string? Answer, string? Language, string[]? Tags);

/// <summary>What was found, best first.</summary>
internal sealed record WireArticleHits(WireArticleHit[] Hits)
{
    public static WireArticleHits From(FoundArticles found) => new(Array.ConvertAll(found.Articles, WireArticleHit.From));
}

/// <summary>An article that was found. Of each article <c>article</c> tells what a FAQ has, whatever its kind.</summary>
internal sealed record WireArticleHit(
    Faq Article, ArticleKind Kind, ArticleStatus Status, string Category, double Score, bool Confident, string Snippet, SearchMark[] Marks)
{
    public static WireArticleHit From(FoundArticle found) => new(
        KnowledgeRules.FaqOf(found.Article), found.Article.Kind, found.Article.Status, found.Article.Category, found.Score, found.Confident, found.Snippet, found.Marks);
}

/// <summary>An article, or a version of one; lists leave its text out.</summary>
internal sealed record WireArticle(
    Guid ArticleId, int Version, ArticleKind Kind, ArticleStatus Status, string Title, string? Body, string Language, string Category, string[] Tags,
    string AuthorName, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static WireArticle From(Article article) => new(
        article.ArticleId, article.Version, article.Kind, article.Status, article.Title, article.Body, article.Language, article.Category, article.Tags,
        article.AuthorName, article.CreatedAt, article.UpdatedAt);

    public static WireArticle Brief(Article article) => From(article) with { Body = null };
}

/// <summary>A page of articles, the one written last first.</summary>
internal sealed record WireArticlePage(WireArticle[] Articles, string? Next);

/// <summary>The versions of an article, the newest first.</summary>
internal sealed record WireVersions(WireArticle[] Versions);

/// <summary>An article as an editor writes it.</summary>
/// <param name="Kind">Of a new one: <c>faq</c> without it.</param>
/// <param name="Status">Of a new one: <c>draft</c> without it.</param>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its text.</param>
/// <param name="Language">Its language.</param>
/// <param name="Category">What it is filed under.</param>
/// <param name="Tags">Words to find it by.</param>
/// <param name="Answers">Of a new one: the unanswered question that it closes.</param>
/// <param name="Version">Of a changed one: the version that the writer has seen, where <c>If-Match</c> does not name it.</param>
internal sealed record ArticleBody(
    ArticleKind? Kind, ArticleStatus? Status, string? Title, string? Body, string? Language, string? Category, string[]? Tags, Guid? Answers, int? Version);

/// <summary>Which version is to stand again.</summary>
/// <param name="Version">That version.</param>
/// <param name="Seen">The version that the writer has seen, where <c>If-Match</c> does not name it.</param>
internal sealed record RestoreBody(int? Version, int? Seen);

/// <summary>How far an import is.</summary>
internal sealed record WireImport(
    Guid ImportId, string Name, ImportState State, int Total, int Done, int Added, int Changed, int Unchanged, int Bad, BadLine[] BadLines)
{
    public static WireImport From(ImportProgress import) => new(
        import.ImportId, import.Name, import.State, import.Total, import.Done, import.Added, import.Changed, import.Unchanged, import.Bad, import.BadLines);
}

/// <summary>Questions that were not answered.</summary>
internal sealed record WireUnanswered(WireQuestion[] Questions);

/// <summary>A question that was not answered. Where it was asked is told as far as the reader may go there.</summary>
internal sealed record WireQuestion(
    Guid QuestionId, UnansweredState State, string Question, string[] Languages, int Times, DateTimeOffset FirstAskedAt, DateTimeOffset LastAskedAt, Guid? ArticleId, AskedWhere[] Askings)
{
    public static WireQuestion For(Caller caller, UnansweredQuestion question) => new(
        question.QuestionId, question.State, question.Question, question.Languages, question.Times, question.FirstAskedAt, question.LastAskedAt, question.ArticleId,
        Array.FindAll(question.Askings, asking => caller.Role is UserRole.Admin || caller.WorksAt(asking.DeskId)));
}

/// <summary>How a question is to stand.</summary>
internal sealed record QuestionBody(UnansweredState? State);
