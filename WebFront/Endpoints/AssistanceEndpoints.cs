using LiveChat.Assistant;
using LiveChat.Moods;
using LiveChat.Sessions;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;

namespace LiveChat.WebFront.Endpoints;

/// <summary>What helps a member of the staff with a session: a draft of the next message, and how the customer sounds.</summary>
internal static class AssistanceEndpoints
{
    public static void MapAssistance(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/chat/session/{id:guid}").WithTags("Sessions");
        session.MapPost("/suggestion", Suggest).LimitSends().WithSummary("A draft of the staff's next message, which is not sent; the desk's staff only")
            .Produces<SuggestedReply>().Refuses(401, 403, 404, 429, 503, 504);
        session.MapGet("/moods", Moods).LimitJoins().WithSummary("How the customer sounded, message by message; the desk's staff only")
            .Produces<SessionMoods>().Refuses(401, 403, 404, 429, 503);
    }

    private static async Task<IResult> Suggest(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await grains.GetGrain<IChatSession>(id).Suggest(http.Caller()), suggestion => suggestion);

    private static async Task<IResult> Moods(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await grains.GetGrain<IChatSession>(id).Moods(http.Caller()), moods => moods);
}
