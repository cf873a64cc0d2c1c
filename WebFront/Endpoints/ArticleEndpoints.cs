using System.Globalization;
using LiveChat.Knowledge;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Articles with their versions. The ETag of an article is its version: with <c>If-Match</c> nobody's change is written over.</summary>
internal static class ArticleEndpoints
{
    private const int UsualPage = 50;
    private const int LongestCursor = 200;

    private static readonly Refusal NoETag = new(RefusalCode.Invalid, "If-Match is one ETag of the article, such as \"3\".");

    public static void MapArticles(this RouteGroupBuilder knowledge)
    {
        var articles = knowledge.MapGroup("/articles");
        articles.MapGet("", Page).LimitJoins().WithSummary("Articles without their texts, the one written last first; staff")
            .Produces<WireArticlePage>().Refuses(400, 401, 403, 413, 429, 503);
        articles.MapPost("", Create).LimitSends().WithSummary("Writes a new article; with answers, one that closes an unanswered question; staff")
            .Produces<WireArticle>(StatusCodes.Status201Created).Refuses(400, 401, 403, 413, 429, 503);
        articles.MapGet("/{id:guid}", Read).LimitJoins().WithSummary("An article; drafts for staff only")
            .Produces<WireArticle>().Refuses(401, 404, 429, 503);
        articles.MapPut("/{id:guid}", Rewrite).LimitSends().WithSummary("Writes the next version; staff")
            .Produces<WireArticle>().Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        articles.MapDelete("/{id:guid}", Discard).LimitSends().WithSummary("Removes an article with its versions; staff")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 429, 503);
        articles.MapGet("/{id:guid}/versions", Versions).LimitJoins().WithSummary("The newest 50 versions without their texts; staff")
            .Produces<WireVersions>().Refuses(401, 403, 404, 429, 503);
        articles.MapGet("/{id:guid}/versions/{version}", Version).LimitJoins().WithSummary("One version; staff")
            .Produces<WireArticle>().Refuses(400, 401, 403, 404, 429, 503);
        articles.MapPost("/{id:guid}/restore", Restore).LimitSends().WithSummary("Writes an earlier version anew, as the next; staff")
            .Produces<WireArticle>().Refuses(400, 401, 403, 404, 409, 429, 503);
        knowledge.MapGet("/categories", Categories).LimitJoins().WithSummary("What articles are filed under, the fullest first; staff")
            .Produces<CategoryList>().Refuses(401, 403, 429, 503);
    }

    private static async Task<IResult> Page(
        string? kind, string? status, string? language, string? category, string? tag, string? after, int? limit, HttpContext http, IGrainFactory grains)
    {
        if ((KnowledgeEndpoints.Filter(kind, status, language, category, tag, out var filter) ?? Input.RefuseText(after, "after", LongestCursor)) is { } refusal) return Problems.From(refusal);
        var page = await Base(grains).Page(http.Caller(), filter, after, limit ?? UsualPage);
        return Answers.Ok(page, found => new WireArticlePage(Array.ConvertAll(found.Articles, WireArticle.Brief), found.Next));
    }

    private static async Task<IResult> Create(ArticleBody body, HttpContext http, IGrainFactory grains)
    {
        var draft = DraftOf(body);
        if (draft.Value is null) return Problems.From(draft.Refusal!);
        var outcome = await Base(grains).Create(http.Caller(), draft.Value, body.Answers);
        if (outcome.Value is not { } article) return Problems.From(outcome.Refusal!);
        Tag(http, article);
        return TypedResults.Created($"/api/knowledge/articles/{article.ArticleId}", WireArticle.From(article));
    }

    private static async Task<IResult> Read(Guid id, HttpContext http, IGrainFactory grains) => Tagged(http, await Base(grains).Read(http.Caller(), id));

    private static async Task<IResult> Rewrite(Guid id, ArticleBody body, HttpContext http, IGrainFactory grains)
    {
        var draft = DraftOf(body);
        var noETag = SeenVersion(http, out var seen);
        if ((draft.Refusal ?? noETag) is { } refusal) return Problems.From(refusal);
        return Tagged(http, await Base(grains).Rewrite(http.Caller(), id, draft.Value!, seen ?? body.Version));
    }

    private static async Task<IResult> Restore(Guid id, RestoreBody body, HttpContext http, IGrainFactory grains)
    {
        if (body.Version is not { } version) return Problems.From(new(RefusalCode.Invalid, "version is asked for."));
        if (SeenVersion(http, out var seen) is { } refusal) return Problems.From(refusal);
        return Tagged(http, await Base(grains).Restore(http.Caller(), id, version, seen ?? body.Seen));
    }

    private static async Task<IResult> Discard(Guid id, HttpContext http, IGrainFactory grains) => Answers.NoContent(await Base(grains).Discard(http.Caller(), id));

    private static async Task<IResult> Versions(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await Base(grains).Versions(http.Caller(), id), found => new WireVersions(Array.ConvertAll(found.Versions, WireArticle.Brief)));

    private static async Task<IResult> Version(Guid id, int version, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await Base(grains).Version(http.Caller(), id, version), WireArticle.From);

    private static async Task<IResult> Categories(HttpContext http, IGrainFactory grains) => Answers.Ok(await Base(grains).Categories(http.Caller()), list => list);

    private static Outcome<ArticleDraft> DraftOf(ArticleBody body)
    {
        if (body is not { Title: { } title, Body: { } text, Language: { } language }) return new Refusal(RefusalCode.Invalid, "title, body and language are asked for.");
        if (body.Tags is { Length: > KnowledgeRules.MostTags } || (body.Tags is { } tags && Array.Exists(tags, tag => tag is null)))
            return new Refusal(RefusalCode.Invalid, $"tags are at most {KnowledgeRules.MostTags} words.");
        if ((Input.RefuseNul(title, "title") ?? Input.RefuseNul(text, "body") ?? Input.RefuseNul(body.Category, "category")) is { } refusal) return refusal;
        return new ArticleDraft(body.Kind ?? ArticleKind.Faq, body.Status ?? ArticleStatus.Draft, title, text, language, body.Category ?? "", body.Tags ?? []);
    }

    private static Refusal? SeenVersion(HttpContext http, out int? seen)
    {
        seen = null;
        var given = http.Request.Headers.IfMatch.ToString();
        if (given.Length is 0 || given is "*") return null;
        if (!EntityTagHeaderValue.TryParse(given, out var tag) || tag.IsWeak || !int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return NoETag;
        seen = version;
        return null;
    }

    private static IResult Tagged(HttpContext http, Outcome<Article> outcome)
    {
        if (outcome.Value is { } article) Tag(http, article);
        return Answers.Ok(outcome, WireArticle.From);
    }

    private static void Tag(HttpContext http, Article article) =>
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{article.Version}\"");

    private static IKnowledgeBase Base(IGrainFactory grains) => grains.GetGrain<IKnowledgeBase>(IKnowledgeBase.Everything);
}
