using LiveChat.Knowledge;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The knowledge base as everybody reads it: search, recommendations, questions with their answers.</summary>
internal static class KnowledgeEndpoints
{
    private const int UsualHits = 5;
    private const int UsualRecommended = 3;
    private const int MostTags = 20;

    public static void MapKnowledge(this RouteGroupBuilder api)
    {
        var knowledge = api.MapGroup("/knowledge").WithTags("Knowledge");
        knowledge.MapGet("/search", Search).LimitJoins().WithSummary("The best published articles for what is asked, best first; staff may ask for drafts")
            .Produces<WireArticleHits>().Refuses(400, 401, 413, 429, 503);
        knowledge.MapGet("/recommend", Recommend).LimitJoins().WithSummary("Published articles that fit what is being said in a session, best first; who may read it")
            .Produces<WireArticleHits>().Refuses(400, 401, 404, 429, 503);
        knowledge.MapGet("/faq", List).LimitJoins().WithSummary("The published questions with their answers, the one written last first, at most 500")
            .Produces<FaqList>().Refuses(401, 429, 503);
        knowledge.MapPost("/faq", Add).LimitSends().WithSummary("Writes a new one, published; staff")
            .Produces<Faq>(StatusCodes.Status201Created).Refuses(400, 401, 403, 413, 429, 503);
        knowledge.MapPut("/faq/{id:guid}", Change).LimitSends().WithSummary("Changes one; staff")
            .Produces<Faq>().Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        knowledge.MapDelete("/faq/{id:guid}", Remove).LimitSends().WithSummary("Removes one; staff")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 429, 503);
        knowledge.MapArticles();
        knowledge.MapImports();
        knowledge.MapUnanswered();
    }

    /// <summary>The filter that a query names; refused where a word of it is none.</summary>
    public static Refusal? Filter(string? kind, string? status, string? language, string? category, string? tag, out ArticleFilter filter)
    {
        var noKind = Input.RefuseWord<ArticleKind>(Input.Given(kind), "kind", out var wantedKind);
        var noStatus = Input.RefuseWord<ArticleStatus>(Input.Given(status), "status", out var wantedStatus);
        filter = new(wantedKind, wantedStatus, Input.Given(language), Input.Given(category), Input.Given(tag));
        if (filter.Language is { } named && !Language.All.Contains(named)) return new(RefusalCode.Invalid, $"language is one of {string.Join(", ", Language.All)}.");
        return noKind ?? noStatus ?? Input.RefuseText(category, "category", KnowledgeRules.LongestCategory) ?? Input.RefuseText(tag, "tag", KnowledgeRules.LongestTag);
    }

    private static async Task<IResult> Search(
        string? q, int? limit, string? kind, string? status, string? language, string? category, string? tag, HttpContext http, IGrainFactory grains)
    {
        if (string.IsNullOrWhiteSpace(q)) return Problems.From(new(RefusalCode.Invalid, "q, what is asked, is missing."));
        var noFilter = Filter(kind, status, language, category, tag, out var filter);
        if ((Input.RefuseText(q, "q", KnowledgeRules.LongestQuery) ?? noFilter) is { } refusal) return Problems.From(refusal);
        filter = filter with { Status = filter.Status ?? ArticleStatus.Published };
        return Answers.Ok(await Base(grains).Find(http.Caller(), new(q, limit ?? UsualHits, filter)), WireArticleHits.From);
    }

    private static async Task<IResult> Recommend(Guid? sessionId, int? limit, HttpContext http, IGrainFactory grains) => sessionId is { } id
        ? Answers.Ok(await grains.GetGrain<IRecommender>(id).Recommend(http.Caller(), limit ?? UsualRecommended), WireArticleHits.From)
        : Problems.From(new(RefusalCode.Invalid, "sessionId is missing."));

    private static async Task<IResult> List(IGrainFactory grains) => TypedResults.Ok(new FaqList(await Base(grains).List()));

    private static async Task<IResult> Add(FaqBody body, HttpContext http, IGrainFactory grains)
    {
        var draft = DraftOf(body);
        if (draft.Value is null) return Problems.From(draft.Refusal!);
        var outcome = await Base(grains).Add(http.Caller(), draft.Value);
        return outcome.Value is { } faq ? TypedResults.Created($"/api/knowledge/faq/{faq.FaqId}", faq) : Problems.From(outcome.Refusal!);
    }

    private static async Task<IResult> Change(Guid id, FaqBody body, HttpContext http, IGrainFactory grains)
    {
        var draft = DraftOf(body);
        if (draft.Value is null) return Problems.From(draft.Refusal!);
        return Answers.Ok(await Base(grains).Change(http.Caller(), id, draft.Value), faq => faq);
    }

    private static async Task<IResult> Remove(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.NoContent(await Base(grains).Remove(http.Caller(), id));

    private static Outcome<FaqDraft> DraftOf(FaqBody body)
    {
        if (body is not { Question: { } question, Answer: { } answer, Language: { } language })
            return new Refusal(RefusalCode.Invalid, "question, answer and language are asked for.");
        if (body.Tags is { Length: > MostTags } || (body.Tags is { } tags && Array.Exists(tags, tag => tag is null)))
            return new Refusal(RefusalCode.Invalid, $"tags are at most {MostTags} words.");
        if ((Input.RefuseNul(question, "question") ?? Input.RefuseNul(answer, "answer")) is { } refusal) return refusal;
        return new FaqDraft(question, answer, language, body.Tags ?? []);
    }

    private static IKnowledgeBase Base(IGrainFactory grains) => grains.GetGrain<IKnowledgeBase>(IKnowledgeBase.Everything);
}
