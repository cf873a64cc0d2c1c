using LiveChat.QuickReplies;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>What agents say often: their own, and their desks'.</summary>
internal static class QuickReplyEndpoints
{
    public static void MapQuickReplies(this RouteGroupBuilder api)
    {
        var replies = api.MapGroup("/quick-replies").WithTags("Quick replies");
        replies.MapGet("", List).LimitJoins().WithSummary("The caller's own quick replies and those of a desk, or of all desks of the caller; staff only")
            .Produces<QuickReplyList>().Refuses(400, 401, 403, 429, 503);
        replies.MapPost("", Add).LimitSends().WithSummary("Writes one: an agent's own, or with deskId a desk's, by an admin")
            .Produces<QuickReply>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        replies.MapPut("/{id:guid}", Change).LimitSends().WithSummary("Changes one")
            .Produces<QuickReply>().Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        replies.MapDelete("/{id:guid}", Remove).LimitSends().WithSummary("Removes one")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 429, 503);
    }

    private static async Task<IResult> List(string? deskId, HttpContext http, IGrainFactory grains) =>
        Input.RefuseId(deskId, "deskId") is { } refusal ? Problems.From(refusal) : Answers.Ok(await Shelf(grains).List(http.Caller(), deskId), list => list);

    private static async Task<IResult> Add(QuickReplyBody body, HttpContext http, IGrainFactory grains)
    {
        var draft = DraftOf(body);
        if (draft.Value is null) return Problems.From(draft.Refusal!);
        var outcome = await Shelf(grains).Add(http.Caller(), draft.Value);
        return outcome.Value is { } reply ? TypedResults.Created($"/api/quick-replies/{reply.Id}", reply) : Problems.From(outcome.Refusal!);
    }

    private static async Task<IResult> Change(Guid id, QuickReplyBody body, HttpContext http, IGrainFactory grains)
    {
        var draft = DraftOf(body);
        if (draft.Value is null) return Problems.From(draft.Refusal!);
        return Answers.Ok(await Shelf(grains).Change(http.Caller(), id, draft.Value), reply => reply);
    }

    private static async Task<IResult> Remove(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.NoContent(await Shelf(grains).Remove(http.Caller(), id));

    private static Outcome<QuickReplyDraft> DraftOf(QuickReplyBody body)
    {
        if (body is not { Shortcut: { } shortcut, Content: { } content }) return new Refusal(RefusalCode.Invalid, "shortcut and content are asked for.");
        if ((Input.RefuseId(body.DeskId, "deskId") ?? Input.RefuseNul(content, "content")) is { } refusal) return refusal;
        return new QuickReplyDraft(body.DeskId, shortcut, content);
    }

    private static IQuickReplies Shelf(IGrainFactory grains) => grains.GetGrain<IQuickReplies>(IQuickReplies.All);
}
