using LiveChat.Desks;
using LiveChat.Sessions;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>A desk's conversations, and each in short.</summary>
internal static class DeskSessionEndpoints
{
    private const int UsualPage = 50;
    private const int LongestCursor = 200;

    public static void MapDeskSessions(this RouteGroupBuilder api)
    {
        api.MapGet("/desks/{id}/sessions", List).LimitJoins().WithTags("Desks").WithSummary("A desk's conversations in which something was said, newest first; its staff and admins")
            .Produces<WireDeskSessionPage>().Refuses(400, 401, 403, 404, 429, 503);
        api.MapGet("/chat/session/{id:guid}/summary", Summary).LimitJoins().WithTags("Sessions").WithSummary("What a session is about so far, in short; the desk's staff only")
            .Produces<SessionSummary>().Refuses(401, 403, 404, 429, 503, 504);
    }

    private static async Task<IResult> List(
        string id, bool? closed, string? assigneeId, string? customerId, string? next, int? limit, HttpContext http, IGrainFactory grains)
    {
        if (!http.Caller().IsStaff) return Problems.From(new(RefusalCode.Forbidden, "This is for a desk's staff."));
        if (limit is < 1 or > DeskSessionQuery.MostSessions) return Problems.From(new(RefusalCode.Invalid, $"limit is 1 to {DeskSessionQuery.MostSessions}."));
        if ((Input.RefuseId(assigneeId, "assigneeId") ?? Input.RefuseId(customerId, "customerId") ?? Input.RefuseText(next, "next", LongestCursor)) is { } refusal) return Problems.From(refusal);
        if (!Array.Exists(await grains.GetGrain<IDesks>(IDesks.All).List(), desk => desk.DeskId == id)) return Problems.From(new(RefusalCode.NotFound, "There is no such desk."));
        var page = await grains.GetGrain<IDeskSessions>(id).List(http.Caller(), new(closed ?? false, assigneeId, customerId, next, limit ?? UsualPage));
        return Answers.Ok(page, found => new WireDeskSessionPage(Array.ConvertAll(found.Sessions, WireDeskSession.From), found.Next));
    }

    private static async Task<IResult> Summary(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await grains.GetGrain<IChatSession>(id).Summary(http.Caller()), summary => summary);
}
