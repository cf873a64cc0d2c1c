using LiveChat.Knowledge;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The knowledge base.</summary>
internal static class KnowledgeEndpoints
{
    private const int LongestQuery = 500;
    private const int UsualHits = 5;
    private const int MostHits = 20;
    private const int MostTags = 20;

    public static void MapKnowledge(this RouteGroupBuilder api)
    {
        var knowledge = api.MapGroup("/knowledge").WithTags("Knowledge");
        knowledge.MapGet("/search", Search).LimitJoins().WithSummary("The best articles for what is asked, best first")
            .Produces<FaqHits>().Refuses(400, 401, 413, 429, 503);
        knowledge.MapGet("/faq", List).LimitJoins().WithSummary("All entries, newest first")
            .Produces<FaqList>().Refuses(401, 429, 503);
        knowledge.MapPost("/faq", Add).LimitSends().WithSummary("Writes a new entry; agents and admins")
            .Produces<Faq>(StatusCodes.Status201Created).Refuses(400, 401, 403, 413, 429, 503);
        knowledge.MapPut("/faq/{id:guid}", Change).LimitSends().WithSummary("Changes an entry; agents and admins")
            .Produces<Faq>().Refuses(400, 401, 403, 404, 413, 429, 503);
        knowledge.MapDelete("/faq/{id:guid}", Remove).LimitSends().WithSummary("Removes an entry; agents and admins")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 429, 503);
    }

    private static async Task<IResult> Search(string? q, int? limit, IGrainFactory grains)
    {
        if (string.IsNullOrWhiteSpace(q)) return Problems.From(new(RefusalCode.Invalid, "q, what is asked, is missing."));
        if (limit is < 1 or > MostHits) return Problems.From(new(RefusalCode.Invalid, $"limit is 1 to {MostHits}."));
        if (Input.RefuseText(q, "q", LongestQuery) is { } refusal) return Problems.From(refusal);
        return TypedResults.Ok(new FaqHits(await Base(grains).Search(q, limit ?? UsualHits)));
    }

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
